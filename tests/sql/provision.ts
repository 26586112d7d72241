import { Client } from "pg";
import { provision } from "../../sandbox/postgres/deployed";
import { freshDatabase, type TestConnection } from "../support/postgres";

/** A fresh database with the roles and the schema that migrations find in place. */
export async function provisionedDatabase(): Promise<TestConnection> {
    const connection = await freshDatabase();
    const client = new Client(connection);
    await client.connect();
    try {
        await provision(client);
    } finally {
        await client.end();
    }
    return connection;
}
