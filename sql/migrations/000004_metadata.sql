-- What is known about the encryption of users, beside the ciphertexts themselves: the keys, which
-- of them each field is encrypted under, how keys were rotated, and how the platform is set.

-- Each version of each key. Never the key itself: where it is kept.
create table pii.encryption_keys (
    id         smallint    generated always as identity primary key,
    key_type   text        not null,
    level      smallint    not null,
    version    integer     not null,
    -- A KMS key's ARN, or the name under which the application finds its own key.
    identifier text        not null,
    -- pending   known, and not yet used
    -- active    what is written is encrypted under it
    -- retiring  still needed to decrypt; what is under it is being encrypted anew
    -- retired   nothing is under it
    status     text        not null,
    created_at timestamptz not null default now(),
    retired_at timestamptz,

    constraint encryption_keys_key_type check (key_type in ('kms', 'application')),
    -- Level 2 is encrypted once, by KMS; the application's own key is the second one of level 3.
    constraint encryption_keys_level check (level = 3 or level = 2 and key_type = 'kms'),
    constraint encryption_keys_version check (version > 0),
    constraint encryption_keys_identifier check (
        case key_type
            when 'kms'
                then identifier ~ '^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$'
            else identifier ~ '^[A-Za-z0-9:/_.+=@-]+$' and length(identifier) <= 512
        end
    ),
    constraint encryption_keys_status
        check (status in ('pending', 'active', 'retiring', 'retired')),
    constraint encryption_keys_retired_at check ((status = 'retired') = (retired_at is not null)),
    constraint encryption_keys_version_once unique (key_type, level, version)
);

-- What is written is encrypted under one key of each kind.
create unique index idx_encryption_keys_active
    on pii.encryption_keys (key_type, level) where status = 'active';

-- Under which keys each encrypted field of each person is. The wide columns come first and keys are
-- two bytes, so that six rows a person cost little. There is no foreign key to the keys: each row
-- written would lock its key's row, of which there are three; a trigger checks whole statements.
create table pii.encryption_metadata (
    user_id      bigint      not null references pii.users (id) on delete cascade,
    encrypted_at timestamptz not null default now(),
    level        smallint    not null,
    kms_key      smallint    not null,
    app_key      smallint,
    field        text        not null,

    constraint idx_encryption_metadata_user_field primary key (user_id, field),
    constraint encryption_metadata_field check (
        case level
            when 2 then field in ('address', 'date_of_birth', 'ip_address')
            when 3 then field in ('ssn', 'bank_account', 'credit_card')
            else false
        end
    ),
    constraint encryption_metadata_app_key check ((level = 3) = (app_key is not null))
);

-- Finds what is still under an old key. Without the person: equal entries are then stored as one.
create index idx_encryption_metadata_level
    on pii.encryption_metadata (level, kms_key, app_key);

-- One row per rotation, kept for good.
create table pii.key_rotation_log (
    id           bigint      generated always as identity primary key,
    key_type     text        not null,
    level        smallint    not null,
    old_key      smallint    not null references pii.encryption_keys (id) on delete restrict,
    new_key      smallint    not null references pii.encryption_keys (id) on delete restrict,
    -- running       fields go from the old key to the new one
    -- rolling_back  fields go back from the new key to the old one
    -- finished      all fields are under the new key
    -- rolled_back   all fields are under the old key again
    status       text        not null default 'running',
    reason       text        not null,
    started_at   timestamptz not null default now(),
    started_by   text        not null default session_user,
    finished_at  timestamptz,
    -- Fields that were under the old key at the start, and how many of them have been moved.
    fields_total bigint      not null,
    fields_done  bigint      not null default 0,

    constraint key_rotation_log_key_type check (key_type in ('kms', 'application')),
    constraint key_rotation_log_level check (level = 3 or level = 2 and key_type = 'kms'),
    constraint key_rotation_log_other_key check (old_key <> new_key),
    constraint key_rotation_log_status
        check (status in ('running', 'rolling_back', 'finished', 'rolled_back')),
    constraint key_rotation_log_reason check (length(reason) between 1 and 500),
    constraint key_rotation_log_finished_at
        check ((status in ('finished', 'rolled_back')) = (finished_at is not null)),
    constraint key_rotation_log_fields check (fields_total >= 0 and fields_done >= 0)
);

create index idx_key_rotation_log_key_type
    on pii.key_rotation_log (key_type, level, started_at);
-- One rotation at a time of each kind of key.
create unique index idx_key_rotation_log_status
    on pii.key_rotation_log (key_type, level) where status in ('running', 'rolling_back');

-- How the platform is set: one row per setting, its value as text of the type that it must have.
create table pii.system_config (
    key         text        primary key,
    value_type  text        not null,
    value       text        not null,
    -- Least and greatest value of an int.
    minimum     bigint,
    maximum     bigint,
    description text        not null,
    version     integer     not null default 1,
    changed_at  timestamptz not null default now(),
    changed_by  text        not null default session_user,
    reason      text        not null,

    constraint system_config_key check (key ~ '^[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)+$'),
    constraint system_config_value_type
        check (value_type in ('text', 'int', 'bool', 'interval', 'json')),
    constraint system_config_value check (
        case value_type
            when 'int' then pg_input_is_valid(value, 'bigint')
            when 'bool' then value in ('true', 'false')
            when 'interval' then pg_input_is_valid(value, 'interval')
            when 'json' then pg_input_is_valid(value, 'jsonb')
            else true
        end
    ),
    constraint system_config_range check (
        case
            when value_type <> 'int' then minimum is null and maximum is null
            when pg_input_is_valid(value, 'bigint') then
                value::bigint >= coalesce(minimum, value::bigint)
                and value::bigint <= coalesce(maximum, value::bigint)
        end
    ),
    constraint system_config_description check (description <> ''),
    constraint system_config_version check (version > 0),
    constraint system_config_reason check (length(reason) between 1 and 500)
);

-- Every version that a setting has had, the present one too.
create table pii.system_config_history (
    key        text        not null,
    version    integer     not null,
    value      text        not null,
    changed_at timestamptz not null,
    changed_by text        not null,
    reason     text        not null,

    primary key (key, version)
);

-- How many operations of each kind a day had, in UTC: written once, when nothing of that day can
-- come any more, and kept when the log itself is past its time. It names nobody.
create table pii.audit_days (
    day        date    not null,
    operation  text    not null,
    success    boolean not null,
    operations bigint  not null,

    primary key (day, operation, success),
    constraint audit_days_operations check (operations > 0)
);
