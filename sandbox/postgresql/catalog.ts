import { type Client, escapeIdentifier } from "pg";

/** Quotes a name for SQL. */
export const quoted = escapeIdentifier;

/** Whether `text`, a query for rows, finds one. */
export async function finds(client: Client, text: string, ...values: unknown[]): Promise<boolean> {
    return ((await client.query(text, values)).rowCount ?? 0) > 0;
}

/** The first column of every row. */
export async function column(
    client: Client,
    text: string,
    ...values: unknown[]
): Promise<string[]> {
    const { rows } = await client.query<[string]>({ text, values, rowMode: "array" });
    return rows.map(([value]) => value);
}

export const roleExists = (client: Client, role: string) =>
    finds(client, "select from pg_roles where rolname = $1", role);

export const databaseExists = (client: Client, database: string) =>
    finds(client, "select from pg_database where datname = $1", database);

export const schemaExists = (client: Client, schema: string) =>
    finds(client, "select from pg_namespace where nspname = $1", schema);

const isSuperuser = (client: Client, role: string) =>
    finds(client, "select from pg_roles where rolname = $1 and rolsuper", role);

/** The role that acts on `client`, if it is a superuser. */
export const isConnectedAsSuperuser = (client: Client) =>
    finds(client, "select from pg_roles where rolname = current_user and rolsuper");

/** @throws Error when there is no such database */
export async function ownerOfDatabase(client: Client, database: string): Promise<string> {
    const [owner] = await column(
        client,
        "select pg_get_userbyid(datdba) from pg_database where datname = $1",
        database,
    );
    return owner ?? missing("database", database);
}

/** @throws Error when there is no such schema */
export async function ownerOfSchema(client: Client, schema: string): Promise<string> {
    const [owner] = await column(
        client,
        "select pg_get_userbyid(nspowner) from pg_namespace where nspname = $1",
        schema,
    );
    return owner ?? missing("schema", schema);
}

/** The number of a role; 0 is everybody. @throws Error when there is no such role */
export async function oidOf(client: Client, role: string): Promise<string> {
    if (role === "public") {
        return "0";
    }
    const [oid] = await column(client, "select oid from pg_roles where rolname = $1", role);
    return oid ?? missing("role", role);
}

function missing(kind: string, name: string): never {
    throw new Error(`could not find ${kind} "${name}"`);
}

/** Takes turns on a role and its members, until the transaction ends. */
export async function lockRole(client: Client, role: string): Promise<void> {
    await client.query("set local statement_timeout = 0");
    await client.query(
        "select pg_advisory_xact_lock(oid::bigint) from pg_roles where rolname = $1",
        [role],
    );
    await client.query(
        `select pg_advisory_xact_lock(member::bigint)
        from pg_auth_members where roleid = to_regrole($1)`,
        [quoted(role)],
    );
}

/** Takes turns on a database, until the transaction ends. */
export async function lockDatabase(client: Client, database: string): Promise<void> {
    await client.query("set local statement_timeout = 0");
    await client.query(
        "select pg_advisory_xact_lock(oid::bigint) from pg_database where datname = $1",
        [database],
    );
}

/** Makes `member` a member of `role`, unless it is one. @returns whether it had to */
export async function join(client: Client, role: string, member: string): Promise<boolean> {
    if (role === member || (await isMember(client, role, member))) {
        return false;
    }
    await client.query(`grant ${quoted(role)} to ${quoted(member)}`);
    return true;
}

/** Ends the membership of `member` in `role`. @returns whether there was one */
export async function leave(client: Client, role: string, member: string): Promise<boolean> {
    if (role === member || !(await isMember(client, role, member))) {
        return false;
    }
    await client.query(`revoke ${quoted(role)} from ${quoted(member)}`);
    return true;
}

/** Whether `member` may act as `role`: who makes a role may grant it, no more. */
function isMember(client: Client, role: string, member: string): Promise<boolean> {
    return finds(
        client,
        `select from pg_auth_members
        where roleid = to_regrole($1) and member = to_regrole($2) and set_option`,
        quoted(role),
        quoted(member),
    );
}

/**
 * Does `work` while the connected user is a member of `roles`, which a user who is no superuser
 * must be to act for them. A role that is itself a member of the user cannot have the user as a
 * member at the same time: that membership rests meanwhile.
 */
export async function withRoles(
    client: Client,
    roles: readonly string[],
    work: () => Promise<void>,
): Promise<void> {
    const [user = ""] = await column(client, "select current_user");
    if (await isSuperuser(client, user)) {
        await work();
        return;
    }
    const joined: string[] = [];
    const rested: string[] = [];
    for (const role of new Set(roles)) {
        // Nobody but a superuser can be made a member of a superuser.
        if (await isSuperuser(client, role)) {
            continue;
        }
        if (await leave(client, user, role)) {
            rested.push(role);
        }
        if (await join(client, role, user)) {
            joined.push(role);
        }
    }
    await work();
    for (const role of joined) {
        await leave(client, role, user);
    }
    for (const role of rested) {
        if (await roleExists(client, role)) {
            await join(client, user, role);
        }
    }
}
