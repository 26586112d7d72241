-- What the migrations and the catalogue make of an empty database, by PostgreSQL's own words. It is
-- read, by people and by `npm run drift`, and never run. `npm run schema` writes it anew.

-- @ 1 pii
create schema pii;

-- @ 1 pii_migrations
create schema pii_migrations;

-- @ 2 pii.audit_code
create domain pii.audit_code as text constraint audit_code_plain CHECK ((VALUE ~ '^[0-9A-Za-z][0-9A-Za-z_.-]{0,63}$'::text));

-- @ 2 pii.audit_operation
create domain pii.audit_operation as text constraint audit_operation_known CHECK ((VALUE = ANY (ARRAY['user_insert'::text, 'user_update'::text, 'user_delete'::text, 'metadata_insert'::text, 'metadata_update'::text, 'metadata_delete'::text, 'key_insert'::text, 'key_update'::text, 'config_insert'::text, 'config_update'::text, 'config_delete'::text, 'read'::text, 'encrypt'::text, 'decrypt'::text, 'reencrypt'::text, 'rotation_start'::text, 'rotation_finish'::text, 'rotation_rollback'::text, 'rotation_rolled_back'::text])));

-- @ 4 pii.audit_days
create table pii.audit_days (
    day date not null,
    operation text not null,
    success boolean not null,
    operations bigint not null,
    constraint audit_days_operations CHECK ((operations > 0)),
    constraint audit_days_pkey PRIMARY KEY (day, operation, success)
);

-- @ 4 pii.audit_days trigger keep_rows
CREATE TRIGGER keep_rows BEFORE DELETE OR UPDATE ON pii.audit_days FOR EACH ROW EXECUTE FUNCTION pii.keep_rows() /* always */;

-- @ 4 pii.audit_days trigger keep_table
CREATE TRIGGER keep_table BEFORE TRUNCATE ON pii.audit_days FOR EACH STATEMENT EXECUTE FUNCTION pii.keep_rows() /* always */;

-- @ 4 pii.encryption_audit
create table pii.encryption_audit (
    accessed_at timestamp with time zone default clock_timestamp() not null,
    id bigint generated always as identity not null,
    user_id bigint,
    duration_ms integer,
    kms_key smallint,
    app_key smallint,
    old_kms_key smallint,
    old_app_key smallint,
    success boolean default true not null,
    operation pii.audit_operation not null,
    fields text[] not null,
    login_role text default SESSION_USER not null,
    actor text default "left"(NULLIF(current_setting('app.actor'::text, true), ''::text), 128),
    purpose pii.audit_code,
    error_code pii.audit_code,
    constraint encryption_audit_actor CHECK ((length(actor) <= 128)),
    constraint encryption_audit_duration_ms CHECK ((duration_ms >= 0)),
    constraint encryption_audit_pkey PRIMARY KEY (accessed_at, id),
    constraint encryption_audit_success CHECK ((success = (error_code IS NULL)))
) partition by RANGE (accessed_at);

-- @ 4 pii.encryption_audit index pii.idx_encryption_audit_failures
CREATE INDEX idx_encryption_audit_failures ON ONLY pii.encryption_audit USING btree (accessed_at) WHERE (NOT success);

-- @ 4 pii.encryption_audit index pii.idx_encryption_audit_operation
CREATE INDEX idx_encryption_audit_operation ON ONLY pii.encryption_audit USING btree (operation, accessed_at) WHERE ((operation)::text <> ALL (ARRAY['user_insert'::text, 'user_update'::text, 'metadata_insert'::text, 'metadata_update'::text, 'read'::text, 'encrypt'::text, 'decrypt'::text, 'reencrypt'::text]));

-- @ 4 pii.encryption_audit index pii.idx_encryption_audit_user_time
CREATE INDEX idx_encryption_audit_user_time ON ONLY pii.encryption_audit USING btree (user_id, accessed_at);

-- @ 4 pii.encryption_audit trigger keep_rows
CREATE TRIGGER keep_rows BEFORE DELETE OR UPDATE ON pii.encryption_audit FOR EACH ROW EXECUTE FUNCTION pii.keep_rows() /* always */;

