-- What failed in the last 24 hours, the latest first.
-- Who: pii_audit

select accessed_at, operation, error_code, user_id, fields, login_role, actor, purpose
from pii.encryption_audit
where not success and accessed_at > now() - interval '24 hours'
order by accessed_at desc, id desc
limit 1000;
