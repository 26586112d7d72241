-- What roles are given in the place of tables: functions that log what they do, or check it, and
-- views that name nobody.

-- The fields whose values are ciphertexts.
create function pii.encrypted_fields() returns text[]
    language sql immutable
return array['address', 'date_of_birth', 'ip_address', 'ssn', 'bank_account', 'credit_card'];
revoke execute on function pii.encrypted_fields() from public;

-- Reads ciphertexts of one person, with the keys (pii.encryption_keys) that they are under: the one
-- way to read them, so that none is read without its row in the log. One statement reads the
-- ciphertexts, their keys, and writes the log, so that they agree whatever is written meanwhile.
--   fields   names as in encryption_metadata
--   purpose  code of what for, such as delivery
-- Answers a row for each field, without a ciphertext where there is none; no row where there is no
-- such person, which is logged too.
create function pii.read_encrypted(user_id bigint, fields text[], purpose text)
    returns table (field text, ciphertext bytea, kms_key smallint, app_key smallint)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if cardinality(read_encrypted.fields) is distinct from (
        select count(distinct asked) from unnest(read_encrypted.fields) as asked
        where asked = any (pii.encrypted_fields())
    ) or cardinality(read_encrypted.fields) = 0 then
        raise exception 'fields must be some of %, each once',
            array_to_string(pii.encrypted_fields(), ', ') using errcode = 'invalid_parameter_value';
    end if;
    if read_encrypted.purpose !~ '^[a-z][a-z0-9_-]{0,63}$' is not false then
        raise exception 'purpose must be a code of up to 64 of a-z, 0-9, _ and -, such as delivery'
            using errcode = 'invalid_parameter_value';
    end if;
    return query
    with person as materialized (
        select asked.field,
            case asked.field
                when 'address' then u.address_encrypted
                when 'date_of_birth' then u.date_of_birth_encrypted
                when 'ip_address' then u.ip_address_encrypted
                when 'ssn' then u.ssn_encrypted
                when 'bank_account' then u.bank_account_encrypted
                when 'credit_card' then u.credit_card_encrypted
            end as ciphertext,
            m.kms_key, m.app_key
        from pii.users u
            cross join unnest(read_encrypted.fields) as asked (field)
            left join pii.encryption_metadata m on m.user_id = u.id and m.field = asked.field
        where u.id = read_encrypted.user_id
    ), logged as (
        insert into pii.encryption_audit
            (user_id, operation, fields, kms_key, app_key, purpose)
        select read_encrypted.user_id, 'read', array_agg(person.field),
            person.kms_key, person.app_key, read_encrypted.purpose
        from person group by person.kms_key, person.app_key
    )
    select * from person;
    if not found then
        insert into pii.encryption_audit
            (user_id, operation, fields, purpose, success, error_code)
        values (
            read_encrypted.user_id, 'read', read_encrypted.fields,
            read_encrypted.purpose, false, 'no_such_user'
        );
    end if;
end
$$;
revoke execute on function pii.read_encrypted(bigint, text[], text) from public;

-- Logs what the application did with ciphertexts, a row for each element of the arrays, which are
-- of one length; those with a default may be left out. A failure is best logged on a second
-- connection, because the rollback of the first takes its rows of the log with it.
--   operations    encrypt, decrypt or reencrypt; the rest is logged by whoever does it
--   error_codes   why an operation failed, such as AccessDeniedException; null where it did not
--   durations_ms  how long it took, in milliseconds
create function pii.log_operations(
    operations text[],
    user_ids bigint[],
    fields text[],
    error_codes text[] default null,
    durations_ms integer[] default null,
    kms_keys smallint[] default null,
    app_keys smallint[] default null
) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (
        select from unnest(array[
            cardinality(user_ids), cardinality(fields),
            coalesce(cardinality(error_codes), cardinality(operations)),
            coalesce(cardinality(durations_ms), cardinality(operations)),
            coalesce(cardinality(kms_keys), cardinality(operations)),
            coalesce(cardinality(app_keys), cardinality(operations))
        ]) as elements
        where (elements = cardinality(operations)) is not true
    ) then
        raise exception 'the arrays must be of one length' using errcode = 'array_subscript_error';
    end if;
    if exists (
        select from unnest(operations, user_ids, fields) as done (operation, user_id, field)
        where (
            operation in ('encrypt', 'decrypt', 'reencrypt') and user_id is not null
            and field = any (pii.encrypted_fields())
        ) is not true
    ) then
        raise exception
            'each must be encrypt, decrypt or reencrypt, have a user_id, and a field of %',
            array_to_string(pii.encrypted_fields(), ', ') using errcode = 'invalid_parameter_value';
    end if;
    insert into pii.encryption_audit (
        operation, user_id, fields, success, error_code, duration_ms, kms_key, app_key
    )
    select operation, user_id, array[field], error_code is null, error_code, duration_ms,
        kms_key, app_key
    from unnest(operations, user_ids, fields, error_codes, durations_ms, kms_keys, app_keys)
        as done (operation, user_id, field, error_code, duration_ms, kms_key, app_key);
end
$$;
revoke execute on function pii.log_operations(
    text[], bigint[], text[], text[], integer[], smallint[], smallint[]
) from public;

-- Changes a setting, and says why. Answers its new version.
create function pii.set_config_value(key text, value text, reason text) returns integer
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    setting pii.system_config;
begin
    select * into setting from pii.system_config where key = set_config_value.key for update;
    if not found then
        raise exception 'there is no setting %; there are %', quote_nullable(set_config_value.key),
            (select string_agg(key, ', ' order by key) from pii.system_config)
            using errcode = 'invalid_parameter_value';
    end if;
    update pii.system_config
    set value = set_config_value.value, version = version + 1, changed_at = clock_timestamp(),
        changed_by = session_user, reason = set_config_value.reason
    where key = set_config_value.key;
    return setting.version + 1;
exception when check_violation or not_null_violation then
    raise exception
        '% must be of type %, and the reason say why in 1 to 500 characters; got % and %',
        setting.key,
        concat(setting.value_type, ' from ' || setting.minimum, ' to ' || setting.maximum),
        quote_nullable(set_config_value.value), quote_nullable(set_config_value.reason)
        using errcode = 'invalid_parameter_value';
end
$$;
revoke execute on function pii.set_config_value(text, text, text) from public;

-- How many encrypted fields there are, by level and the keys that they are under.
create view pii.encryption_stats with (security_invoker) as
select m.level, m.fields,
    m.kms_key, k.version as kms_key_version, k.status as kms_key_status,
    m.app_key, a.version as app_key_version, a.status as app_key_status
from (
        select level, kms_key, app_key, count(*) as fields
        from pii.encryption_metadata
        group by level, kms_key, app_key
    ) m
    left join pii.encryption_keys k on k.id = m.kms_key
    left join pii.encryption_keys a on a.id = m.app_key;

-- How often the keys of each kind were rotated, when last, and how long it takes.
create view pii.key_rotation_summary with (security_invoker) as
select key_type, level,
    count(*) as rotations,
    count(*) filter (where status in ('running', 'rolling_back')) as under_way,
    count(*) filter (where status = 'finished') as finished,
    count(*) filter (where status = 'rolled_back') as rolled_back,
    sum(fields_done)::bigint as fields_done,
    max(started_at) as last_started_at,
    max(finished_at) filter (where status = 'finished') as last_finished_at,
    avg(finished_at - started_at) filter (where status = 'finished') as average_duration
from pii.key_rotation_log
group by key_type, level;
