-- The last hundred operations on the data of one person, the latest first.
-- Who: pii_audit
-- With: user_id, the person's users.id, as in psql -v user_id=1

-- The inner query is in the order of the index, so that even a plan for anybody reads no more than a
-- hundred rows of somebody who has many; "with ties" leaves it to the outer one which come first of
-- those of one moment.
select accessed_at, operation, success, fields, login_role, actor, purpose, error_code
from (
        select * from pii.encryption_audit
        where user_id = :user_id
        order by accessed_at desc
        fetch first 100 rows with ties
    ) latest
order by accessed_at desc, id desc
limit 100;
