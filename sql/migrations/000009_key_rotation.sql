-- Key rotation: what is encrypted under one key is encrypted anew under another, batch by batch,
-- while the platform goes on working. Who rotates does the cryptography; the books are kept here.
--
-- A rotation replaces one KMS key of level 2 or 3, or the application's own key of level 3; of a
-- field that is encrypted twice the other layer stays under its key.
-- Whoever changes a ciphertext locks the person's row of users first, and changes
-- encryption_metadata under that lock. So the two always agree, and no two wait for each other.

alter table pii.encryption_keys
    -- Until then backups hold what is under a retired key.
    add column keep_until timestamptz,
    add constraint encryption_keys_keep_until
        check ((status = 'retired') = (keep_until is not null));

alter table pii.key_rotation_log
    add column rollback_reason     text,
    add column rollback_started_at timestamptz,
    add column rollback_started_by text,
    -- Fields that were under the new key when the way back began, and how many of them are back.
    add column rollback_total      bigint,
    add column rollback_done       bigint,
    add constraint key_rotation_log_rollback check (
        num_nonnulls(
            rollback_reason, rollback_started_at, rollback_started_by, rollback_total, rollback_done
        ) = case when status in ('rolling_back', 'rolled_back') then 5 else 0 end
    ),
    add constraint key_rotation_log_rollback_reason
        check (length(rollback_reason) between 1 and 500),
    add constraint key_rotation_log_rollback_fields
        check (rollback_total >= 0 and rollback_done >= 0);

insert into pii.system_config (key, value_type, value, minimum, maximum, description, reason)
values (
    'keys.keep_retired_days', 'int', '365', 0, 36500,
    'How many days a retired key can still decrypt: as long as the oldest backup is kept.',
    'default'
);

-- Makes a version of a key known: active where there is none yet of its kind and level, or else
-- pending, for a rotation to it. Answers its number.
create function pii.add_encryption_key(key_type text, level integer, identifier text)
    returns smallint
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    added smallint;
begin
    -- One at a time, so that no version is given twice; reading goes on.
    lock table pii.encryption_keys in share row exclusive mode;
    insert into pii.encryption_keys (key_type, level, version, identifier, status)
    select add_encryption_key.key_type, add_encryption_key.level, coalesce(max(k.version), 0) + 1,
        add_encryption_key.identifier,
        case when bool_or(k.status = 'active') then 'pending' else 'active' end
    from pii.encryption_keys k
    where k.key_type = add_encryption_key.key_type and k.level = add_encryption_key.level
    returning id into added;
    return added;
end
$$;
revoke execute on function pii.add_encryption_key(text, integer, text) from public;

-- How idx_encryption_metadata_level finds the fields under a key: by its level, and by the KMS keys
-- and the application's key (null: any) that they are under.
create function pii.place_of_key(
    key integer, out level smallint, out kms_keys smallint[], out app_key smallint
)
    language sql
    stable
    set search_path = pg_catalog, pg_temp
as $$
    select k.level,
        case k.key_type
            when 'kms' then array[k.id]
            else array(
                select o.id from pii.encryption_keys o
                where o.key_type = 'kms' and o.level = k.level
            )
        end,
        case when k.key_type = 'application' then k.id end
    from pii.encryption_keys k
    where k.id = key
$$;
revoke execute on function pii.place_of_key(integer) from public;

-- How many fields are under a key.
create function pii.fields_under(key integer) returns bigint
    language plpgsql
    stable
    set search_path = pg_catalog, pg_temp
    -- So that what the key is not decides about the plan as well.
    set plan_cache_mode = force_custom_plan
as $$
declare
    place record := pii.place_of_key(key);
begin
    return count(*)
    from pii.encryption_metadata m
    where m.level = place.level
        and m.kms_key = any (place.kms_keys)
        and (place.app_key is null or m.app_key = place.app_key);
end
$$;
revoke execute on function pii.fields_under(integer) from public;

-- A rotation that is under way, and which way: from the source to the target.
create function pii.open_rotation(
    rotation bigint, out status text, out key_type text, out source smallint, out target smallint
)
    language plpgsql
    stable
    set search_path = pg_catalog, pg_temp
