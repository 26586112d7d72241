-- How often each index has been used since statistics were last reset, the least used first; on
-- this instance, so ask the readers, too. An index that keeps a rule (is_unique) works unseen.
-- Who: pii_access

select s.relname as table, s.indexrelname as index, s.idx_scan as scans,
    s.last_idx_scan as last_used, i.indisunique as is_unique, i.indisvalid as is_valid,
    pg_size_pretty(pg_relation_size(s.indexrelid)) as size
from pg_catalog.pg_stat_user_indexes s
    join pg_catalog.pg_index i on i.indexrelid = s.indexrelid
where s.schemaname = 'pii'
order by s.idx_scan, s.relname, s.indexrelname;
