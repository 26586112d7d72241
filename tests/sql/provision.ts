import { Client } from "pg";
import { GROUP_ROLES, OWNER } from "../../sql/catalogue/roles";
import { freshDatabase, type TestConnection } from "../support/postgres";

/** A fresh database with the roles and the schema that migrations find in place. */
export async function provisionedDatabase(): Promise<TestConnection> {
    const connection = await freshDatabase();
    const client = new Client(connection);
    await client.connect();
    try {
        // Roles are the whole server's, so another file's database may have brought them.
        for (const role of [OWNER, ...GROUP_ROLES]) {
            const { rowCount } = await client.query("select from pg_roles where rolname = $1", [
                role,
            ]);
            if (rowCount === 0) {
                await client.query(`create role ${role}; grant ${role} to current_user`);
            }
        }
        await client.query(`
            create schema pii authorization pii_owner;
            grant usage on schema pii to ${GROUP_ROLES.join(", ")};
            revoke all on database ${connection.database} from public;
            grant connect on database ${connection.database} to ${GROUP_ROLES.join(", ")};
            revoke all on schema public from public;
            alter default privileges for role pii_owner revoke execute on functions from public;
        `);
    } finally {
        await client.end();
    }
    return connection;
}
