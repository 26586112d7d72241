-- Users: one row per person, the personal data in three levels.
--   level 1  clear text
--   level 2  encrypted by the application under the level-2 KMS key
--   level 3  encrypted twice: under the application's own key, then under the level-3 KMS key
-- Encryption is AES-GCM, which adds a nonce of 12 bytes and a tag of 16 to each layer: a value that
-- is shorter than that cannot be a ciphertext, so clear text does not get in by mistake.

create table pii.users (
    id                      bigint generated always as identity primary key,
    email                   text not null,
    first_name              text not null,
    last_name               text not null,
    phone                   text,
    -- Ciphertexts do not compress, so it is not tried.
    address_encrypted       bytea storage external,
    date_of_birth_encrypted bytea storage external,
    ip_address_encrypted    bytea storage external,
    ssn_encrypted           bytea storage external,
    bank_account_encrypted  bytea storage external,
    credit_card_encrypted   bytea storage external,
    created_at              timestamptz not null default now(),
    updated_at              timestamptz not null default now(),

    constraint users_email_lower_case check (email = lower(email)),
    constraint users_address_ciphertext check (octet_length(address_encrypted) > 28),
    constraint users_date_of_birth_ciphertext check (octet_length(date_of_birth_encrypted) > 28),
    constraint users_ip_address_ciphertext check (octet_length(ip_address_encrypted) > 28),
    constraint users_ssn_ciphertext check (octet_length(ssn_encrypted) > 56),
    constraint users_bank_account_ciphertext check (octet_length(bank_account_encrypted) > 56),
    constraint users_credit_card_ciphertext check (octet_length(credit_card_encrypted) > 56)
);

create unique index idx_users_email on pii.users (email);
create index idx_users_created_at on pii.users (created_at);

comment on table pii.users is
    'One row per person. Level 1 is clear text, level 2 is encrypted, level 3 is encrypted twice.';
comment on column pii.users.id is
    'Not personal: names the person inside the platform.';
comment on column pii.users.email is
    'Level 1, clear text: finds the person at sign-in; in lower case, so that = finds it.';
comment on column pii.users.first_name is
    'Level 1, clear text: addresses the person.';
comment on column pii.users.last_name is
    'Level 1, clear text: addresses the person.';
comment on column pii.users.phone is
    'Level 1, clear text: reaches the person.';
comment on column pii.users.address_encrypted is
    'Level 2, encrypted: delivery and invoices.';
comment on column pii.users.date_of_birth_encrypted is
    'Level 2, encrypted: proof of age.';
comment on column pii.users.ip_address_encrypted is
    'Level 2, encrypted: detection of abuse.';
comment on column pii.users.ssn_encrypted is
    'Level 3, encrypted twice: proof of identity.';
comment on column pii.users.bank_account_encrypted is
    'Level 3, encrypted twice: payments to the person.';
comment on column pii.users.credit_card_encrypted is
    'Level 3, encrypted twice: payments by the person.';
comment on column pii.users.created_at is
    'Not personal: when the row was made.';
comment on column pii.users.updated_at is
    'Not personal: when the row was last changed; the writer sets it.';
