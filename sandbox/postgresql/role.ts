import { type Client, escapeLiteral } from "pg";
import { bool, list, num, str } from "../cloud/model";
import type { Props } from "../provider/provider";
import { column, isConnectedAsSuperuser, lockRole, quoted, withRoles } from "./catalog";
import type { Resource } from "./resource";
import type { Server } from "./server";

const atLeast = (least: number) => (value: number) =>
    value >= least ? undefined : `must be at least ${least}, got ${value}`;

/** Inputs that are attributes of a role, with the words that switch them. */
const SWITCHES: Readonly<Record<string, string>> = {
    superuser: "superuser",
    createDatabase: "createdb",
    createRole: "createrole",
    inherit: "inherit",
    login: "login",
    replication: "replication",
    bypassRowLevelSecurity: "bypassrls",
};

/** Inputs that are settings of a role's sessions, with their names. */
const TIMEOUTS: Readonly<Record<string, string>> = {
    statementTimeout: "statement_timeout",
    idleInTransactionSessionTimeout: "idle_in_transaction_session_timeout",
};

export const roleResource: Resource = {
    type: "postgresql:index/role:Role",
    autoName: { field: "name", maxLength: 255 },
    fields: {
        name: str(),
        superuser: bool({ default: false }),
        createDatabase: bool({ default: false }),
        createRole: bool({ default: false }),
        inherit: bool({ default: true }),
        login: bool({ default: false }),
        replication: bool({ default: false }),
        bypassRowLevelSecurity: bool({ default: false }),
        connectionLimit: num({ default: -1, check: atLeast(-1) }),
        encryptedPassword: bool({ default: true }),
        password: str({ conflictsWith: ["passwordWo", "passwordWoVersion"] }),
        passwordWo: str(),
        passwordWoVersion: str(),
        roles: list(str()),
        searchPaths: list(str(), {
            check: (paths) =>
                paths.some((path) => String(path).includes(", "))
                    ? `cannot hold ", ", got ${JSON.stringify(paths)}`
                    : undefined,
        }),
        statementTimeout: num({ check: atLeast(0) }),
        idleInTransactionSessionTimeout: num({ check: atLeast(0) }),
        assumeRole: str(),
        validUntil: str({ default: "infinity" }),
        skipDropRole: bool({ default: false }),
        skipReassignOwned: bool({ default: false }),
    },
    rules: ({ passwordWo, passwordWoVersion }) =>
        (passwordWo === undefined) === (passwordWoVersion === undefined)
            ? []
            : [{ property: "passwordWo", reason: "must be given together with passwordWoVersion" }],
    sets: ["roles"],
    writeOnly: ["passwordWo"],
    id: ({ name }) => name as string,
    parse: (name) => ({ name }),

    create: (server, inputs) =>
        server.transaction(server.settings.database, async (client) => {
            const role = quoted(inputs.name as string);
            const options = Object.entries(SWITCHES).map(([input, word]) =>
                inputs[input] === true ? word : `no${word}`,
            );
            options.push(
                `connection limit ${Number(inputs.connectionLimit)}`,
                `valid until ${escapeLiteral(inputs.validUntil as string)}`,
                ...passwordOption(inputs),
            );
            await client.query(`create role ${role} with ${options.join(" ")}`);
            await joinRoles(client, inputs);
            await applySettings(client, inputs, (input) => inputs[input] !== undefined);
        }),

    update: (server, news, olds, changed) =>
        server.transaction(server.settings.database, async (client) => {
            const before = olds.name as string;
            const role = quoted(news.name as string);
            await lockRole(client, before);
            if (changed("name")) {
                await client.query(`alter role ${quoted(before)} rename to ${role}`);
            }
            const options = Object.entries(SWITCHES)
                .filter(([input]) => changed(input))
                .map(([input, word]) => (news[input] === true ? word : `no${word}`));
            if (changed("connectionLimit")) {
                options.push(`connection limit ${Number(news.connectionLimit)}`);
            }
            if (changed("validUntil")) {
                options.push(`valid until ${escapeLiteral(news.validUntil as string)}`);
            }
            const isWriteOnly = news.passwordWo !== undefined;
            if (
                isWriteOnly ? changed("passwordWoVersion") : changed("password") || changed("name")
            ) {
                options.push(...passwordOption(news));
            }
            if (options.length > 0) {
                await client.query(`alter role ${role} with ${options.join(" ")}`);
            }
            await leaveRoles(client, news);
            await joinRoles(client, news);
            await applySettings(client, news, changed);
        }),

    read: (server, inputs) =>
        server.session(server.settings.database, (client) => readRole(server, client, inputs)),

    delete: (server, { name, skipReassignOwned, skipDropRole }) =>
        server.transaction(server.settings.database, async (client) => {
            const role = quoted(name as string);
            await lockRole(client, name as string);
            if (skipReassignOwned !== true) {
                await withRoles(client, [name as string], async () => {
                    const heir = quoted(server.settings.user);
                    await client.query(`reassign owned by ${role} to ${heir}`);
                    await client.query(`drop owned by ${role}`);
                });
            }
            if (skipDropRole !== true) {
                await client.query(`drop role ${role}`);
            }
        }),
};

