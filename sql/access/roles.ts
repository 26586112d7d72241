import { isDeepStrictEqual } from "node:util";
import type { Client } from "pg";
import { GROUP_ROLES, LOGIN_ROLES, type LoginRole, OWNER, SEARCH_PATH } from "../catalogue/roles";

/** What a role is, as far as it can be read. */
interface Role {
    readonly name: string;
    /** What it may by itself, such as `login`, `createrole`. */
    readonly attributes: readonly string[];
    readonly connectionLimit: number;
    /** Roles that it is a member of. */
    readonly groups: readonly string[];
    /** Roles of which it may make others a member. */
    readonly adminOf: readonly string[];
}

interface LiveRole extends Role {
    /** Members of it, but for who owns the database and makes roles. */
    readonly members: readonly string[];
    /** Settings of its sessions, such as `lock_timeout=5s`. */
    readonly settings: readonly string[];
    /** Settings of its sessions in this database alone. */
    readonly settingsHere: readonly string[];
    /** Name of this database. */
    readonly database: string;
}

const ROLES = `
    select r.rolname as name, r.rolconnlimit as "connectionLimit",
        array_remove(array[
            case when r.rolcanlogin then 'login' end, case when r.rolsuper then 'superuser' end,
            case when r.rolcreaterole then 'createrole' end,
            case when r.rolcreatedb then 'createdb' end,
            case when r.rolreplication then 'replication' end,
            case when r.rolbypassrls then 'bypassrls' end,
            case when not r.rolinherit then 'noinherit' end
        ], null) as attributes,
        array(
            select distinct roleid::regrole::text from pg_catalog.pg_auth_members
            where member = r.oid order by 1
        ) as groups,
        array(
            select distinct roleid::regrole::text from pg_catalog.pg_auth_members
            where member = r.oid and admin_option order by 1
        ) as "adminOf",
        array(
            select distinct member::regrole::text from pg_catalog.pg_auth_members
            where roleid = r.oid and member <> (
                select datdba from pg_catalog.pg_database where datname = current_database()
            ) order by 1
        ) as members,
        coalesce(r.rolconfig, '{}') as settings,
        coalesce((
            select setconfig from pg_catalog.pg_db_role_setting join pg_catalog.pg_database d
                on d.oid = setdatabase
            where setrole = r.oid and datname = current_database()
        ), '{}') as "settingsHere",
        quote_ident(current_database()) as database
    from pg_catalog.pg_roles r where r.rolname like 'pii\\_%' order by r.rolname`;

/** Where roles are not what they should be: statements that mend it, and what no statement does. */
interface RoleChanges {
    /** Of whoever made the roles, not of the owner. */
    readonly statements: readonly string[];
    /** The layer `database` mends this: it makes the roles. */
    readonly findings: readonly string[];
    /** Group roles that are not there. */
    readonly missing: readonly string[];
}

export async function roleChanges(client: Client): Promise<RoleChanges> {
    const { rows } = await client.query<LiveRole>(ROLES);
    const live = new Map(rows.map((role) => [role.name, role]));
    const due = [
        ...[OWNER, ...GROUP_ROLES].map((name) => ({ role: group(name), settings: {} })),
        ...LOGIN_ROLES.map((role) => ({ role: login(role), settings: settingsOf(role) })),
    ];
    const known = new Map(due.map(({ role }) => [role.name, role]));
    const membersOf = (name: string) =>
        LOGIN_ROLES.filter(({ groups }) => (groups as readonly string[]).includes(name))
            .map((role) => role.name)
            .sort();
    const statements: string[] = [];
    const findings = rows
        .filter(({ name }) => !known.has(name))
        .map(({ name }) => `role ${name} is none of the platform's; drop it`);
    for (const { role, settings } of due) {
        const found = live.get(role.name);
        if (found === undefined) {
            findings.push(`role ${role.name} is not there`);
            continue;
        }
        findings.push(...compared({ ...role, members: membersOf(role.name) }, found));
        statements.push(...settingChanges(found, settings));
    }
    return {
        statements,
        findings: [...findings, ...(await outsideFindings(client))],
        missing: GROUP_ROLES.filter((name) => !live.has(name)),
    };
}

function group(name: string): Role {
    return { name, attributes: [], connectionLimit: -1, groups: [], adminOf: [] };
}

function login({ name, groups, login, connectionLimit }: LoginRole): Role {
    const all = [...groups, ...(login === "iam" ? ["rds_iam"] : [])].sort();
    return { name, attributes: ["login"], connectionLimit, groups: all, adminOf: [] };
}

/** Settings of the sessions of `role`, with their values in milliseconds. */
function settingsOf({ limits }: LoginRole): Record<string, string> {
    return {
        search_path: SEARCH_PATH.join(", "),
        statement_timeout: String(limits.statement),
        idle_in_transaction_session_timeout: String(limits.idleInTransaction),
        idle_session_timeout: String(limits.idle),
        lock_timeout: String(limits.lock),
    };
}

function compared(due: Role & { members: readonly string[] }, found: LiveRole): string[] {
    const parts = {
        attributes: "may by itself",
        connectionLimit: "has the connection limit",
        groups: "is a member of",
        adminOf: "may make others members of",
        members: "has the members",
    } as const;
    return Object.entries(parts).flatMap(([part, words]) => {
        const [is, should] = [found, due].map((role) => role[part as keyof typeof parts]);
        return isDeepStrictEqual(is, should)
            ? []
            : `role ${due.name} ${words} ${shown(is)}, and should ${shown(should)}`;
    });
}

function shown(value: number | readonly string[] | undefined): string {
    return (typeof value === "object" ? value.join(", ") : String(value)) || "nothing";
}

function settingChanges(
    { name, settings, settingsHere, database }: LiveRole,
    due: Readonly<Record<string, string>>,
): string[] {
    const now = new Map(settings.map((setting) => setting.split(/=(.*)/s, 2) as [string, string]));
    return [
        ...[...now.keys()]
            .filter((setting) => due[setting] === undefined)
            .map((setting) => `alter role ${name} reset ${setting}`),
        ...Object.entries(due)
            .filter(([setting, value]) => now.get(setting) !== value)
            .map(([setting, value]) => `alter role ${name} set ${setting} to ${value}`),
        ...(settingsHere.length === 0
            ? []
            : [`alter role ${name} in database ${database} reset all`]),
    ];
}

/** Rights on what belongs to the database's own owner, which is not ours. */
const OUTSIDE = `
    select lower(privilege_type) || ' on ' || what as right,
        case grantee when 0 then 'public' else grantee::regrole::text end as grantee
    from (
        select 'the database' as what, coalesce(datacl, acldefault('d', datdba)) as acl
        from pg_catalog.pg_database where datname = current_database()
        union all
        select 'schema public', nspacl from pg_catalog.pg_namespace where nspname = 'public'
        union all
        select 'parameter ' || parname, paracl from pg_catalog.pg_parameter_acl
    ) objects, aclexplode(acl)
    where grantee = 0 or grantee::regrole::text like 'pii\\_%'
    order by grantee, "right"`;

async function outsideFindings(client: Client): Promise<string[]> {
    const { rows } = await client.query<{ right: string; grantee: string }>(OUTSIDE);
    const held = rows.map(({ right, grantee }) => `${grantee}: ${right}`);
    const due = GROUP_ROLES.map((name) => `${name}: connect on the database`);
    return [
        ...held.filter((right) => !due.includes(right)).map((right) => `revoke from ${right}`),
        ...due.filter((right) => !held.includes(right)).map((right) => `grant to ${right}`),
    ];
}
