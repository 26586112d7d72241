import { type Client, escapeIdentifier, escapeLiteral } from "pg";
import { GROUP_ROLES, LOGIN_ROLES, OWNER } from "../../sql/catalogue/roles";

/**
 * Makes what migrations find in place, as the layer `database` does: the roles that cannot log in,
 * and the schema. Roles are the whole server's: those that are there stay. `client` is the master
 * user's, on the database that it is about.
 */
export async function provision(client: Client): Promise<void> {
    for (const role of [OWNER, ...GROUP_ROLES]) {
        if (!(await isThere(client, role))) {
            await client.query(`create role ${role}; grant ${role} to current_user`);
        }
    }
    const { rows } = await client.query<{ database: string }>(
        "select quote_ident(current_database()) as database",
    );
    const database = rows[0]?.database ?? "";
    await client.query(`
        create schema pii authorization ${OWNER};
        grant usage on schema pii to ${GROUP_ROLES.join(", ")};
        revoke all on database ${database} from public;
        grant connect on database ${database} to ${GROUP_ROLES.join(", ")};
        revoke all on schema public from public;
        alter default privileges for role ${OWNER} revoke execute on functions from public;
    `);
}

/** Makes the roles that log in, as the layer `database` does, all with one password. */
export async function makeLogins(client: Client, password: string): Promise<void> {
    for (const { name, groups, login, connectionLimit } of LOGIN_ROLES) {
        if (!(await isThere(client, name))) {
            const all = [...groups, ...(login === "iam" ? ["rds_iam"] : [])];
            await client.query(
                `create role ${escapeIdentifier(name)} login password ${escapeLiteral(password)}
                connection limit ${connectionLimit} in role ${all.join(", ")}`,
            );
        }
    }
}

async function isThere(client: Client, role: string): Promise<boolean> {
    const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
    return rowCount === 1;
}