-- @ 4 pii.encryption_audit trigger keep_table
CREATE TRIGGER keep_table BEFORE TRUNCATE ON pii.encryption_audit FOR EACH STATEMENT EXECUTE FUNCTION pii.keep_rows() /* always */;

-- @ 4 pii.encryption_keys
create table pii.encryption_keys (
    id smallint generated always as identity not null,
    key_type text not null,
    level smallint not null,
    version integer not null,
    identifier text not null,
    status text not null,
    created_at timestamp with time zone default now() not null,
    retired_at timestamp with time zone,
    keep_until timestamp with time zone,
    constraint encryption_keys_identifier CHECK (
CASE key_type
    WHEN 'kms'::text THEN (identifier ~ '^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$'::text)
    ELSE ((identifier ~ '^[A-Za-z0-9:/_.+=@-]+$'::text) AND (length(identifier) <= 512))
END),
    constraint encryption_keys_keep_until CHECK (((status = 'retired'::text) = (keep_until IS NOT NULL))),
    constraint encryption_keys_key_type CHECK ((key_type = ANY (ARRAY['kms'::text, 'application'::text]))),
    constraint encryption_keys_level CHECK (((level = 3) OR ((level = 2) AND (key_type = 'kms'::text)))),
    constraint encryption_keys_pkey PRIMARY KEY (id),
    constraint encryption_keys_retired_at CHECK (((status = 'retired'::text) = (retired_at IS NOT NULL))),
    constraint encryption_keys_status CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'retiring'::text, 'retired'::text]))),
    constraint encryption_keys_version CHECK ((version > 0)),
    constraint encryption_keys_version_once UNIQUE (key_type, level, version)
);

-- @ 4 pii.encryption_keys index pii.idx_encryption_keys_active
CREATE UNIQUE INDEX idx_encryption_keys_active ON pii.encryption_keys USING btree (key_type, level) WHERE (status = 'active'::text);

-- @ 4 pii.encryption_keys trigger log_insert
CREATE TRIGGER log_insert AFTER INSERT ON pii.encryption_keys REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_keys() /* always */;

-- @ 4 pii.encryption_keys trigger log_update
CREATE TRIGGER log_update AFTER UPDATE ON pii.encryption_keys REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_keys() /* always */;

-- @ 4 pii.encryption_keys trigger refuse_delete
CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON pii.encryption_keys FOR EACH STATEMENT EXECUTE FUNCTION pii.refuse_statement('a key is never deleted; retire it') /* always */;

-- @ 4 pii.encryption_keys trigger refuse_key
CREATE TRIGGER refuse_key BEFORE UPDATE OF id, key_type, level, version, identifier ON pii.encryption_keys FOR EACH STATEMENT EXECUTE FUNCTION pii.refuse_statement('what a key is never changes; add one') /* always */;

-- @ 4 pii.encryption_metadata
create table pii.encryption_metadata (
    user_id bigint not null,
    encrypted_at timestamp with time zone default now() not null,
    level smallint not null,
    kms_key smallint not null,
    app_key smallint,
    field text not null,
    constraint encryption_metadata_app_key CHECK (((level = 3) = (app_key IS NOT NULL))),
    constraint encryption_metadata_field CHECK (
CASE level
    WHEN 2 THEN (field = ANY (ARRAY['address'::text, 'date_of_birth'::text, 'ip_address'::text]))
    WHEN 3 THEN (field = ANY (ARRAY['ssn'::text, 'bank_account'::text, 'credit_card'::text]))
    ELSE false
END),
    constraint encryption_metadata_user_id_fkey FOREIGN KEY (user_id) REFERENCES pii.users(id) ON DELETE CASCADE,
    constraint idx_encryption_metadata_user_field PRIMARY KEY (user_id, field)
);

-- @ 4 pii.encryption_metadata index pii.idx_encryption_metadata_level
CREATE INDEX idx_encryption_metadata_level ON pii.encryption_metadata USING btree (level, kms_key, app_key);

-- @ 4 pii.encryption_metadata trigger log_delete
CREATE TRIGGER log_delete AFTER DELETE ON pii.encryption_metadata REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_metadata() /* always */;

-- @ 4 pii.encryption_metadata trigger log_insert
CREATE TRIGGER log_insert AFTER INSERT ON pii.encryption_metadata REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_metadata() /* always */;

