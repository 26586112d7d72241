import { Client } from "pg";
import { freshDatabase, type TestConnection } from "../support/postgres";

/** A fresh database with the roles and the schema that migrations find in place. */
export async function provisionedDatabase(): Promise<TestConnection> {
    const connection = await freshDatabase();
    const client = new Client(connection);
    await client.connect();
    try {
        // Roles are the whole server's, so another file's database may have brought them.
        for (const role of [
            "pii_owner",
            "pii_reader",
            "pii_writer",
            "pii_auditor",
            "pii_caretaker",
        ]) {
            const { rowCount } = await client.query("select from pg_roles where rolname = $1", [
                role,
            ]);
            if (rowCount === 0) {
                await client.query(`create role ${role}; grant ${role} to current_user`);
            }
        }
        await client.query(`
            create schema pii authorization pii_owner;
            grant usage on schema pii to pii_reader, pii_writer, pii_auditor, pii_caretaker;
        `);
    } finally {
        await client.end();
    }
    return connection;
}
