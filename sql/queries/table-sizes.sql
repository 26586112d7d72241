-- Sizes of tables with their indexes, the largest first; a partition is a table of its own.
-- Who: pii_access

select c.relname as table, pg_size_pretty(pg_total_relation_size(c.oid)) as total,
    pg_size_pretty(pg_table_size(c.oid)) as rows_and_toast,
    pg_size_pretty(pg_indexes_size(c.oid)) as indexes, s.n_live_tup as live_rows,
    s.n_dead_tup as dead_rows, greatest(s.last_vacuum, s.last_autovacuum) as last_vacuumed,
    greatest(s.last_analyze, s.last_autoanalyze) as last_analyzed
from pg_catalog.pg_class c
    join pg_catalog.pg_stat_user_tables s on s.relid = c.oid
where c.relnamespace = 'pii'::regnamespace and c.relkind = 'r'
order by pg_total_relation_size(c.oid) desc, c.relname;