-- @ 4 pii.encryption_metadata trigger log_update
CREATE TRIGGER log_update AFTER UPDATE ON pii.encryption_metadata REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_metadata() /* always */;

-- @ 4 pii.encryption_metadata trigger refuse_key
CREATE TRIGGER refuse_key BEFORE UPDATE OF user_id, field ON pii.encryption_metadata FOR EACH STATEMENT EXECUTE FUNCTION pii.refuse_statement('whose field it is never changes') /* always */;

-- @ 4 pii.encryption_metadata trigger refuse_truncate
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON pii.encryption_metadata FOR EACH STATEMENT EXECUTE FUNCTION pii.refuse_statement('truncate is not logged; delete') /* always */;

-- @ 4 pii.key_rotation_log
create table pii.key_rotation_log (
    id bigint generated always as identity not null,
    key_type text not null,
    level smallint not null,
    old_key smallint not null,
    new_key smallint not null,
    status text default 'running'::text not null,
    reason text not null,
    started_at timestamp with time zone default now() not null,
    started_by text default SESSION_USER not null,
    finished_at timestamp with time zone,
    fields_total bigint not null,
    fields_done bigint default 0 not null,
    rollback_reason text,
    rollback_started_at timestamp with time zone,
    rollback_started_by text,
    rollback_total bigint,
    rollback_done bigint,
    constraint key_rotation_log_fields CHECK (((fields_total >= 0) AND (fields_done >= 0))),
    constraint key_rotation_log_finished_at CHECK (((status = ANY (ARRAY['finished'::text, 'rolled_back'::text])) = (finished_at IS NOT NULL))),
    constraint key_rotation_log_key_type CHECK ((key_type = ANY (ARRAY['kms'::text, 'application'::text]))),
    constraint key_rotation_log_level CHECK (((level = 3) OR ((level = 2) AND (key_type = 'kms'::text)))),
    constraint key_rotation_log_new_key_fkey FOREIGN KEY (new_key) REFERENCES pii.encryption_keys(id) ON DELETE RESTRICT,
    constraint key_rotation_log_old_key_fkey FOREIGN KEY (old_key) REFERENCES pii.encryption_keys(id) ON DELETE RESTRICT,
    constraint key_rotation_log_other_key CHECK ((old_key <> new_key)),
    constraint key_rotation_log_pkey PRIMARY KEY (id),
    constraint key_rotation_log_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
    constraint key_rotation_log_rollback CHECK ((num_nonnulls(rollback_reason, rollback_started_at, rollback_started_by, rollback_total, rollback_done) =
CASE
    WHEN (status = ANY (ARRAY['rolling_back'::text, 'rolled_back'::text])) THEN 5
    ELSE 0
END)),
    constraint key_rotation_log_rollback_fields CHECK (((rollback_total >= 0) AND (rollback_done >= 0))),
    constraint key_rotation_log_rollback_reason CHECK (((length(rollback_reason) >= 1) AND (length(rollback_reason) <= 500))),
    constraint key_rotation_log_status CHECK ((status = ANY (ARRAY['running'::text, 'rolling_back'::text, 'finished'::text, 'rolled_back'::text])))
);

-- @ 4 pii.key_rotation_log index pii.idx_key_rotation_log_key_type
CREATE INDEX idx_key_rotation_log_key_type ON pii.key_rotation_log USING btree (key_type, level, started_at);

-- @ 4 pii.key_rotation_log index pii.idx_key_rotation_log_status
CREATE UNIQUE INDEX idx_key_rotation_log_status ON pii.key_rotation_log USING btree (key_type, level) WHERE (status = ANY (ARRAY['running'::text, 'rolling_back'::text]));

