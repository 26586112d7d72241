-- Ciphertexts of which nobody knows the keys, and keys of ciphertexts that are not there. There are
-- none as long as everybody writes by pii.store_encrypted. Reads all of users: on a quiet hour.
-- Who: pii_owner, by set role: nobody else sees which columns are empty

select u.id as user_id, fields.field,
    case when m.field is null then 'no metadata' else 'no ciphertext' end as problem
from pii.users u
    cross join lateral (values
        ('address', u.address_encrypted is not null),
        ('date_of_birth', u.date_of_birth_encrypted is not null),
        ('ip_address', u.ip_address_encrypted is not null),
        ('ssn', u.ssn_encrypted is not null),
        ('bank_account', u.bank_account_encrypted is not null),
        ('credit_card', u.credit_card_encrypted is not null)
    ) as fields (field, is_there)
    left join pii.encryption_metadata m on m.user_id = u.id and m.field = fields.field
where fields.is_there <> (m.field is not null)
order by u.id, fields.field
limit 1000;