as $$
begin
    -- What has been committed since the transaction began must be seen.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'key rotation works in transactions that are read committed, not %',
            current_setting('transaction_isolation') using errcode = 'invalid_transaction_state';
    end if;
    select l.status, l.key_type,
        case l.status when 'running' then l.old_key when 'rolling_back' then l.new_key end,
        case l.status when 'running' then l.new_key when 'rolling_back' then l.old_key end
    into status, key_type, source, target
    from pii.key_rotation_log l
    where l.id = rotation;
    if source is null then
        raise exception '%', case
            when status is null then format('there is no rotation %s', rotation)
            else format('rotation %s is over: %s', rotation, status)
        end using errcode = 'object_not_in_prerequisite_state';
    end if;
end
$$;
revoke execute on function pii.open_rotation(bigint) from public;

-- One row of the audit trail about a rotation as a whole.
create function pii.log_rotation(operation text, key_type text, source integer, target integer)
    returns void
    language sql
    set search_path = pg_catalog, pg_temp
as $$
    insert into pii.encryption_audit
        (operation, fields, old_kms_key, kms_key, old_app_key, app_key)
    values (
        operation, '{}',
        case when key_type = 'kms' then source end, case when key_type = 'kms' then target end,
        case when key_type = 'application' then source end,
        case when key_type = 'application' then target end
    )
$$;
revoke execute on function pii.log_rotation(text, text, integer, integer) from public;

-- Begins a rotation: from now on the new key is the active one, the old one only decrypts.
-- Answers the rotation's number. Writers that have not noticed yet may still write under the old
-- key; what they write is moved like the rest.
create function pii.start_key_rotation(old_key integer, new_key integer, reason text)
    returns bigint
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    source pii.encryption_keys;
    target pii.encryption_keys;
    problems text[];
    started bigint;
begin
    -- Of two that start at once, the second one sees what the first one has done.
    perform from pii.encryption_keys k
    where k.id in (old_key, new_key) order by k.id for no key update;
    select * into source from pii.encryption_keys k where k.id = old_key;
    select * into target from pii.encryption_keys k where k.id = new_key;
    problems := array_remove(array[
        case when source.id is null then format('there is no key %s', old_key) end,
        case when target.id is null then format('there is no key %s', new_key) end,
        case when old_key = new_key then 'the new key is the old one' end,
        case when (source.key_type, source.level) <> (target.key_type, target.level) then
            format(
                'key %s is of type %s and level %s, but key %s is of type %s and level %s',
                source.id, source.key_type, source.level,
                target.id, target.key_type, target.level
            )
        end,
        case when source.status <> 'active' then
            format('the old key %s is %s; it must be active', source.id, source.status)
        end,
        case when target.status <> 'pending' then
            format(
                'the new key %s is %s; it must be pending: add one by pii.add_encryption_key',
                target.id, target.status
            )
        end,
        (
            select format('rotation %s of this kind of key is %s; finish it first', l.id, l.status)
            from pii.key_rotation_log l
            where l.key_type = source.key_type and l.level = source.level
                and l.status in ('running', 'rolling_back')
        ),
        case when coalesce(length(reason), 0) not between 1 and 500 then
            'the reason must have 1 to 500 characters'
        end
    ], null);
    if problems <> '{}' then
        raise exception 'no rotation was started: %', array_to_string(problems, '; ')
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    update pii.encryption_keys k set status = 'retiring' where k.id = source.id;
    update pii.encryption_keys k set status = 'active' where k.id = target.id;
    insert into pii.key_rotation_log (key_type, level, old_key, new_key, reason, fields_total)
    values (
        source.key_type, source.level, source.id, target.id, start_key_rotation.reason,
        pii.fields_under(source.id)
    )
    returning id into started;
    perform pii.log_rotation('rotation_start', source.key_type, source.id, target.id);
    return started;
end
$$;
revoke execute on function pii.start_key_rotation(integer, integer, text) from public;

-- Turns a rotation round, be it running or finished: the old key is active again, and the same
-- batches take back what is under the new one. Answers how many fields that is.
create function pii.roll_back_key_rotation(rotation bigint, reason text) returns bigint
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    turned pii.key_rotation_log;
    problem text;
    fields bigint;
