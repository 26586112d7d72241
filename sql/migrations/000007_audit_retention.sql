-- How long the audit trail is kept, and what stays of it.

insert into pii.system_config (key, value_type, value, minimum, maximum, description, reason)
values
    (
        'audit.retention_months', 'int', '24', 1, 600,
        'Whole months before this one that the audit trail is kept for; older ones are dropped.',
        'default'
    ),
    (
        'audit.legal_hold', 'bool', 'false', null, null,
        'While true, nothing of the audit trail is dropped.', 'default'
    );

-- Where the part of the log begins of which no day is closed.
create function pii.first_open_moment() returns timestamptz
    language sql stable
return coalesce(
    ((select max(day) from pii.audit_days) + 1)::timestamp at time zone 'UTC', '-infinity'
);
revoke execute on function pii.first_open_moment() from public;

-- Operations of each day: of closed days as they were counted, of the others as they are. With the
-- rights of whoever asks. Days that are open are counted one by one: grouped by a date that is
-- computed, so many groups would be expected that room for them costs more than counting does.
create view pii.audit_summary with (security_invoker) as
select day, operation, success, operations from pii.audit_days
union all
select open.midnight::date, counted.operation, counted.success, counted.operations
from generate_series(
        (
            greatest(pii.first_open_moment(), (select min(accessed_at) from pii.encryption_audit))
            at time zone 'UTC'
        )::date::timestamp,
        ((select max(accessed_at) from pii.encryption_audit) at time zone 'UTC')::date::timestamp,
        interval '1 day'
    ) as open (midnight)
    cross join lateral (
        select operation, success, count(*) as operations
        from pii.encryption_audit
        where accessed_at >= open.midnight at time zone 'UTC'
            and accessed_at < (open.midnight + interval '1 day') at time zone 'UTC'
        group by operation, success
    ) counted;

-- Counts the operations of each day of UTC that is over, once. Answers the days that had any.
--
-- A row's time is taken when it is written, but it is seen when its transaction ends. So this waits
-- for those that are writing to the log now, two seconds at most: what is written later is of a
-- later day. An hour is left for clocks that are set back.
create function pii.close_audit_days() returns setof date
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
revoke execute on function pii.close_audit_days() from public;

-- Drops the partitions of the audit trail whose time is over, after their days have been closed.
-- Answers their names; none while there is a legal hold.
--
-- A partition is dropped at once and costs nothing, but nobody may be using the log then, and
-- whoever comes after a drop that waits, waits as well: everybody who writes to users does. So it
-- waits for a fifth of a second, lets the others through, and tries again.
create function pii.drop_expired_audit_partitions() returns setof text
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set timezone = 'UTC'
    set lock_timeout = '200ms'
as $$
declare
    keep integer := value from pii.system_config where key = 'audit.retention_months';
    expired text[];
begin
    -- One at a time; the other one does it all.
    if not pg_try_advisory_xact_lock(hashtextextended('pii.drop_expired_audit_partitions', 0)) then
        return;
    end if;
    perform pii.close_audit_days();
    if (select value::boolean from pii.system_config where key = 'audit.legal_hold') then
        return;
    end if;
    expired := array(
        select c.relname::text
        from pg_inherits i join pg_class c on c.oid = i.inhrelid,
            substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''([^'']+)''\)') as bound
        where i.inhparent = 'pii.encryption_audit'::regclass
            and bound::timestamptz <= date_trunc('month', now()) - make_interval(months => keep)
            -- Days are still open where somebody was writing to the log all the time.
            and not exists (
                select from pii.encryption_audit
                where accessed_at >= (select pii.first_open_moment())
                    and accessed_at < bound::timestamptz
            )
        order by bound::timestamptz
    );
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
revoke execute on function pii.drop_expired_audit_partitions() from public;
