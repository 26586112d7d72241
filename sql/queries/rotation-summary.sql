-- How often the keys of each kind were rotated, and when last.
-- Who: pii_audit

select * from pii.key_rotation_summary order by key_type, level;
