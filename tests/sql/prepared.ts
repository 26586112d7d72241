import { Client } from "pg";
import { makeLogins } from "../../sandbox/postgres/deployed";
import { OWNER } from "../../sql/catalogue/roles";
import { ACCESS, loadMigrations, migrate } from "../../sql/runner";
import { type TestConnection } from "../support/postgres";
import { provisionedDatabase } from "./provision";

/** Of every login of a test; IAM is not what such tests are about. */
const PASSWORD = "of a test";

/** A database as a deployment leaves it: roles that log in, all migrations, rights. */
export async function preparedDatabase(): Promise<TestConnection> {
    const connection = await provisionedDatabase();
    const client = new Client(connection);
    await client.connect();
    try {
        await makeLogins(client, PASSWORD);
    } finally {
        await client.end();
    }
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
