-- The last hundred operations on the data of one person, the latest first.
-- Who: pii_audit
-- With: user_id, the person's users.id, as in psql -v user_id=1

select accessed_at, operation, success, fields, login_role, actor, purpose, error_code
from pii.encryption_audit
where user_id = :user_id
order by accessed_at desc, id desc
limit 100;
