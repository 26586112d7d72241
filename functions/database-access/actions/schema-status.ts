import type { Connector } from "../connector";
import { appliedMigrations } from "../ledger";

const PATIENCE = { statementMs: 5000, lockMs: 1000 };

const TABLES = `
    select c.relname as name,
        case c.relkind when 'r' then 'table' when 'p' then 'partitioned table'
            when 'v' then 'view' when 'm' then 'materialized view' end as kind,
        (select count(*)::int from pg_catalog.pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
        (select count(*)::int from pg_catalog.pg_inherits i where i.inhparent = c.oid)
            as partitions,
        (select count(*)::int from pg_catalog.pg_index i where i.indrelid = c.oid) as indexes,
        (select count(*)::int from pg_catalog.pg_index i
            where i.indrelid = c.oid and not i.indisvalid) as invalid_indexes,
        (select count(*)::int from pg_catalog.pg_constraint k
            where k.conrelid = c.oid and not k.convalidated) as unvalidated_constraints
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'pii' and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    order by c.relname`;

/** What is there: the server's version, extensions, applied migrations, tables and views. */
export async function schemaStatus(connector: Connector, remainingMs: () => number) {
    const { schemaVersion } = await connector.parameters();
    return connector.use("writer", remainingMs, (database) =>
        database.read(PATIENCE, async (query) => {
            const [server] = await query<{ version: string }>(
                "select current_setting('server_version') as version",
            );
            return {
                serverVersion: server?.version,
                extensions: await query(
                    "select extname as name, extversion as version from pg_catalog.pg_extension order by extname",
                ),
                deployedVersion: schemaVersion,
                migrations: await appliedMigrations(query),
                tables: await query(TABLES),
            };
        }),
    );
}
