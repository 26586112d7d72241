-- The partitions of the audit trail: which months they are, and which are past their time. These go
-- with the next run of the function that looks after the database, unless there is a legal hold.
-- Who: pii_audit

select c.relname as partition, bounds[1]::timestamptz as from_time,
    bounds[2]::timestamptz as to_time,
    bounds[2]::timestamptz <= (
        date_trunc('month', now() at time zone 'UTC') - make_interval(months => retention.months)
    ) at time zone 'UTC' as is_expired,
    hold.value as legal_hold
from pg_catalog.pg_inherits i
    join pg_catalog.pg_class c on c.oid = i.inhrelid
    cross join regexp_matches(
        pg_get_expr(c.relpartbound, c.oid), '''([^'']+)''\) TO \(''([^'']+)'''
    ) as bounds
    cross join (
        select value::integer as months from pii.system_config where key = 'audit.retention_months'
    ) retention
    cross join (select value from pii.system_config where key = 'audit.legal_hold') hold
where i.inhparent = 'pii.encryption_audit'::regclass
order by from_time;
