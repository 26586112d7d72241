-- Ends the platform's roles in a database whose data are to become another stack's: restored from a
-- backup, or copied. Roles come with the data, but the new stack's state does not know them, and
-- PostgreSQL refuses to make a role twice. What they own goes to whoever runs this; the next update
-- makes the roles anew, gives all of it back to its owner, and gives every right as the catalogue says.
--
-- As the master, once, before the first update of the layer database:
--     psql "host=... dbname=... user=..." --single-transaction -v ON_ERROR_STOP=1 -f sql/forget-roles.sql

do $$
declare
    role text;
begin
    -- Those who log in first: they are members of the others.
    for role in
        select rolname from pg_catalog.pg_roles where rolname like 'pii\_%'
        order by rolcanlogin desc, rolname
    loop
        if exists (
            select from pg_catalog.pg_stat_activity where usename = role
        ) then
            raise exception 'somebody is logged in as %: this is no database that is new to its stack', role;
        end if;
        execute format('grant %I to current_user', role);
        execute format('reassign owned by %I to current_user', role);
        execute format('drop owned by %I', role);
        execute format('drop role %I', role);
    end loop;
end $$;
