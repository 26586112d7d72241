-- Who read or decrypted how much of the last 24 hours, of how many people, whoever had most first:
-- one who has many more than usual copies.
-- Who: pii_audit

select login_role, actor, purpose, operation, count(*) as operations,
    count(distinct user_id) as people, max(accessed_at) as latest
from pii.encryption_audit
where operation in ('read', 'decrypt') and accessed_at > now() - interval '24 hours'
group by login_role, actor, purpose, operation
order by people desc, operations desc, login_role, actor, purpose, operation
limit 100;