function passwordOption({ password, passwordWo, encryptedPassword }: Props): string[] {
    const given = (password ?? passwordWo ?? "") as string;
    if (given === "") {
        return [];
    }
    const kind = encryptedPassword === false ? "unencrypted" : "encrypted";
    return [
        given.toUpperCase() === "NULL"
            ? "password null"
            : `${kind} password ${escapeLiteral(given)}`,
    ];
}

async function joinRoles(client: Client, { name, roles }: Props): Promise<void> {
    for (const role of (roles ?? []) as string[]) {
        await client.query(`grant ${quoted(role)} to ${quoted(name as string)}`);
    }
}

async function leaveRoles(client: Client, { name }: Props): Promise<void> {
    const roles = await column(
        client,
        "select pg_get_userbyid(roleid) from pg_auth_members where member = to_regrole($1)",
        quoted(name as string),
    );
    for (const role of new Set(roles)) {
        await client.query(`revoke ${quoted(role)} from ${quoted(name as string)}`);
    }
}

async function applySettings(
    client: Client,
    inputs: Props,
    isDue: (input: string) => boolean,
): Promise<void> {
    const role = quoted(inputs.name as string);
    const paths = ((inputs.searchPaths ?? []) as string[]).map(quoted).join(", ");
    await client.query(`alter role ${role} set search_path to ${paths || "default"}`);
    for (const [input, setting] of Object.entries(TIMEOUTS)) {
        if (isDue(input)) {
            const timeout = Number(inputs[input] ?? 0);
            await client.query(
                timeout === 0
                    ? `alter role ${role} reset ${setting}`
                    : `alter role ${role} set ${setting} to ${timeout}`,
            );
        }
    }
    if (isDue("assumeRole")) {
        const assumed = (inputs.assumeRole ?? "") as string;
        await client.query(
            assumed === ""
                ? `alter role ${role} reset role`
                : `alter role ${role} set role to ${quoted(assumed)}`,
        );
    }
}

async function readRole(server: Server, client: Client, inputs: Props): Promise<Props | undefined> {
    const { rows } = await client.query<Props & { rolconfig: string[] | null }>(
        `select rolname as name, rolsuper as superuser, rolcreatedb as "createDatabase",
            rolcreaterole as "createRole", rolinherit as inherit, rolcanlogin as login,
            rolreplication as replication, rolbypassrls as "bypassRowLevelSecurity",
            rolconnlimit as "connectionLimit",
            coalesce(rolvaliduntil::text, 'infinity') as "validUntil",
            array(
                select distinct pg_get_userbyid(roleid)::text from pg_auth_members
                where member = pg_roles.oid order by 1
            ) as roles,
            rolconfig
        from pg_roles where rolname = $1`,
        [inputs.name],
    );
    const [row] = rows;
    if (row === undefined) {
        return undefined;
    }
    const { rolconfig, ...attributes } = row;
    const setting = (name: string) =>
        rolconfig?.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
    const paths = setting("search_path");
    return {
        ...attributes,
        encryptedPassword: true,
        searchPaths: paths === "" ? [] : paths.split(", ").map(unquoted),
        statementTimeout: Number(setting("statement_timeout")),
        idleInTransactionSessionTimeout: Number(setting("idle_in_transaction_session_timeout")),
        assumeRole: unquoted(setting("role")),
        ...(await readPassword(server, client, { ...inputs, login: attributes.login })),
    };
}

/** Only a superuser can look whether a role has a password at all. */
async function readPassword(server: Server, client: Client, { name, login, password }: Props) {
    if (password === undefined || login !== true || !server.settings.superuser) {
        return {};
    }
    if (!(await isConnectedAsSuperuser(client))) {
        throw new Error(
            `could not read role password from Postgres as connected user ` +
                `${server.settings.user} is not a SUPERUSER. You can set \`superuser = false\` in ` +
                "the provider configuration so it will not try to read the password from Postgres",
        );
    }
    const [stored] = await column(
        client,
        "select passwd from pg_shadow where usename = $1 and passwd is not null",
        name,
    );
    return { password: stored === undefined ? "" : password };
}

function unquoted(name: string): string {
    return name.replace(/^"|"$/g, "");
}