-- @ 4 pii.system_config
create table pii.system_config (
    key text not null,
    value_type text not null,
    value text not null,
    minimum bigint,
    maximum bigint,
    description text not null,
    version integer default 1 not null,
    changed_at timestamp with time zone default now() not null,
    changed_by text default SESSION_USER not null,
    reason text not null,
    constraint system_config_description CHECK ((description <> ''::text)),
    constraint system_config_key CHECK ((key ~ '^[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)+$'::text)),
    constraint system_config_pkey PRIMARY KEY (key),
    constraint system_config_range CHECK (
CASE
    WHEN (value_type <> 'int'::text) THEN ((minimum IS NULL) AND (maximum IS NULL))
    WHEN pg_input_is_valid(value, 'bigint'::text) THEN (((value)::bigint >= COALESCE(minimum, (value)::bigint)) AND ((value)::bigint <= COALESCE(maximum, (value)::bigint)))
    ELSE NULL::boolean
END),
    constraint system_config_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
    constraint system_config_value CHECK (
CASE value_type
    WHEN 'int'::text THEN pg_input_is_valid(value, 'bigint'::text)
    WHEN 'bool'::text THEN (value = ANY (ARRAY['true'::text, 'false'::text]))
    WHEN 'interval'::text THEN pg_input_is_valid(value, 'interval'::text)
    WHEN 'json'::text THEN pg_input_is_valid(value, 'jsonb'::text)
    ELSE true
END),
    constraint system_config_value_type CHECK ((value_type = ANY (ARRAY['text'::text, 'int'::text, 'bool'::text, 'interval'::text, 'json'::text]))),
    constraint system_config_version CHECK ((version > 0))
);

-- @ 4 pii.system_config trigger log_delete
CREATE TRIGGER log_delete AFTER DELETE ON pii.system_config REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_config() /* always */;

-- @ 4 pii.system_config trigger log_insert
CREATE TRIGGER log_insert AFTER INSERT ON pii.system_config REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_config() /* always */;

-- @ 4 pii.system_config trigger log_update
CREATE TRIGGER log_update AFTER UPDATE ON pii.system_config REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_config() /* always */;

-- @ 4 pii.system_config trigger refuse_key
CREATE TRIGGER refuse_key BEFORE UPDATE OF key, value_type ON pii.system_config FOR EACH STATEMENT EXECUTE FUNCTION pii.refuse_statement('what a setting is never changes') /* always */;

-- @ 4 pii.system_config trigger refuse_truncate
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON pii.system_config FOR EACH STATEMENT EXECUTE FUNCTION pii.refuse_statement('truncate is not logged; delete') /* always */;

-- @ 4 pii.system_config_history
create table pii.system_config_history (
    key text not null,
    version integer not null,
    value text not null,
    changed_at timestamp with time zone not null,
    changed_by text not null,
    reason text not null,
    constraint system_config_history_pkey PRIMARY KEY (key, version)
);

-- @ 4 pii.system_config_history trigger keep_rows
CREATE TRIGGER keep_rows BEFORE DELETE OR UPDATE ON pii.system_config_history FOR EACH ROW EXECUTE FUNCTION pii.keep_rows() /* always */;

-- @ 4 pii.system_config_history trigger keep_table
CREATE TRIGGER keep_table BEFORE TRUNCATE ON pii.system_config_history FOR EACH STATEMENT EXECUTE FUNCTION pii.keep_rows() /* always */;

-- @ 4 pii.users
create table pii.users (
    id bigint generated always as identity not null,
    email text not null,
    first_name text not null,
    last_name text not null,
    phone text,
    address_encrypted bytea storage external,
    date_of_birth_encrypted bytea storage external,
    ip_address_encrypted bytea storage external,
    ssn_encrypted bytea storage external,
    bank_account_encrypted bytea storage external,
    credit_card_encrypted bytea storage external,
    created_at timestamp with time zone default now() not null,
    updated_at timestamp with time zone default now() not null,
    constraint users_address_ciphertext CHECK ((octet_length(address_encrypted) > 28)),
    constraint users_bank_account_ciphertext CHECK ((octet_length(bank_account_encrypted) > 56)),
    constraint users_credit_card_ciphertext CHECK ((octet_length(credit_card_encrypted) > 56)),
    constraint users_date_of_birth_ciphertext CHECK ((octet_length(date_of_birth_encrypted) > 28)),
    constraint users_email_lower_case CHECK ((email = lower(email))),
    constraint users_ip_address_ciphertext CHECK ((octet_length(ip_address_encrypted) > 28)),
    constraint users_pkey PRIMARY KEY (id),
    constraint users_ssn_ciphertext CHECK ((octet_length(ssn_encrypted) > 56))
);

