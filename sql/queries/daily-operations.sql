-- Operations of each day of the last week, in UTC, the latest day first.
-- Who: pii_audit

select day, operation, success, operations
from pii.audit_summary
where day > (now() at time zone 'UTC')::date - 7
order by day desc, operation, success desc;
