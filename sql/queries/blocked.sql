-- Who waits for whose lock, the longest first. The one to end is the blocker that waits for nobody:
-- select pg_terminate_backend(blocker), as the master user.
-- Who: pii_access

select a.pid, a.usename as role, a.application_name, clock_timestamp() - a.query_start as waits_for,
    blocker, b.usename as blocker_role, b.application_name as blocker_application,
    b.state as blocker_state, clock_timestamp() - b.xact_start as blocker_transaction
from pg_catalog.pg_stat_activity a
    cross join unnest(pg_blocking_pids(a.pid)) as blocker
    left join pg_catalog.pg_stat_activity b on b.pid = blocker
where a.datname = current_database()
order by waits_for desc, a.pid, blocker;