-- @ 4 pii.users index pii.idx_users_created_at
CREATE INDEX idx_users_created_at ON pii.users USING btree (created_at);

-- @ 4 pii.users index pii.idx_users_email
CREATE UNIQUE INDEX idx_users_email ON pii.users USING btree (email);

-- @ 4 pii.users trigger log_delete
CREATE TRIGGER log_delete AFTER DELETE ON pii.users REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_users() /* always */;

-- @ 4 pii.users trigger log_insert
CREATE TRIGGER log_insert AFTER INSERT ON pii.users REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_users() /* always */;

-- @ 4 pii.users trigger log_update
CREATE TRIGGER log_update AFTER UPDATE ON pii.users REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pii.log_users() /* always */;

-- @ 4 pii.users trigger refuse_key
CREATE TRIGGER refuse_key BEFORE UPDATE OF id ON pii.users FOR EACH STATEMENT EXECUTE FUNCTION pii.refuse_statement('the id of a person never changes') /* always */;

-- @ 4 pii.users trigger refuse_truncate
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON pii.users FOR EACH STATEMENT EXECUTE FUNCTION pii.refuse_statement('truncate is not logged; delete') /* always */;

-- @ 4 pii_migrations.ledger
create table pii_migrations.ledger (
    name text not null,
    checksum text not null,
    applied_at timestamp with time zone default clock_timestamp() not null,
    applied_by text default SESSION_USER not null,
    duration_ms integer not null,
    constraint ledger_checksum_check CHECK ((checksum ~ '^[0-9a-f]{64}$'::text)),
    constraint ledger_duration_ms_check CHECK ((duration_ms >= 0)),
    constraint ledger_pkey PRIMARY KEY (name)
);

-- @ 5 pii.audit_summary
create view pii.audit_summary with (security_invoker=true) as
 SELECT audit_days.day,
    audit_days.operation,
    audit_days.success,
    audit_days.operations
   FROM pii.audit_days
UNION ALL
 SELECT (open.midnight)::date AS day,
    counted.operation,
    counted.success,
    counted.operations
   FROM (generate_series((((GREATEST(pii.first_open_moment(), ( SELECT min(encryption_audit.accessed_at) AS min
           FROM pii.encryption_audit)) AT TIME ZONE 'UTC'::text))::date)::timestamp without time zone, (((( SELECT max(encryption_audit.accessed_at) AS max
           FROM pii.encryption_audit) AT TIME ZONE 'UTC'::text))::date)::timestamp without time zone, '1 day'::interval) open(midnight)
     CROSS JOIN LATERAL ( SELECT encryption_audit.operation,
            encryption_audit.success,
            count(*) AS operations
           FROM pii.encryption_audit
          WHERE ((encryption_audit.accessed_at >= (open.midnight AT TIME ZONE 'UTC'::text)) AND (encryption_audit.accessed_at < ((open.midnight + '1 day'::interval) AT TIME ZONE 'UTC'::text)))
          GROUP BY encryption_audit.operation, encryption_audit.success) counted);

-- @ 5 pii.encryption_stats
create view pii.encryption_stats with (security_invoker=true) as
 SELECT m.level,
    m.fields,
    m.kms_key,
    k.version AS kms_key_version,
    k.status AS kms_key_status,
    m.app_key,
    a.version AS app_key_version,
    a.status AS app_key_status
   FROM ((( SELECT encryption_metadata.level,
            encryption_metadata.kms_key,
            encryption_metadata.app_key,
            count(*) AS fields
           FROM pii.encryption_metadata
          GROUP BY encryption_metadata.level, encryption_metadata.kms_key, encryption_metadata.app_key) m
     LEFT JOIN pii.encryption_keys k ON ((k.id = m.kms_key)))
     LEFT JOIN pii.encryption_keys a ON ((a.id = m.app_key)));

