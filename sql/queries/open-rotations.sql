-- Rotations that are under way, the oldest first: one that does not move has stopped. They go on
-- where they were when the next batch is asked for.
-- Who: pii_audit

select id, key_type, level, status, old_key, new_key, started_at, started_by,
    coalesce(rollback_total, fields_total) as fields_total,
    coalesce(rollback_done, fields_done) as fields_done
from pii.key_rotation_log
where status in ('running', 'rolling_back')
order by started_at, id;