begin
    -- Waits for batches that are being recorded; those that come later are refused.
    select * into turned from pii.key_rotation_log l where l.id = rotation for update;
    perform from pii.encryption_keys k
    where k.id in (turned.old_key, turned.new_key) order by k.id for no key update;
    problem := case
        when turned.id is null then 'it does not exist'
        when turned.status not in ('running', 'finished') then 'it is ' || turned.status
        when coalesce(length(reason), 0) not between 1 and 500
            then 'the reason must have 1 to 500 characters'
        else (
            select case
                when new.status <> 'active' then
                    format('key %s is %s; it must be active', new.id, new.status)
                when old.keep_until <= now() then
                    format('key %s had to be kept until %s only', old.id, old.keep_until)
            end
            from pii.encryption_keys old, pii.encryption_keys new
            where old.id = turned.old_key and new.id = turned.new_key
        )
    end;
    if problem is not null then
        raise exception 'rotation % cannot be rolled back: %', rotation, problem
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    update pii.encryption_keys k set status = 'retiring' where k.id = turned.new_key;
    update pii.encryption_keys k set status = 'active', retired_at = null, keep_until = null
    where k.id = turned.old_key;
    fields := pii.fields_under(turned.new_key);
    update pii.key_rotation_log l
    set status = 'rolling_back', finished_at = null,
        rollback_reason = roll_back_key_rotation.reason, rollback_started_at = now(),
        rollback_started_by = session_user, rollback_total = fields, rollback_done = 0
    where l.id = rotation;
    perform pii.log_rotation(
        'rotation_rollback', turned.key_type, turned.new_key, turned.old_key
    );
    return fields;
end
$$;
revoke execute on function pii.roll_back_key_rotation(bigint, text) from public;

-- Ends a rotation, or its way back, when nothing is left to move. The key that nothing is under any
-- more is retired; it must be able to decrypt until its keep_until. Answers the rotation's status.
create function pii.finish_key_rotation(rotation bigint) returns text
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    move record;
    fields bigint;
    keep interval := make_interval(days => value::integer)
        from pii.system_config where key = 'keys.keep_retired_days';
begin
    perform from pii.key_rotation_log l where l.id = rotation for update;
    move := pii.open_rotation(rotation);
    -- Kept, shared, by each transaction that has stored something under the key. Waiting for one
    -- would make those that come after it wait as well.
    if not pg_try_advisory_xact_lock('pii.encryption_keys'::regclass::oid::integer, move.source)
    then
        raise exception 'rotation % cannot be finished: somebody is storing under key %; try again',
            rotation, move.source using errcode = 'lock_not_available';
    end if;
    fields := pii.fields_under(move.source);
    if fields > 0 then
        raise exception 'rotation % cannot be finished: % fields are under key %; move them first',
            rotation, fields, move.source using errcode = 'object_not_in_prerequisite_state';
    end if;
    update pii.encryption_keys k
    set status = 'retired', retired_at = now(), keep_until = now() + keep
    where k.id = move.source;
    update pii.key_rotation_log l
    set status = case move.status when 'running' then 'finished' else 'rolled_back' end,
        finished_at = now()
    where l.id = rotation
    returning l.status into move.status;
    perform pii.log_rotation(
        case move.status when 'finished' then 'rotation_finish' else 'rotation_rolled_back' end,
        move.key_type, move.source, move.target
    );
    return move.status;
end
$$;
revoke execute on function pii.finish_key_rotation(bigint) from public;

-- How far a rotation is, in the direction that it has now.
create function pii.rotation_progress(
    rotation bigint, out status text, out from_key smallint, out to_key smallint,
    out fields_total bigint, out fields_done bigint, out fields_left bigint
)
    language plpgsql
    stable
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    -- What writers store meanwhile counts too: total, done and left need not add up.
    select l.status,
        case when l.rollback_total is null then l.old_key else l.new_key end,
        case when l.rollback_total is null then l.new_key else l.old_key end,
        coalesce(l.rollback_total, l.fields_total),
        case when l.rollback_total is null then l.fields_done else l.rollback_done end
    into status, from_key, to_key, fields_total, fields_done
    from pii.key_rotation_log l
    where l.id = rotation;
    fields_left := pii.fields_under(from_key);
end
$$;
revoke execute on function pii.rotation_progress(bigint) from public;
