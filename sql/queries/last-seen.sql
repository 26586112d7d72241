-- When each login of the platform last did something that is logged, of the last 90 days; none: nobody
-- needs it, or it does what is not logged, as pii_report and pii_access do. Reads the days' partitions
-- whole: on a quiet hour.
-- Who: pii_audit

select r.rolname as login_role, max(a.accessed_at) as last_operation, count(a.id) as operations
from pg_catalog.pg_roles r
    left join pii.encryption_audit a
        on a.login_role = r.rolname and a.accessed_at > now() - interval '90 days'
where r.rolcanlogin and r.rolname like 'pii\_%'
group by r.rolname
order by last_operation nulls first, r.rolname;
