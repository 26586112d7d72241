-- Connections to this database, by role and state: many that idle in a transaction hold others up.
-- Who: pii_access

select usename as role, application_name, state, wait_event_type, count(*) as connections,
    max(clock_timestamp() - state_change) as longest
from pg_catalog.pg_stat_activity
where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
group by usename, application_name, state, wait_event_type
order by connections desc, role, application_name, state;
