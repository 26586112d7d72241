-- Every change of users, and of what is known about their encryption, gets into the audit trail.
--
-- Triggers see whole statements, which costs a bulk write half of what seeing each row would. Their
-- functions name everything with its schema and look into temporary schemas last, or a table of the
-- same name in one of these would swallow the log; and nobody may execute them, or they could be
-- made to log what never happened.

-- Refuses a statement; the argument says what is refused, and what to do instead.
create function pii.refuse_statement() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception '%.%: %', tg_table_schema, tg_table_name, tg_argv[0]
        using errcode = 'object_not_in_prerequisite_state';
end
$$;
revoke execute on function pii.refuse_statement() from public;

-- users. For an update the rows before and after are joined in full although each has its
-- counterpart: only that join is never planned as a loop within a loop, which a session that began
-- with small updates would then keep for a large one.
create function pii.log_users() returns trigger
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE' then
        insert into pii.encryption_audit (user_id, operation, fields)
        select n.id, 'user_update', array_remove(array[
            case when n.email is distinct from o.email then 'email' end,
            case when n.first_name is distinct from o.first_name then 'first_name' end,
            case when n.last_name is distinct from o.last_name then 'last_name' end,
            case when n.phone is distinct from o.phone then 'phone' end,
            case when n.address_encrypted is distinct from o.address_encrypted
                then 'address' end,
            case when n.date_of_birth_encrypted is distinct from o.date_of_birth_encrypted
                then 'date_of_birth' end,
            case when n.ip_address_encrypted is distinct from o.ip_address_encrypted
                then 'ip_address' end,
            case when n.ssn_encrypted is distinct from o.ssn_encrypted then 'ssn' end,
            case when n.bank_account_encrypted is distinct from o.bank_account_encrypted
                then 'bank_account' end,
            case when n.credit_card_encrypted is distinct from o.credit_card_encrypted
                then 'credit_card' end
        ], null)
        from old_rows o full join new_rows n on n.id = o.id;
    else
        -- The fields that there were; not those that everybody has.
        insert into pii.encryption_audit (user_id, operation, fields)
        select id, case tg_op when 'INSERT' then 'user_insert' else 'user_delete' end,
            array_remove(array[
                case when phone is not null then 'phone' end,
                case when address_encrypted is not null then 'address' end,
                case when date_of_birth_encrypted is not null then 'date_of_birth' end,
                case when ip_address_encrypted is not null then 'ip_address' end,
                case when ssn_encrypted is not null then 'ssn' end,
                case when bank_account_encrypted is not null then 'bank_account' end,
                case when credit_card_encrypted is not null then 'credit_card' end
            ], null)
        from changed_rows;
    end if;
    return null;
end
$$;
revoke execute on function pii.log_users() from public;

create trigger log_insert after insert on pii.users
    referencing new table as changed_rows
    for each statement execute function pii.log_users();
create trigger log_update after update on pii.users
    referencing old table as old_rows new table as new_rows
    for each statement execute function pii.log_users();
create trigger log_delete after delete on pii.users
    referencing old table as changed_rows
    for each statement execute function pii.log_users();
create trigger refuse_key before update of id on pii.users
    for each statement execute function pii.refuse_statement('the id of a person never changes');
create trigger refuse_truncate before truncate on pii.users
    for each statement execute function pii.refuse_statement('truncate is not logged; delete');

-- encryption_metadata: a row for each person and the keys that several fields have in common. Also
-- refuses keys that are not there, are no longer used, or are of another kind or level.
create function pii.log_metadata() returns trigger
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'DELETE' then
        insert into pii.encryption_audit (user_id, operation, fields, old_kms_key, old_app_key)
        select user_id, 'metadata_delete', array_agg(field order by field), kms_key, app_key
        from old_rows group by user_id, kms_key, app_key;
        return null;
    end if;
    if exists (
        select from (select distinct level, kms_key, app_key from new_rows) n
            left join pii.encryption_keys k
                on k.id = n.kms_key and k.key_type = 'kms'
                and k.level = n.level and k.status <> 'retired'
            left join pii.encryption_keys a
                on a.id = n.app_key and a.key_type = 'application'
                and a.level = n.level and a.status <> 'retired'
        where k.id is null or n.app_key is not null and a.id is null
    ) then
        raise exception 'kms_key and app_key must name keys of their kind and level in '
            'pii.encryption_keys that are not retired' using errcode = 'foreign_key_violation';
    end if;
    if tg_op = 'INSERT' then
        insert into pii.encryption_audit (user_id, operation, fields, kms_key, app_key)
        select user_id, 'metadata_insert', array_agg(field order by field), kms_key, app_key
        from new_rows group by user_id, kms_key, app_key;
    else
        insert into pii.encryption_audit
            (user_id, operation, fields, kms_key, app_key, old_kms_key, old_app_key)
        select n.user_id, 'metadata_update', array_agg(n.field order by n.field),
            n.kms_key, n.app_key, o.kms_key, o.app_key
        from old_rows o full join new_rows n on n.user_id = o.user_id and n.field = o.field
        group by n.user_id, n.kms_key, n.app_key, o.kms_key, o.app_key;
    end if;
    return null;