-- @ 5 pii.key_rotation_summary
create view pii.key_rotation_summary with (security_invoker=true) as
 SELECT key_type,
    level,
    count(*) AS rotations,
    count(*) FILTER (WHERE (status = ANY (ARRAY['running'::text, 'rolling_back'::text]))) AS under_way,
    count(*) FILTER (WHERE (status = 'finished'::text)) AS finished,
    count(*) FILTER (WHERE (status = 'rolled_back'::text)) AS rolled_back,
    (sum(fields_done))::bigint AS fields_done,
    max(started_at) AS last_started_at,
    max(finished_at) FILTER (WHERE (status = 'finished'::text)) AS last_finished_at,
    avg((finished_at - started_at)) FILTER (WHERE (status = 'finished'::text)) AS average_duration
   FROM pii.key_rotation_log
  GROUP BY key_type, level;

-- @ 5 pii.users_masked
create view pii.users_masked with (security_barrier=true) as
 SELECT id,
    (("left"(email, 1) || '***'::text) || COALESCE("substring"(email, '@[^@]*$'::text), ''::text)) AS email,
    ("left"(first_name, 1) || '***'::text) AS first_name,
    ("left"(last_name, 1) || '***'::text) AS last_name,
        CASE
            WHEN (length(phone) > 6) THEN ('***'::text || "right"(phone, 2))
            WHEN (phone IS NOT NULL) THEN '***'::text
            ELSE NULL::text
        END AS phone,
    created_at,
    updated_at
   FROM pii.users;

-- @ 6 pii.add_encryption_key(text,integer,text)
CREATE OR REPLACE FUNCTION pii.add_encryption_key(key_type text, level integer, identifier text)
 RETURNS smallint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.ciphertext_of(pii.users,text)
