-- Who may do what with users, column by column: a column added later is nobody's until it is
-- granted. The auditor gets nothing here: what it reads is the audit trail.

-- The reader sees level 1.
grant select (id, email, first_name, last_name, phone, created_at, updated_at)
    on pii.users to pii_reader;

-- The writer writes every level and reads none back. It sees what "returning id" and
-- "on conflict (email)" need to see; what the latter then sets must be parameters, because
-- "excluded" would need the right to read. It deletes nobody: erasing a person is a duty of its own.
grant select (id, email)
    on pii.users to pii_writer;
grant insert (
        email, first_name, last_name, phone,
        address_encrypted, date_of_birth_encrypted, ip_address_encrypted,
        ssn_encrypted, bank_account_encrypted, credit_card_encrypted
    ), update (
        email, first_name, last_name, phone,
        address_encrypted, date_of_birth_encrypted, ip_address_encrypted,
        ssn_encrypted, bank_account_encrypted, credit_card_encrypted,
        updated_at
    )
    on pii.users to pii_writer;
