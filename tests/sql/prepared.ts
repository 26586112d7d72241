import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { LOGIN_ROLES, OWNER } from "../../sql/catalogue/roles";
import { ACCESS, loadMigrations, migrate } from "../../sql/runner";
import { query, type TestConnection } from "../support/postgres";
import { provisionedDatabase } from "./provision";

/** Of every login of a test; IAM is not what such tests are about. */
const PASSWORD = "of a test";

/** A database as a deployment leaves it: roles that log in, all migrations, rights. */
export async function preparedDatabase(): Promise<TestConnection> {
    const connection = await provisionedDatabase();
    await makeLogins(connection);
    await migrate(connection, loadMigrations(), { setRole: OWNER, access: ACCESS });
    return connection;
}

/** Does `work` with a client that acts as the owner of the schemas, as the runner's does. */
export async function asOwner<Result>(
    connection: TestConnection,
    work: (client: Client) => Promise<Result>,
): Promise<Result> {
    const client = new Client(connection);
    await client.connect();
    try {
        await client.query(`set role ${OWNER}`);
        return await work(client);
    } finally {
        await client.end();
    }
}

/** How a role of the platform logs in. */
export function asLogin(connection: TestConnection, user: string): TestConnection {
    return { ...connection, user, password: PASSWORD };
}

/** Makes the roles that log in, as the layer `database` does. */
async function makeLogins(connection: TestConnection): Promise<void> {
    for (const { name, groups, login, connectionLimit } of LOGIN_ROLES) {
        const role = escapeIdentifier(name);
        // Roles are the whole server's, so another file may have made them.
        const found = await query(connection, "select from pg_roles where rolname = $1", [name]);
        if (found.length === 0) {
            const all = [...groups, ...(login === "iam" ? ["rds_iam"] : [])];
            await query(
                connection,
                `create role ${role} login password ${escapeLiteral(PASSWORD)}
                connection limit ${connectionLimit} in role ${all.join(", ")}`,
            );
        }
    }
}
