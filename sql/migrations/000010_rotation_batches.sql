-- The batches of a rotation. A transaction takes one, encrypts it anew, and records it. Until it
-- ends it keeps the rows of users of those people locked, and of nobody else; it waits for nobody
-- but another one that has recorded and not yet ended, because locked rows are left for later.
-- That locks alone say what is taken makes the batch of a worker that dies come again.

-- What is in the column of a field.
create function pii.ciphertext_of(person pii.users, field text) returns bytea
    language sql
    immutable
as $$
    select case field
        when 'address' then person.address_encrypted
        when 'date_of_birth' then person.date_of_birth_encrypted
        when 'ip_address' then person.ip_address_encrypted
        when 'ssn' then person.ssn_encrypted
        when 'bank_account' then person.bank_account_encrypted
        when 'credit_card' then person.credit_card_encrypted
    end
$$;
revoke execute on function pii.ciphertext_of(pii.users, text) from public;

-- The fields that a rotation has yet to move of some people whose rows of users nobody else has
-- locked; locks them. None when nobody else is left.
--   batch_size    how many people at most; often a third, because their fields are found one by one
--   except_users  people to leave out: those with whom the worker failed
-- Answers the ciphertexts, the keys that they are under, the key to encrypt them under in place of
-- the one of its kind, and a digest that pii.record_rotated wants back. Each person's fields get a
-- row in the audit trail, as read.
create function pii.next_rotation_batch(
    rotation bigint, batch_size integer, except_users bigint[] default '{}'
)
    returns table (
        user_id bigint, field text, ciphertext bytea, digest bytea,
        kms_key smallint, app_key smallint, to_key smallint
    )
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    -- Each batch is found by the index, whatever else seems cheaper before the first one: what is
    -- done would be read again for every later one.
    set plan_cache_mode = force_custom_plan
    set enable_seqscan = off
    set enable_bitmapscan = off
as $$
declare
    move record := pii.open_rotation(rotation);
    place record := pii.place_of_key(move.source);
    people bigint[];
begin
    if batch_size is null or batch_size not between 1 and 10000 then
        raise exception 'batch_size must be from 1 to 10000 people, got %', batch_size
            using errcode = 'invalid_parameter_value';
    end if;
    select array_agg(distinct found.user_id) into people
    from (
        select m.user_id
        from pii.encryption_metadata m
            cross join lateral (
                select from pii.users u where u.id = m.user_id for no key update skip locked
            ) locked
        where m.level = place.level
            and m.kms_key = any (place.kms_keys)
            and (place.app_key is null or m.app_key = place.app_key)
            and m.user_id <> all (except_users)
        limit batch_size
    ) found;
    -- Read again under the locks: somebody may have stored something just before.
    return query
    with batch as (
        select m.user_id, m.field, c.ciphertext, sha256(c.ciphertext) as digest,
            m.kms_key, m.app_key, move.target
        from pii.users u
            -- By its own key, and not by the keys that everybody's fields are under: offset 0 says so.
            cross join lateral (
                select * from pii.encryption_metadata f where f.user_id = u.id offset 0
            ) m
            cross join lateral (select pii.ciphertext_of(u, m.field) as ciphertext) c
        where u.id = any (people)
            and m.level = place.level
            and m.kms_key = any (place.kms_keys)
            and (place.app_key is null or m.app_key = place.app_key)
    ), logged as (
        insert into pii.encryption_audit (user_id, operation, fields, kms_key, app_key, purpose)
        select b.user_id, 'read', array_agg(b.field order by b.field), b.kms_key, b.app_key,
            'key-rotation'
        from batch b
        group by b.user_id, b.kms_key, b.app_key
    )
    select * from batch;
end
$$;
revoke execute on function pii.next_rotation_batch(bigint, integer, bigint[]) from public;

