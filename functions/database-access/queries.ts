/**
 * The diagnoses, each one read-only statement whose one parameter, `$1`, is the most rows that it
 * gives. They show names of roles, tables and indexes, numbers and times: never the text of a
 * statement, an address, what a client calls itself, or a row. Sizes are in bytes, times in seconds.
 */
const QUERIES = {
    /** What the connections of this database do, the largest groups first. */
    activity: `
        select usename as role, state, wait_event_type, wait_event,
            count(*)::int as connections,
            max(extract(epoch from clock_timestamp() - state_change))::int as longest_seconds
        from pg_catalog.pg_stat_activity
        where backend_type = 'client backend' and datname = current_database()
            and pid <> pg_backend_pid()
        group by usename, state, wait_event_type, wait_event
        order by connections desc, longest_seconds desc
        limit $1`,

    /** Who waits for whose locks: each blocker (depth 0) before those that wait for it. */
    locks: `
        with recursive waiting as materialized (
            select pid, unnest(pg_blocking_pids(pid)) as blocker
            from pg_catalog.pg_locks where not granted and pid is not null
            group by pid
        ), tree (pid, path) as (
            select distinct blocker, array[blocker] from waiting
            where blocker not in (select pid from waiting)
            union all
            select waiting.pid, tree.path || waiting.pid
            from tree join waiting on waiting.blocker = tree.pid
            where waiting.pid <> all (tree.path)
        )
        select tree.pid, cardinality(tree.path) - 1 as depth, tree.path,
            a.usename as role, a.state, a.wait_event_type, a.wait_event,
            extract(epoch from clock_timestamp() - a.xact_start)::int as transaction_seconds,
            l.locktype as wants_lock_on, l.mode as wants_mode,
            n.nspname as schema, c.relname as relation
        from tree
            left join pg_catalog.pg_stat_activity a on a.pid = tree.pid
            left join lateral (
                select * from pg_catalog.pg_locks where pid = tree.pid and not granted limit 1
            ) l on true
            left join pg_catalog.pg_class c on c.oid = l.relation
                and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
            left join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        order by tree.path
        limit $1`,

    /** The largest tables. Measures them, for which it must wait while one is locked altogether. */
    "table-sizes": `
        select n.nspname as schema, c.relname as table,
            pg_total_relation_size(c.oid)::float8 as total_bytes,
            pg_table_size(c.oid)::float8 as table_bytes,
            pg_indexes_size(c.oid)::float8 as index_bytes,
            greatest(c.reltuples, 0)::float8 as estimated_rows
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'm')
            and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_t'
        order by total_bytes desc, schema, "table"
        limit $1`,

    /** Indexes, the least used first, since statistics were last reset on this instance. */
    "index-usage": `
        select s.schemaname as schema, s.relname as table, s.indexrelname as index,
            s.idx_scan::float8 as scans, s.idx_tup_read::float8 as rows_read,
            extract(epoch from clock_timestamp() - s.last_idx_scan)::int as seconds_since_last_scan,
            c.relpages * current_setting('block_size')::float8 as estimated_bytes,
            i.indisunique as is_unique, i.indisvalid as is_valid
        from pg_catalog.pg_stat_user_indexes s
            join pg_catalog.pg_index i on i.indexrelid = s.indexrelid
            join pg_catalog.pg_class c on c.oid = s.indexrelid
        order by scans, estimated_bytes desc, schema, index
        limit $1`,

    /** Open transactions, the oldest first. */
    "long-transactions": `
        select pid, usename as role, state, wait_event_type, wait_event,
            extract(epoch from clock_timestamp() - xact_start)::int as transaction_seconds,
            extract(epoch from clock_timestamp() - state_change)::int as state_seconds,
            age(backend_xmin) as holds_back_vacuum_by
        from pg_catalog.pg_stat_activity
        where xact_start is not null and pid <> pg_backend_pid()
            and backend_type = 'client backend'
        order by xact_start
        limit $1`,

    /** How far each database is from the end of its transaction ids, the oldest first. */
    "transaction-age": `
        select datname as database, age(datfrozenxid) as transaction_age,
            mxid_age(datminmxid) as multixact_age,
            round(age(datfrozenxid) / 21474836.48, 2)::float8 as percent_used,
            current_setting('autovacuum_freeze_max_age')::int as vacuumed_at_age
        from pg_catalog.pg_database
        order by transaction_age desc, database
        limit $1`,

    /**
     * Tables with dead rows, the most first: what vacuum has not given back. An estimate from the
     * widths of columns would be closer, but those are told only to who may read the columns.
     */
    bloat: `
        select s.schemaname as schema, s.relname as table,
            s.n_dead_tup::float8 as dead_rows, s.n_live_tup::float8 as live_rows,
            round(100.0 * s.n_dead_tup / greatest(s.n_dead_tup + s.n_live_tup, 1), 1)::float8
                as dead_percent,
            c.relpages * current_setting('block_size')::float8 as estimated_bytes,
            extract(epoch from clock_timestamp() - greatest(s.last_vacuum, s.last_autovacuum))::int
                as seconds_since_vacuum,
            extract(epoch from clock_timestamp() - greatest(s.last_analyze, s.last_autoanalyze))::int
                as seconds_since_analyze
        from pg_catalog.pg_stat_user_tables s join pg_catalog.pg_class c on c.oid = s.relid
        order by dead_rows desc, schema, "table"
        limit $1`,

    /** Replication slots, those that hold back the most log first, with who reads them. */
    replication: `
        select s.slot_name as slot, s.slot_type as type, s.active, s.wal_status,
            case when not pg_is_in_recovery()
                then pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)::float8
            end as retained_bytes,
            r.state, extract(epoch from r.replay_lag)::float8 as replay_lag_seconds
        from pg_catalog.pg_replication_slots s
            left join pg_catalog.pg_stat_replication r on r.pid = s.active_pid
        order by retained_bytes desc nulls last, slot
        limit $1`,
} as const satisfies Readonly<Record<string, string>>;

export type QueryName = keyof typeof QUERIES;

export const QUERY_NAMES = Object.keys(QUERIES) as [QueryName, ...QueryName[]];

export function queryText(name: QueryName): string {
    return QUERIES[name];
}
