-- How ciphertexts are written: together with the keys that they are under. Whoever writes needs no
-- right on the columns, and should have none: so the two always agree.

-- Stores fields of one person, each with the KMS key and, at level 3, the key of the application
-- that it is under; the n-th element of each array is about the n-th field. A field whose
-- ciphertext is null is taken away. Keys may be active or retiring: who is told that one is retired
-- looks up the active one and encrypts anew.
create function pii.store_encrypted(
    user_id bigint, fields text[], ciphertexts bytea[], kms_keys smallint[], app_keys smallint[]
)
    returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    used smallint[] := array(
        select distinct k from unnest(kms_keys || app_keys) as k where k is not null order by k
    );
    problem text;
begin
    if cardinality(fields) is distinct from cardinality(ciphertexts)
        or cardinality(fields) is distinct from cardinality(kms_keys)
        or cardinality(fields) is distinct from cardinality(app_keys)
    then
        raise exception 'fields, ciphertexts, kms_keys and app_keys must be of one length'
            using errcode = 'array_subscript_error';
    end if;
    if cardinality(fields) is distinct from (
        select count(distinct f) from unnest(fields) as f where f = any (pii.encrypted_fields())
    ) then
        raise exception 'fields must be some of %, each once',
            array_to_string(pii.encrypted_fields(), ', ') using errcode = 'invalid_parameter_value';
    end if;
    -- As long as this transaction is open, no key that it uses is retired.
    perform pg_advisory_xact_lock_shared('pii.encryption_keys'::regclass::oid::integer, k)
    from unnest(used) as k;
    select string_agg(format('key %s is %s', k, coalesce(e.status, 'not there')), '; ') into problem
    from unnest(used) as k left join pii.encryption_keys e on e.id = k
    where e.status is distinct from 'active' and e.status is distinct from 'retiring';
    if problem is not null then
        raise exception 'nothing was stored: %; encrypt under the active keys', problem
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    update pii.users u
    set address_encrypted = case when 'address' = any (fields)
            then ciphertexts[array_position(fields, 'address')] else u.address_encrypted end,
        date_of_birth_encrypted = case when 'date_of_birth' = any (fields)
            then ciphertexts[array_position(fields, 'date_of_birth')]
            else u.date_of_birth_encrypted end,
        ip_address_encrypted = case when 'ip_address' = any (fields)
            then ciphertexts[array_position(fields, 'ip_address')] else u.ip_address_encrypted end,
        ssn_encrypted = case when 'ssn' = any (fields)
            then ciphertexts[array_position(fields, 'ssn')] else u.ssn_encrypted end,
        bank_account_encrypted = case when 'bank_account' = any (fields)
            then ciphertexts[array_position(fields, 'bank_account')]
            else u.bank_account_encrypted end,
        credit_card_encrypted = case when 'credit_card' = any (fields)
            then ciphertexts[array_position(fields, 'credit_card')]
            else u.credit_card_encrypted end,
        updated_at = now()
    where u.id = store_encrypted.user_id;
    if not found then
        raise exception 'there is no user %', user_id using errcode = 'no_data_found';
    end if;
    delete from pii.encryption_metadata m
    using unnest(fields, ciphertexts) as given (field, ciphertext)
    where m.user_id = store_encrypted.user_id and m.field = given.field
        and given.ciphertext is null;
    insert into pii.encryption_metadata as m (user_id, level, kms_key, app_key, field)
    select store_encrypted.user_id, case when g.app_key is null then 2 else 3 end,
        g.kms_key, g.app_key, g.field
    from unnest(fields, ciphertexts, kms_keys, app_keys)
        as g (field, ciphertext, kms_key, app_key)
    where g.ciphertext is not null
    on conflict on constraint idx_encryption_metadata_user_field do update
    set kms_key = excluded.kms_key, app_key = excluded.app_key,
        encrypted_at = excluded.encrypted_at;
end
$$;
revoke execute on function pii.store_encrypted(bigint, text[], bytea[], smallint[], smallint[])
    from public;
