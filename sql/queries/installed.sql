-- What is there: tables and views of the platform, and extensions.
-- Who: pii_access

select case c.relkind when 'v' then 'view' else 'table' end as kind, c.relname as name
from pg_catalog.pg_class c
where c.relnamespace = 'pii'::regnamespace and c.relkind in ('r', 'p', 'v')
    and not c.relispartition
union all
select 'extension', extname || ' ' || extversion from pg_catalog.pg_extension
order by kind, name;
