-- How many fields are under which keys. Under a key that is retiring there should be fewer each
-- time, and none under one that is retired.
-- Who: pii_audit

select * from pii.encryption_stats order by level, kms_key, app_key;
