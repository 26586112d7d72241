import type { Client } from "pg";
import { CATALOGUE } from "@pii-platform/sql/catalogue/catalogue";
import { relationsOf, rightsOf } from "@pii-platform/sql/catalogue/derived";
import { LOGIN_ROLES, type LoginRole, OWNER } from "../../infra/database/roles";
import { type Access, type Kind, look, type Mark, wide } from "./finding";

/** One right that a role has in effect: its own, by a group, or everybody's. */
interface Right {
    readonly role: string;
    readonly canLogIn: boolean;
    readonly object: string;
    readonly column: string | null;
    readonly privilege: string;
}

interface Login {
    readonly role: string;
    /** Roles that it is a member of, itself or by another. */
    readonly groups: readonly string[];
    readonly isSuperuser: boolean;
    /** It owns the database, so it is the master user. */
    readonly isMaster: boolean;
    readonly sessions: number;
}

/** `rdsadmin` is AWS's own; who can do everything by himself is told once, not for each column. */
const ROLES = `
    select r.oid, r.rolname, r.rolcanlogin
    from pg_catalog.pg_roles r
    where r.rolname <> 'rdsadmin' and r.rolname !~ '^pg_' and not r.rolsuper
        and not pg_has_role(r.oid, $2, 'member')`;

const RIGHTS = `
    with roles as (${ROLES})
    select rolname as role, rolcanlogin as "canLogIn", format('%I.%I', nspname, relname) as object,
        quote_ident(attname) as column, privilege
    from roles cross join pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = relnamespace
        join pg_catalog.pg_attribute a on a.attrelid = c.oid
        cross join unnest(array['select', 'insert', 'update']) as privilege
    where nspname = any ($1) and relkind in ('r', 'p', 'v', 'm', 'f') and attnum > 0
        and not attisdropped and has_column_privilege(roles.oid, c.oid, attnum, privilege)
    union all
    select rolname, rolcanlogin, format('%I.%I', nspname, relname), null, privilege
    from roles cross join pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = relnamespace
        cross join unnest(array['delete', 'truncate', 'references', 'trigger']) as privilege
    where nspname = any ($1) and relkind in ('r', 'p', 'v', 'm', 'f')
        and has_table_privilege(roles.oid, c.oid, privilege)
    union all
    select rolname, rolcanlogin,
        format('%I.%I(%s)', nspname, proname, oidvectortypes(proargtypes)), null, 'execute'
    from roles cross join pg_catalog.pg_proc p
        join pg_catalog.pg_namespace n on n.oid = pronamespace
    where nspname = any ($1) and has_function_privilege(roles.oid, p.oid, 'execute')
    order by role, object, privilege, "column"`;

const LOGINS = `
    select r.rolname as role, r.rolsuper as "isSuperuser", r.oid = d.datdba as "isMaster",
        array(
            -- Those of PostgreSQL's own groups, such as pg_monitor's, are no groups of ours.
            select g.rolname::text from pg_catalog.pg_roles g
            where g.oid <> r.oid and not r.rolsuper and pg_has_role(r.oid, g.oid, 'member')
                and (g.rolname !~ '^pg_' or exists (
                    select from pg_catalog.pg_auth_members m
                    join pg_catalog.pg_roles h on h.oid = m.member
                    where m.roleid = g.oid and pg_has_role(r.oid, h.oid, 'member')
                        and h.rolname !~ '^pg_'
                ))
            order by 1
        ) as groups,
        (select count(*)::int from pg_catalog.pg_stat_activity a where a.usesysid = r.oid and a.pid <> pg_backend_pid()) as sessions
    from pg_catalog.pg_roles r cross join pg_catalog.pg_database d
    where r.rolcanlogin and r.rolname <> 'rdsadmin' and d.datname = current_database()
    order by role`;

const KIND_OF: Readonly<Record<string, Kind>> = {
    select: "read",
    insert: "write",
    update: "write",
    delete: "write",
    truncate: "write",
    execute: "call",
    references: "administer",
    trigger: "administer",
};

