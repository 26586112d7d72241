-- The audit trail: one row per operation on personal data, its keys and settings; who, when, what,
-- under which keys, and never a value.
--
-- It is cut into months of UTC, so that a month past its time goes at once and leaves nothing
-- behind. There is no default partition: a month cannot be added while rows of it lie there. So
-- partitions are made well ahead. There is no foreign key to users: the trail outlives them.

-- Types, and not constraints of the table: these would be read anew by each statement that writes to
-- the log, at a third of what writing a person costs altogether.
create domain pii.audit_operation as text
    constraint audit_operation_known check (value in (
        'user_insert', 'user_update', 'user_delete',
        'metadata_insert', 'metadata_update', 'metadata_delete',
        'key_insert', 'key_update',
        'config_insert', 'config_update', 'config_delete',
        'read', 'encrypt', 'decrypt', 'reencrypt',
        'rotation_start', 'rotation_finish', 'rotation_rollback', 'rotation_rolled_back'
    ));
-- So that no value gets in with a message.
create domain pii.audit_code as text
    constraint audit_code_plain check (value ~ '^[0-9A-Za-z][0-9A-Za-z_.-]{0,63}$');
revoke usage on type pii.audit_operation, pii.audit_code from public;

create table pii.encryption_audit (
    -- The clock, not the start of the transaction: no row may come after its day has been closed.
    accessed_at  timestamptz not null default clock_timestamp(),
    id           bigint      generated always as identity,
    -- Whose data; none where the operation is about keys or settings.
    user_id      bigint,
    duration_ms  integer,
    -- Keys (pii.encryption_keys) that the fields are under; for a change, those it left them under.
    kms_key      smallint,
    app_key      smallint,
    -- Keys that they were under before the change.
    old_kms_key  smallint,
    old_app_key  smallint,
    success      boolean     not null default true,
    operation    pii.audit_operation not null,
    -- Names of fields, or of settings; of a key, what it has become.
    fields       text[]      not null,
    -- Who logged in: PostgreSQL says so.
    login_role   text        not null default session_user,
    -- On whose behalf: what the session claims in the setting app.actor.
    actor        text        default left(nullif(current_setting('app.actor', true), ''), 128),
    purpose      pii.audit_code,
    error_code   pii.audit_code,

    primary key (accessed_at, id),
    constraint encryption_audit_duration_ms check (duration_ms >= 0),
    constraint encryption_audit_success check (success = (error_code is null)),
    constraint encryption_audit_actor check (length(actor) <= 128)
) partition by range (accessed_at);

-- The last operations of one person.
create index idx_encryption_audit_user_time
    on pii.encryption_audit (user_id, accessed_at);
-- What happens seldom. The rest is found by time, and would make every write dearer.
create index idx_encryption_audit_operation
    on pii.encryption_audit (operation, accessed_at)
    where operation not in (
        'user_insert', 'user_update', 'metadata_insert', 'metadata_update',
        'read', 'encrypt', 'decrypt', 'reencrypt'
    );
create index idx_encryption_audit_failures
    on pii.encryption_audit (accessed_at) where not success;

-- Keeps what is written: nobody but the owner changes or removes a row, whatever was granted.
create function pii.keep_rows() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    if current_user <> (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
        raise exception '%.% only grows: % is refused', tg_table_schema, tg_table_name, lower(tg_op)
            using errcode = 'insufficient_privilege';
    end if;
    -- A row that is not refused goes its way.
    return case tg_op when 'DELETE' then old when 'UPDATE' then new end;
end
$$;
revoke execute on function pii.keep_rows() from public;

-- On rows, because partitions inherit such triggers: one on statements sees nothing of a statement
-- that names a partition. Always: also in a session that replays a replica's changes.
create trigger keep_rows before update or delete on pii.encryption_audit
    for each row execute function pii.keep_rows();
alter table pii.encryption_audit enable always trigger keep_rows;
create trigger keep_table before truncate on pii.encryption_audit
    for each statement execute function pii.keep_rows();
alter table pii.encryption_audit enable always trigger keep_table;

create trigger keep_rows before update or delete on pii.system_config_history
    for each row execute function pii.keep_rows();
alter table pii.system_config_history enable always trigger keep_rows;
create trigger keep_table before truncate on pii.system_config_history
    for each statement execute function pii.keep_rows();
alter table pii.system_config_history enable always trigger keep_table;

create trigger keep_rows before update or delete on pii.audit_days
    for each row execute function pii.keep_rows();
alter table pii.audit_days enable always trigger keep_rows;
create trigger keep_table before truncate on pii.audit_days
    for each statement execute function pii.keep_rows();
alter table pii.audit_days enable always trigger keep_table;

insert into pii.system_config (key, value_type, value, minimum, maximum, description, reason)
values (
    'audit.partitions_ahead_months', 'int', '3', 2, 24,
    'How many months after this one the audit trail has partitions for.', 'default'
);

-- Makes the partitions of the audit trail, from this month on, that are not there yet.
-- Answers their names.
create function pii.create_audit_partitions() returns setof text
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set timezone = 'UTC'
as $$
declare
    ahead integer := value from pii.system_config where key = 'audit.partitions_ahead_months';
    first timestamptz;
    name text;
begin
    -- One at a time.
    perform pg_advisory_xact_lock(hashtextextended('pii.encryption_audit', 0));
    for first in
        select generate_series(
            date_trunc('month', now()),
            date_trunc('month', now()) + make_interval(months => ahead),
            interval '1 month'
        )
    loop
        name := 'encryption_audit_' || to_char(first, 'YYYY_MM');
        continue when to_regclass('pii.' || name) is not null;
        -- Made apart and attached, which unlike "partition of" keeps neither readers nor writers
        -- waiting. Indexes, and triggers on rows, come with it.
        execute format(
            'create table pii.%I
                (like pii.encryption_audit including defaults including constraints)',
            name
        );
        execute format(
            'create trigger keep_table before truncate on pii.%I
                for each statement execute function pii.keep_rows()',
            name
        );
        execute format('alter table pii.%I enable always trigger keep_table', name);
        execute format(
            'alter table pii.encryption_audit attach partition pii.%I for values from (%L) to (%L)',
            name, first, first + interval '1 month'
        );
        return next name;
    end loop;
end
$$;
revoke execute on function pii.create_audit_partitions() from public;

select pii.create_audit_partitions();