-- Writes what a batch has become under to_key, to users and encryption_metadata at once; the n-th
-- element of each array is about the n-th field. Leaves out what is not as it was read any more,
-- because somebody has stored it anew, and what somebody has locked; where that is still under the
-- old key, it comes again. Answers how many fields were written.
create function pii.record_rotated(
    rotation bigint, to_key integer,
    user_ids bigint[], fields text[], digests bytea[], ciphertexts bytea[]
)
    returns integer
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    move record := pii.open_rotation(rotation);
    people bigint[];
    moved integer;
begin
    if to_key is distinct from move.target then
        raise exception 'rotation % goes to key %, not %; take another batch',
            rotation, move.target, to_key using errcode = 'object_not_in_prerequisite_state';
    end if;
    if cardinality(user_ids) is distinct from cardinality(fields)
        or cardinality(user_ids) is distinct from cardinality(digests)
        or cardinality(user_ids) is distinct from cardinality(ciphertexts)
    then
        raise exception 'user_ids, fields, digests and ciphertexts must be of one length'
            using errcode = 'array_subscript_error';
    end if;
    if exists (
        select from unnest(digests, ciphertexts) as given (digest, ciphertext)
        where sha256(given.ciphertext) = given.digest
    ) then
        raise exception 'a ciphertext is the one that was read; encrypt it under key %', move.target
            using errcode = 'invalid_parameter_value';
    end if;
    people := array(
        select u.id from pii.users u where u.id = any (user_ids) for no key update skip locked
    );
    with ready as materialized (
        select g.user_id, g.field, g.ciphertext
        from unnest(user_ids, fields, digests, ciphertexts)
                as g (user_id, field, digest, ciphertext)
            join pii.encryption_metadata m on m.user_id = g.user_id and m.field = g.field
            join pii.users u on u.id = g.user_id
        where g.user_id = any (people)
            and g.ciphertext is not null
            and case move.key_type when 'kms' then m.kms_key else m.app_key end = move.source
            and sha256(pii.ciphertext_of(u, g.field)) = g.digest
    ), persons as (
        select r.user_id,
            (array_agg(r.ciphertext) filter (where r.field = 'address'))[1] as address,
            (array_agg(r.ciphertext) filter (where r.field = 'date_of_birth'))[1] as date_of_birth,
            (array_agg(r.ciphertext) filter (where r.field = 'ip_address'))[1] as ip_address,
            (array_agg(r.ciphertext) filter (where r.field = 'ssn'))[1] as ssn,
            (array_agg(r.ciphertext) filter (where r.field = 'bank_account'))[1] as bank_account,
            (array_agg(r.ciphertext) filter (where r.field = 'credit_card'))[1] as credit_card
        from ready r
        group by r.user_id
    ), columns as (
        update pii.users u
        set address_encrypted = coalesce(p.address, u.address_encrypted),
            date_of_birth_encrypted = coalesce(p.date_of_birth, u.date_of_birth_encrypted),
            ip_address_encrypted = coalesce(p.ip_address, u.ip_address_encrypted),
            ssn_encrypted = coalesce(p.ssn, u.ssn_encrypted),
            bank_account_encrypted = coalesce(p.bank_account, u.bank_account_encrypted),
            credit_card_encrypted = coalesce(p.credit_card, u.credit_card_encrypted)
        from persons p
        where u.id = p.user_id
    )
    update pii.encryption_metadata m
    set kms_key = case move.key_type when 'kms' then move.target else m.kms_key end,
        app_key = case move.key_type when 'kms' then m.app_key else move.target end,
        encrypted_at = now()
    from ready r
    where m.user_id = r.user_id and m.field = r.field;
    get diagnostics moved = row_count;
    update pii.key_rotation_log l
    set fields_done = l.fields_done + case move.status when 'running' then moved else 0 end,
        rollback_done = l.rollback_done + case move.status when 'running' then 0 else moved end
    where l.id = rotation and l.status = move.status;
    if not found then
        raise exception 'rotation % goes to key % no more; take another batch', rotation, to_key
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return moved;
end
$$;
revoke execute on function pii.record_rotated(
    bigint, integer, bigint[], text[], bytea[], bytea[]
) from public;