CREATE OR REPLACE FUNCTION pii.ciphertext_of(person pii.users, field text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select case field
        when 'address' then person.address_encrypted
        when 'date_of_birth' then person.date_of_birth_encrypted
        when 'ip_address' then person.ip_address_encrypted
        when 'ssn' then person.ssn_encrypted
        when 'bank_account' then person.bank_account_encrypted
        when 'credit_card' then person.credit_card_encrypted
    end
$function$;

-- @ 6 pii.close_audit_days()
CREATE OR REPLACE FUNCTION pii.close_audit_days()
 RETURNS SETOF date
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET "TimeZone" TO 'UTC'
AS $function$
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
$function$;

-- @ 6 pii.create_audit_partitions()
CREATE OR REPLACE FUNCTION pii.create_audit_partitions()
 RETURNS SETOF text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET "TimeZone" TO 'UTC'
AS $function$
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
$function$;

-- @ 6 pii.drop_expired_audit_partitions()
CREATE OR REPLACE FUNCTION pii.drop_expired_audit_partitions()
 RETURNS SETOF text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET lock_timeout TO '200ms'
AS $function$
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
$function$;

-- @ 6 pii.encrypted_fields()
CREATE OR REPLACE FUNCTION pii.encrypted_fields()
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
RETURN ARRAY['address'::text, 'date_of_birth'::text, 'ip_address'::text, 'ssn'::text, 'bank_account'::text, 'credit_card'::text];

-- @ 6 pii.fields_under(integer)
CREATE OR REPLACE FUNCTION pii.fields_under(key integer)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
    place record := pii.place_of_key(key);
begin
    return count(*)
    from pii.encryption_metadata m
    where m.level = place.level
        and m.kms_key = any (place.kms_keys)
        and (place.app_key is null or m.app_key = place.app_key);
end
$function$;

-- @ 6 pii.finish_key_rotation(bigint)
CREATE OR REPLACE FUNCTION pii.finish_key_rotation(rotation bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.first_open_moment()
CREATE OR REPLACE FUNCTION pii.first_open_moment()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
RETURN COALESCE(((((SELECT max(audit_days.day) AS max FROM pii.audit_days) + 1))::timestamp without time zone AT TIME ZONE 'UTC'::text), '-infinity'::timestamp with time zone);

-- @ 6 pii.keep_rows()
CREATE OR REPLACE FUNCTION pii.keep_rows()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    if current_user <> (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
        raise exception '%.% only grows: % is refused', tg_table_schema, tg_table_name, lower(tg_op)
            using errcode = 'insufficient_privilege';
    end if;
    -- A row that is not refused goes its way.
    return case tg_op when 'DELETE' then old when 'UPDATE' then new end;
end
$function$;

-- @ 6 pii.log_config()
CREATE OR REPLACE FUNCTION pii.log_config()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.log_keys()
CREATE OR REPLACE FUNCTION pii.log_keys()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    insert into pii.encryption_audit (operation, fields, kms_key, app_key)
    select case tg_op when 'INSERT' then 'key_insert' else 'key_update' end, array[status],
        case key_type when 'kms' then id end, case key_type when 'application' then id end
    from new_rows;
    return null;
end
$function$;

-- @ 6 pii.log_metadata()
CREATE OR REPLACE FUNCTION pii.log_metadata()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.log_operations(text[],bigint[],text[],text[],integer[],smallint[],smallint[])
CREATE OR REPLACE FUNCTION pii.log_operations(operations text[], user_ids bigint[], fields text[], error_codes text[] DEFAULT NULL::text[], durations_ms integer[] DEFAULT NULL::integer[], kms_keys smallint[] DEFAULT NULL::smallint[], app_keys smallint[] DEFAULT NULL::smallint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.log_rotation(text,text,integer,integer)
CREATE OR REPLACE FUNCTION pii.log_rotation(operation text, key_type text, source integer, target integer)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    insert into pii.encryption_audit
        (operation, fields, old_kms_key, kms_key, old_app_key, app_key)
    values (
        operation, '{}',
        case when key_type = 'kms' then source end, case when key_type = 'kms' then target end,
        case when key_type = 'application' then source end,
        case when key_type = 'application' then target end
    )
$function$;

-- @ 6 pii.log_users()
CREATE OR REPLACE FUNCTION pii.log_users()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.next_rotation_batch(bigint,integer,bigint[])
CREATE OR REPLACE FUNCTION pii.next_rotation_batch(rotation bigint, batch_size integer, except_users bigint[] DEFAULT '{}'::bigint[])
 RETURNS TABLE(user_id bigint, field text, ciphertext bytea, digest bytea, kms_key smallint, app_key smallint, to_key smallint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
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
$function$;

-- @ 6 pii.open_rotation(bigint)
CREATE OR REPLACE FUNCTION pii.open_rotation(rotation bigint, OUT status text, OUT key_type text, OUT source smallint, OUT target smallint)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.place_of_key(integer)
CREATE OR REPLACE FUNCTION pii.place_of_key(key integer, OUT level smallint, OUT kms_keys smallint[], OUT app_key smallint)
 RETURNS record
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.read_encrypted(bigint,text[],text)
CREATE OR REPLACE FUNCTION pii.read_encrypted(user_id bigint, fields text[], purpose text)
 RETURNS TABLE(field text, ciphertext bytea, kms_key smallint, app_key smallint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.record_rotated(bigint,integer,bigint[],text[],bytea[],bytea[])
CREATE OR REPLACE FUNCTION pii.record_rotated(rotation bigint, to_key integer, user_ids bigint[], fields text[], digests bytea[], ciphertexts bytea[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.refuse_statement()
CREATE OR REPLACE FUNCTION pii.refuse_statement()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    raise exception '%.%: %', tg_table_schema, tg_table_name, tg_argv[0]
        using errcode = 'object_not_in_prerequisite_state';
end
$function$;

-- @ 6 pii.roll_back_key_rotation(bigint,text)
CREATE OR REPLACE FUNCTION pii.roll_back_key_rotation(rotation bigint, reason text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.rotation_progress(bigint)
CREATE OR REPLACE FUNCTION pii.rotation_progress(rotation bigint, OUT status text, OUT from_key smallint, OUT to_key smallint, OUT fields_total bigint, OUT fields_done bigint, OUT fields_left bigint)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.set_config_value(text,text,text)
CREATE OR REPLACE FUNCTION pii.set_config_value(key text, value text, reason text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.start_key_rotation(integer,integer,text)
CREATE OR REPLACE FUNCTION pii.start_key_rotation(old_key integer, new_key integer, reason text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

-- @ 6 pii.store_encrypted(bigint,text[],bytea[],smallint[],smallint[])
CREATE OR REPLACE FUNCTION pii.store_encrypted(user_id bigint, fields text[], ciphertexts bytea[], kms_keys smallint[], app_keys smallint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