/** Functions that answer ciphertexts of levels 2 and 3. */
const CIPHERTEXTS = /^pii\.(read_encrypted|next_rotation_batch)\(/;

const RELATIONS = relationsOf(CATALOGUE);

const MASKED: readonly (string | undefined)[] = Object.values(CATALOGUE.relations).map(
    ({ masked }) => masked?.name,
);

/** Who logs in to the database, and reaches what there; marked where it is not as the catalogue says. */
export async function databaseAccess(client: Client): Promise<Access[]> {
    const schemas = Object.keys(CATALOGUE.schemas);
    const { rows: rights } = await client.query<Right>(RIGHTS, [schemas, OWNER]);
    const { rows: logins } = await client.query<Login>(LOGINS);
    return logins.flatMap((login) => {
        const own = rights.filter(({ role }) => role === login.role);
        return [entry(login, own), ...everything(login, schemas), ...objects(login, own, rights)];
    });
}

/** That it logs in, and what it is a member of. */
function entry(login: Login, own: readonly Right[]): Access {
    const due = LOGIN_ROLES.find(({ name }) => name === login.role);
    const expected: readonly string[] = due === undefined ? [] : groupsOf(due);
    const others = login.groups.filter((group) => !expected.includes(group));
    const levels = levelsOf(own);
    return {
        ...access(login, "log in", "the database"),
        detail: `sessions now: ${login.sessions}`,
        by: login.isMaster ? [] : login.groups,
        marks: [
            ...(due === undefined && !login.isMaster
                ? [wide(`${login.role} is none of the platform's logins`)]
                : []),
            ...(due !== undefined && others.length > 0
                ? [wide(`the catalogue makes it no member of ${others.join(", ")}`)]
                : []),
            ...(levels.has(1) && levels.has(3)
                ? [look("reads level 1 in clear, and ciphertexts of level 3")]
                : []),
        ],
    };
}

function groupsOf({ groups, login }: LoginRole): string[] {
    return [...groups, ...(login === "iam" ? ["rds_iam"] : [])];
}

function everything(login: Login, schemas: readonly string[]): Access[] {
    if (!login.isSuperuser && !login.groups.includes(OWNER)) {
        return [];
    }
    return [
        {
            ...access(login, "administer", `everything in ${schemas.join(", ")}`),
            by: login.isSuperuser ? ["superuser"] : [OWNER],
            marks: [
                login.isMaster
                    ? look("the master user: nobody but the layer database logs in as it")
                    : wide("may do everything with all personal data"),
            ],
        },
    ];
}

function objects(login: Login, own: readonly Right[], all: readonly Right[]): Access[] {
    const keys = [...new Set(own.map(({ object, privilege }) => `${object}\n${privilege}`))];
    return keys.map((key): Access => {
        const [object = "", privilege = ""] = key.split("\n");
        const rights = own.filter(
            (right) => right.object === object && right.privilege === privilege,
        );
        const columns = rights.flatMap(({ column }) => column ?? []);
        const givers = all.filter(
            (right) =>
                !right.canLogIn &&
                right.object === object &&
                right.privilege === privilege &&
                login.groups.includes(right.role),
        );
        return {
            ...access(login, KIND_OF[privilege] ?? "administer", object),
            detail: [privilege, byLevel(object, columns)].filter((part) => part !== "").join(" "),
            by: [...new Set(givers.map(({ role }) => role))],
            marks: excess(login.role, object, privilege, columns),
        };
    });
}

/** Columns by their level, the highest first: `level 1: email, phone; not personal: id`. */
function byLevel(object: string, columns: readonly string[]): string {
    const known = RELATIONS.get(object)?.columns ?? {};
    const titles = ["not personal", "level 1", "level 2", "level 3"];
    const parts = [3, 2, 1, 0, undefined].map((level) => {
        const names = columns.filter((column) => known[column]?.level === level);
        const isMasked = level === 1 && MASKED.includes(object);
        const title = level === undefined ? "not in the catalogue" : titles[level];
        return names.length === 0
            ? ""
            : `${title}${isMasked ? " masked" : ""}: ${names.join(", ")}`;
    });
    return parts.filter((part) => part !== "").join("; ");
}

/** The levels that rights let see: columns in clear, and ciphertexts by a function. */
function levelsOf(rights: readonly Right[]): ReadonlySet<number> {
    return new Set(
        rights.flatMap(({ object, column, privilege }) =>
            privilege === "execute"
                ? CIPHERTEXTS.test(object)
                    ? [2, 3]
                    : []
                : privilege === "select" && !MASKED.includes(object)
                  ? (RELATIONS.get(object)?.columns[column ?? ""]?.level ?? [])
                  : [],
        ),
    );
}

function excess(
    role: string,
    object: string,
    privilege: string,
    columns: readonly string[],
): Mark[] {
    const groups: readonly string[] = LOGIN_ROLES.find(({ name }) => name === role)?.groups ?? [];
    const due = rightsOf(CATALOGUE).filter(
        (right) =>
            right.object === object &&
            right.privilege === privilege &&
            groups.includes(right.grantee),
    );
    if (columns.length === 0) {
        return due.length > 0 ? [] : [wide(`the catalogue does not give it ${privilege}`)];
    }
    const more = columns.filter((column) => !due.some((right) => right.column === column));
    return more.length === 0
        ? []
        : [wide(`the catalogue does not give it ${privilege} of ${more.join(", ")}`)];
}

function access({ role }: Login, kind: Kind, what: string): Access {
    return {
        ...{ area: "database", who: role, kind, what, detail: "" },
        ...{ by: [], onlyIf: [], marks: [] },
    };
}
