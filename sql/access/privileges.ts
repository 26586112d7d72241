import type { Client } from "pg";
import { type Right, rightsOf } from "../catalogue/derived";
import type { Catalogue } from "../catalogue/types";
import type { Live } from "./live";

/** A right that somebody has who is not the owner; `public` is everybody. */
interface Held extends Omit<Right, "kind" | "grantee"> {
    readonly kind: Right["kind"] | "sequence" | "type";
    readonly grantee: string;
    /** May give it to others. */
    readonly canGrant: boolean;
}

/** Also on partitions, on sequences of columns, on system columns, on types. */
const HELD = `
    select kind, object, "column", lower(privilege_type) as privilege, is_grantable as "canGrant",
        case grantee when 0 then 'public' else grantee::regrole::text end as grantee
    from (
        select 'schema' as kind, quote_ident(nspname) as object, null as "column",
            nspowner as owner, nspacl as acl
        from pg_catalog.pg_namespace where nspname = any ($1)
        union all
        select case c.relkind when 'S' then 'sequence' else 'table' end,
            format('%I.%I', n.nspname, c.relname), null, c.relowner, c.relacl
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        union all
        select 'table', format('%I.%I', n.nspname, c.relname), quote_ident(a.attname),
            c.relowner, a.attacl
        from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any ($1) and not a.attisdropped
        union all
        select 'routine', format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)),
            null, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
        from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where n.nspname = any ($1)
        union all
        select 'type', format('%I.%I', n.nspname, t.typname), null,
            t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))
        from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
        where n.nspname = any ($1) and t.typtype in ('d', 'e', 'r')
    ) objects, aclexplode(acl)
    where grantee <> owner
    order by kind, object, grantee, privilege, "column"`;

/** What the owner gives away of whatever it makes later. */
const DEFAULTS = `
    select defaclobjtype as type, coalesce(quote_ident(nspname), '') as schema,
        case grantee when 0 then 'public' else grantee::regrole::text end as grantee
    from pg_catalog.pg_default_acl left join pg_catalog.pg_namespace n on n.oid = defaclnamespace,
        aclexplode(defaclacl)
    where defaclrole = $1::regrole and grantee <> defaclrole
    order by type, schema, grantee`;

const DEFAULT_TYPES: Readonly<Record<string, string>> = {
    r: "tables",
    S: "sequences",
    f: "functions",
    T: "types",
    n: "schemas",
};

/** Statements that take what nobody should have, and give what the catalogue says; in this order. */
export async function privilegeChanges(
    client: Client,
    catalogue: Catalogue,
    live: Live,
    remade: ReadonlySet<string>,
): Promise<string[]> {
    const { rows } = await client.query<Held>(HELD, [Object.keys(catalogue.schemas)]);
    // What is dropped takes the rights on it along.
    const held = rows.filter(({ object }) => !remade.has(object));
    const due = rightsOf(catalogue).filter((right) => isThere(right, live, remade));
    const isDue = new Set(due.map(keyOf));
    const isHeld = new Set(held.filter(({ canGrant }) => !canGrant).map(keyOf));
    // Who may give it to others might have; so all of it goes, theirs as well, and it is given anew.
    const excess = held.filter((right) => right.canGrant || !isDue.has(keyOf(right)));
    return [
        ...statements(excess, (what, of) => `revoke ${what} from ${of} cascade`),
        ...statements(
            due.filter((right) => !isHeld.has(keyOf(right))),
            (what, to) => `grant ${what} to ${to}`,
        ),
    ];
}

/** Statements without which the owner would give away something of what it makes later. */
export async function defaultChanges(client: Client, owner: string): Promise<string[]> {
    interface Row {
        type: string;
        schema: string;
        grantee: string;
    }
    const { rows } = await client.query<Row>(DEFAULTS, [owner]);
    const taken = rows.map(({ type, schema, grantee }) => {
        const where = schema === "" ? "" : ` in schema ${schema}`;
        const what = DEFAULT_TYPES[type] ?? type;
        return `alter default privileges${where} revoke all on ${what} from ${grantee}`;
    });
    const { rowCount } = await client.query(
        `select from pg_catalog.pg_default_acl
        where defaclrole = $1::regrole and defaclnamespace = 0 and defaclobjtype = 'f'`,
        [owner],
    );
    // PostgreSQL itself lets everybody call functions.
    return rowCount === 0
        ? [...taken, "alter default privileges revoke execute on functions from public"]
        : taken;
}

function isThere({ kind, object, column }: Right, live: Live, remade: ReadonlySet<string>) {
    switch (kind) {
        case "schema":
            return live.schemas.has(object);
        case "routine":
            return live.routines.has(object);
        case "table":
            return (
                remade.has(object) || live.relations.get(object)?.columns.has(column ?? "") === true
            );
    }
}

function keyOf({ kind, object, column, privilege, grantee }: Omit<Held, "canGrant">): string {
    return [kind, object, column ?? "", privilege, grantee].join("\n");
}

/** One statement for all columns of one object that one role has the same right on. */
function statements(
    rights: readonly Omit<Held, "canGrant">[],
    statement: (what: string, role: string) => string,
): string[] {
    const groups = new Map<string, typeof rights>();
    for (const right of rights) {
        const key = keyOf({ ...right, column: right.column === null ? null : "columns" });
        groups.set(key, [...(groups.get(key) ?? []), right]);
    }
    return [...groups.values()].map((group) => {
        const [{ kind, object, column, privilege, grantee }] = group as [(typeof rights)[number]];
        const columns = column === null ? "" : ` (${group.map(({ column }) => column).join(", ")})`;
        return statement(`${privilege}${columns} on ${kind} ${object}`, grantee);
    });
}
