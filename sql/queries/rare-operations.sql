-- The last hundred operations that happen seldom: people deleted, keys, rotations, settings.
-- Who: pii_audit

select accessed_at, operation, success, user_id, fields, kms_key, app_key, old_kms_key,
    old_app_key, login_role, actor
from pii.encryption_audit
-- Said as the index says it.
where operation not in (
    'user_insert', 'user_update', 'metadata_insert', 'metadata_update',
    'read', 'encrypt', 'decrypt', 'reencrypt'
)
order by accessed_at desc, id desc
limit 100;
