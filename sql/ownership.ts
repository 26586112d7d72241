import { type Client, escapeIdentifier } from "pg";

/** How long to wait for whoever uses what changes hands. */
const LOCK_TIMEOUT = "5s";

/** What the login role owns of ours, as statements that give it to another role, by their order. */
const STATEMENTS = `
    with mine as (
        select oid from pg_catalog.pg_namespace where nspname in ('pii', 'pii_migrations')
    ), found as (
        select 1 as place, format('schema %I', nspname) as what
        from pg_catalog.pg_namespace n join mine using (oid)
        where nspowner = session_user::regrole
        union all
        select 2, format('type %s', t.oid::regtype)
        from pg_catalog.pg_type t join mine on mine.oid = typnamespace
        where typowner = session_user::regrole and typtype in ('d', 'e')
        union all
        select 3, format('%s %s',
            case relkind when 'v' then 'view' when 'm' then 'materialized view'
                when 'S' then 'sequence' else 'table' end,
            c.oid::regclass)
        from pg_catalog.pg_class c join mine on mine.oid = relnamespace
        where relowner = session_user::regrole and relkind in ('r', 'p', 'v', 'm', 'S')
            -- A sequence of a column goes with its table.
            and not exists (
                select from pg_catalog.pg_depend d
                where d.classid = 'pg_class'::regclass and d.objid = c.oid and relkind = 'S'
                    and d.refobjsubid > 0 and d.deptype in ('a', 'i')
            )
        union all
        select 4, format('routine %s', p.oid::regprocedure)
        from pg_catalog.pg_proc p join mine on mine.oid = pronamespace
        where proowner = session_user::regrole
    )
    select what from found order by place, what`;

/**
 * Gives `owner` what the login role has of the platform's schemas. PostgreSQL hands a dropped role's
 * objects to whoever drops it: so it is after the database layer was destroyed and comes back, and
 * after restored data were made those of another stack.
 */
export async function giveTo(owner: string, client: Client): Promise<void> {
    await client.query(`
        begin;
        set local lock_timeout = '${LOCK_TIMEOUT}';
        set local search_path = pg_catalog, pg_temp;
    `);
    try {
        const { rows } = await client.query<{ what: string }>(STATEMENTS);
        for (const { what } of rows) {
            await client.query(`alter ${what} owner to ${escapeIdentifier(owner)}`);
        }
        await client.query("commit");
    } catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
    }
}