end
$$;
revoke execute on function pii.log_metadata() from public;

create trigger log_insert after insert on pii.encryption_metadata
    referencing new table as new_rows
    for each statement execute function pii.log_metadata();
create trigger log_update after update on pii.encryption_metadata
    referencing old table as old_rows new table as new_rows
    for each statement execute function pii.log_metadata();
create trigger log_delete after delete on pii.encryption_metadata
    referencing old table as old_rows
    for each statement execute function pii.log_metadata();
create trigger refuse_key before update of user_id, field on pii.encryption_metadata
    for each statement execute function pii.refuse_statement('whose field it is never changes');
create trigger refuse_truncate before truncate on pii.encryption_metadata
    for each statement execute function pii.refuse_statement('truncate is not logged; delete');

-- encryption_keys. The log refers to keys, so that what a key is never changes, nor does it go.
create function pii.log_keys() returns trigger
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    insert into pii.encryption_audit (operation, fields, kms_key, app_key)
    select case tg_op when 'INSERT' then 'key_insert' else 'key_update' end, array[status],
        case key_type when 'kms' then id end, case key_type when 'application' then id end
    from new_rows;
    return null;
end
$$;
revoke execute on function pii.log_keys() from public;

create trigger log_insert after insert on pii.encryption_keys
    referencing new table as new_rows
    for each statement execute function pii.log_keys();
create trigger log_update after update on pii.encryption_keys
    referencing new table as new_rows
    for each statement execute function pii.log_keys();
create trigger refuse_key
    before update of id, key_type, level, version, identifier on pii.encryption_keys
    for each statement execute function
        pii.refuse_statement('what a key is never changes; add one');
create trigger refuse_delete before delete or truncate on pii.encryption_keys
    for each statement execute function pii.refuse_statement('a key is never deleted; retire it');

-- system_config, with its history. A value that changes without its version is refused there.
create function pii.log_config() returns trigger
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'DELETE' then
        insert into pii.system_config_history (key, version, value, changed_at, changed_by, reason)
        select key, version, value, changed_at, changed_by, reason from changed_rows
        where not exists (
            select from pii.system_config_history h
            where h.key = changed_rows.key and h.version = changed_rows.version
                and h.value = changed_rows.value
        );
    end if;
    insert into pii.encryption_audit (operation, fields)
    select 'config_' || lower(tg_op), array[key] from changed_rows;
    return null;
end
$$;
revoke execute on function pii.log_config() from public;

create trigger log_insert after insert on pii.system_config
    referencing new table as changed_rows
    for each statement execute function pii.log_config();
create trigger log_update after update on pii.system_config
    referencing new table as changed_rows
    for each statement execute function pii.log_config();
create trigger log_delete after delete on pii.system_config
    referencing old table as changed_rows
    for each statement execute function pii.log_config();
create trigger refuse_key before update of key, value_type on pii.system_config
    for each statement execute function pii.refuse_statement('what a setting is never changes');
create trigger refuse_truncate before truncate on pii.system_config
    for each statement execute function pii.refuse_statement('truncate is not logged; delete');

insert into pii.system_config_history (key, version, value, changed_at, changed_by, reason)
select key, version, value, changed_at, changed_by, reason from pii.system_config;

-- Also in a session that says that it replays a replica's changes.
do $$
declare
    guard record;
begin
    for guard in
        select tgrelid::regclass as "table", tgname as name from pg_trigger
        where not tgisinternal and tgenabled = 'O' and tgrelid in (
            'pii.users'::regclass, 'pii.encryption_metadata'::regclass,
            'pii.encryption_keys'::regclass, 'pii.system_config'::regclass
        )
    loop
        execute format('alter table %s enable always trigger %I', guard."table", guard.name);
    end loop;
end
$$;
