-- What is done over and over costs less; it does the same.

-- Closes days as before. A second call on a day, such as the one before partitions are dropped, has
-- nothing to do.
create or replace function pii.close_audit_days() returns setof date
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set timezone = 'UTC'
as $$
declare
    writing text[];
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'days are closed in a transaction that is read committed'
            using errcode = 'active_sql_transaction';
    end if;
    -- One at a time; the other one does it all.
    if not pg_try_advisory_xact_lock(hashtextextended('pii.audit_days', 0)) then
        return;
    end if;
    -- Where nothing is left to close, nobody is waited for, and nothing is planned.
    if pii.first_open_moment()::date >= (clock_timestamp() - interval '1 hour')::date then
        return;
    end if;
    for attempt in 1 .. 20 loop
        writing := array(
            select virtualtransaction from pg_locks
            where relation in (select relid from pg_partition_tree('pii.encryption_audit'))
                and database = (select oid from pg_database where datname = current_database())
                and mode = 'RowExclusiveLock' and granted and pid is distinct from pg_backend_pid()
                and (writing is null or virtualtransaction = any (writing))
        );
        exit when writing = '{}';
        perform pg_sleep(0.1);
    end loop;
    if writing <> '{}' then
        return;
    end if;
    return query
    with closed as (
        insert into pii.audit_days (day, operation, success, operations)
        select day, operation, success, operations from pii.audit_summary
        where day >= (select pii.first_open_moment())::date
            and day < (clock_timestamp() - interval '1 hour')::date
        returning day
    )
    select distinct day from closed order by day;
end
$$;

-- Drops partitions as before. Most of what is left of its time goes by when it commits: PostgreSQL
-- looks through its buffers, and the file system gives back the blocks.
create or replace function pii.drop_expired_audit_partitions() returns setof text
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set timezone = 'UTC'
    set lock_timeout = '200ms'
as $$
declare
    keep integer := value from pii.system_config where key = 'audit.retention_months';
    expired text[] := '{}';
    first_open timestamptz;
    month record;
begin
    -- One at a time; the other one does it all.
    if not pg_try_advisory_xact_lock(hashtextextended('pii.drop_expired_audit_partitions', 0)) then
        return;
    end if;
    perform pii.close_audit_days();
    if (select value::boolean from pii.system_config where key = 'audit.legal_hold') then
        return;
    end if;
    first_open := pii.first_open_moment();
    for month in
        select c.relname::text as name, bound::timestamptz as bound
        from pg_inherits i join pg_class c on c.oid = i.inhrelid,
            substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''([^'']+)''\)') as bound
        where i.inhparent = 'pii.encryption_audit'::regclass
            and bound::timestamptz <= date_trunc('month', now()) - make_interval(months => keep)
        order by bound::timestamptz
    loop
        -- Days are still open where somebody was writing to the log all the time; or nothing was
        -- logged on them, which is looked for only then: all partitions are planned for.
        if month.bound > first_open then
            exit when exists (
                select from pii.encryption_audit
                where accessed_at >= first_open and accessed_at < month.bound
            );
        end if;
        expired := expired || month.name;
    end loop;
    if expired = '{}' then
        return;
    end if;
    for attempt in 1 .. 8 loop
        begin
            execute (
                select 'drop table ' || string_agg(format('pii.%I', name), ', ')
                from unnest(expired) as name
            );
            exit;
        exception when lock_not_available then
            if attempt = 8 then
                raise;
            end if;
        end;
        perform pg_sleep(0.3);
    end loop;
    return query select unnest(expired);
end
$$;

-- Reads ciphertexts as before. What was asked for is checked by expressions, which need no query of
-- their own, and by a pattern without a count, of which matching does not keep 64 states.
create or replace function pii.read_encrypted(user_id bigint, fields text[], purpose text)
    returns table (field text, ciphertext bytea, kms_key smallint, app_key smallint)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    -- As many of those that there are as there are elements: each is one of them, and once.
    if (
        ('address' = any (fields))::int + ('date_of_birth' = any (fields))::int
        + ('ip_address' = any (fields))::int + ('ssn' = any (fields))::int
        + ('bank_account' = any (fields))::int + ('credit_card' = any (fields))::int
        = nullif(cardinality(fields), 0)
    ) is not true then
        raise exception 'fields must be some of %, each once',
            array_to_string(pii.encrypted_fields(), ', ') using errcode = 'invalid_parameter_value';
    end if;
    if (purpose ~ '^[a-z][a-z0-9_-]*$' and length(purpose) <= 64) is not true then
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
