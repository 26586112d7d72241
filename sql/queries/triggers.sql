-- The triggers that write and guard the audit trail. All must be on, always: anything else says
-- that somebody has turned one off.
-- Who: pii_access

select c.relname as table, t.tgname as trigger, p.proname as function,
    case t.tgenabled when 'A' then 'always' when 'D' then 'OFF' else 'not in replicas' end as is_on
from pg_catalog.pg_trigger t
    join pg_catalog.pg_class c on c.oid = t.tgrelid
    join pg_catalog.pg_proc p on p.oid = t.tgfoid
where c.relnamespace = 'pii'::regnamespace and not t.tgisinternal and not c.relispartition
order by c.relname, t.tgname;
