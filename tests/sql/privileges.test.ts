import assert from "node:assert/strict";
import { CATALOGUE } from "../../sql/catalogue/catalogue";
import { GROUP_ROLES, type GroupRole, LOGIN_ROLES, OWNER } from "../../sql/catalogue/roles";
import { query, type TestConnection } from "../support/postgres";
import { preparedDatabase } from "./prepared";

/** One question to PostgreSQL, and its answer. */
interface Cell {
    readonly role: string;
    readonly kind: "database" | "schema" | "relation" | "column" | "sequence" | "routine";
    readonly object: string;
    readonly name: string | null;
    readonly privilege: string;
    readonly allowed: boolean;
    readonly grantable: boolean;
}

/** Every role x every object x every privilege that there is for it, whatever the catalogue says. */
const MATRIX = `
    with roles as (select unnest($1::text[]) as role),
    relations as (
        select c.oid, relkind, nspname || '.' || relname as object
        from pg_class c join pg_namespace n on n.oid = relnamespace
        where nspname in ('pii', 'pii_migrations') and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    )
    select role, 'relation' as kind, object, null as name, privilege,
        has_table_privilege(role, oid, privilege) as allowed,
        has_table_privilege(role, oid, privilege || ' with grant option') as grantable
    from roles, relations,
        unnest('{select,insert,update,delete,truncate,references,trigger}'::text[]) as privilege
    where relkind <> 'S'
    union all
    select role, 'column', object, attname, privilege,
        has_column_privilege(role, oid, attnum, privilege),
        has_column_privilege(role, oid, attnum, privilege || ' with grant option')
    from roles, relations join pg_attribute on attrelid = oid,
        unnest('{select,insert,update,references}'::text[]) as privilege
    where relkind <> 'S' and not attisdropped
    union all
    select role, 'sequence', object, null, privilege,
        has_sequence_privilege(role, oid, privilege),
        has_sequence_privilege(role, oid, privilege || ' with grant option')
    from roles, relations, unnest('{usage,select,update}'::text[]) as privilege
    where relkind = 'S'
    union all
    select role, 'routine', oid::regprocedure::text, null, 'execute',
        has_function_privilege(role, oid, 'execute'),
        has_function_privilege(role, oid, 'execute with grant option')
    from roles, pg_proc where pronamespace in ('pii'::regnamespace, 'pii_migrations'::regnamespace)
    union all
    select role, 'schema', nspname, null, privilege, has_schema_privilege(role, oid, privilege),
        has_schema_privilege(role, oid, privilege || ' with grant option')
    from roles, pg_namespace, unnest('{usage,create}'::text[]) as privilege
    where nspname in ('pii', 'pii_migrations', 'public')
    union all
    select role, 'database', datname, null, privilege, has_database_privilege(role, oid, privilege),
        has_database_privilege(role, oid, privilege || ' with grant option')
    from roles, pg_database, unnest('{connect,create,temporary}'::text[]) as privilege
    where datname = current_database()`;

/** What each role must be able to do, by itself or by what it is a member of. */
const GROUPS: Readonly<Record<string, readonly GroupRole[]>> = {
    public: [],
    ...Object.fromEntries(GROUP_ROLES.map((role) => [role, [role]])),
    pii_app: ["pii_reader", "pii_writer", "pii_decryptor"],
    pii_report: ["pii_analyst"],
    pii_audit: ["pii_auditor"],
    pii_rotation: ["pii_rotator"],
    pii_access: ["pii_caretaker"],
};

/** Whether the catalogue allows it. */
function isDue({ role, kind, object, name, privilege }: Cell): boolean {
    if (role === OWNER) {
        return kind !== "database" && object !== "public";
    }
    const groups = GROUPS[role] ?? [];
    switch (kind) {
        case "database":
            return privilege === "connect" && groups.length > 0;
        case "schema":
            return (
                privilege === "usage" &&
                groups.some((group) => CATALOGUE.schemas[object]?.usage.includes(group))
            );
        case "routine":
            return groups.some((group) =>
                CATALOGUE.routines[object.replaceAll(",", ", ")]?.execute.includes(group),
            );
        case "column":
            return groups.some((group) =>
                object === "pii.users_masked"
                    ? group === "pii_analyst" && privilege === "select" && !isSystem(name)
                    : (CATALOGUE.relations[object]?.rights[group] as Rights)?.[privilege]?.includes(
                          name ?? "",
                      ),
            );
        case "relation":
        case "sequence":
            // Rights are given column by column, and nobody needs a sequence.
            return false;
    }
}

type Rights = Readonly<Record<string, readonly string[]>> | undefined;

function isSystem(column: string | null): boolean {
    return ["tableoid", "ctid", "xmin", "cmin", "xmax", "cmax"].includes(column ?? "");
}

describe("the privileges in the database", () => {
    let connection: TestConnection;
    let cells: Cell[];

    before(async () => {
        connection = await preparedDatabase();
        cells = await query<Cell>(connection, MATRIX, [[OWNER, ...Object.keys(GROUPS)]]);
    });

    it("are what the catalogue says: every role, every object, every privilege", () => {
        const wrong = cells.filter((cell) => cell.allowed !== isDue(cell));
        assert.deepEqual(wrong, []);
    });

    it("can be given to others by nobody but the owner", () => {
        const givers = new Set(cells.filter((cell) => cell.grantable).map(({ role }) => role));
        assert.deepEqual([...givers], [OWNER]);
    });

    it("are asked about all there is: each role that logs in, each relation, each partition", () => {
        const logins = LOGIN_ROLES.map(({ name }) => name);
        assert.deepEqual(Object.keys(GROUPS).sort(), ["public", ...GROUP_ROLES, ...logins].sort());
        const objects = new Set(cells.map(({ object }) => object));
        for (const name of Object.keys(CATALOGUE.relations)) {
            assert.ok(objects.has(name), name);
        }
        const partitions = [...objects].filter((name) => /encryption_audit_\d{4}_\d\d$/.test(name));
        assert.ok(partitions.length >= 3, partitions.join());
    });

    it("let nobody see what is of level 2 or 3", () => {
        const encrypted = Object.entries(CATALOGUE.relations).flatMap(([object, { columns }]) =>
            Object.entries(columns)
                .filter(([, { level }]) => level >= 2)
                .map(([name]) => `${object}.${name}`),
        );
        assert.equal(encrypted.length, 6);
        const seen = cells.filter(
            ({ allowed, role, kind, object, name }) =>
                allowed &&
                role !== OWNER &&
                kind === "column" &&
                encrypted.includes(`${object}.${name ?? ""}`),
        );
        assert.deepEqual(seen, []);
    });
});
