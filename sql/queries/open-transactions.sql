-- Open transactions, the oldest first. An old one keeps days of the audit trail from being closed,
-- partitions from being dropped, and dead rows from being removed.
-- Who: pii_access

select pid, usename as role, application_name, state, wait_event_type, wait_event,
    clock_timestamp() - xact_start as transaction_age, clock_timestamp() - state_change as state_age
from pg_catalog.pg_stat_activity
where datname = current_database() and backend_type = 'client backend'
    and xact_start is not null and pid <> pg_backend_pid()
order by xact_start
limit 50;
