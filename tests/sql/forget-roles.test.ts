import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { GROUP_ROLES, OWNER } from "../../sql/catalogue/roles";
import { ACCESS, loadMigrations, migrate } from "../../sql/runner";
import {
    backendInTemporaryFolder,
    databaseSpec,
    masterConnection,
    query,
    type TestConnection,
} from "../support/postgres";

const FORGET = readFileSync(join(__dirname, "../../sql/forget-roles.sql"), "utf8");
const OPTIONS = { setRole: OWNER, access: ACCESS };

describe("restored data that become another stack's", () => {
    // Roles are the whole server's, so it is one of its own.
    const { backend, remove } = backendInTemporaryFolder();
    let connection: TestConnection;
    before(async () => {
        const spec = databaseSpec();
        await backend.create(spec);
        connection = masterConnection(backend, spec);
        await makeRoles();
        await query(connection, `create schema pii authorization ${OWNER}`);
        await migrate(connection, loadMigrations(), OPTIONS);
    });
    after(remove);

    /** As the layer does it. */
    const makeRoles = async () => {
        for (const role of [OWNER, ...GROUP_ROLES]) {
            await query(connection, `create role ${role}; grant ${role} to current_user`);
        }
        await query(
            connection,
            `create role pii_app login password 'app' in role pii_reader;
            grant usage on schema public to pii_reader`,
        );
    };

    it("are not forgotten under somebody who is logged in", async () => {
        const app = new Client({ ...connection, user: "pii_app", password: "app" });
        await app.connect();
        try {
            await assert.rejects(query(connection, FORGET), /somebody is logged in as pii_app: /);
        } finally {
            await app.end();
        }
    });

    it("lose their roles and nothing else, and are whole after the next update", async () => {
        await query(
            connection,
            `set role ${OWNER}; insert into pii.users (email, first_name, last_name)
            values ('ada@example.org', 'Ada', 'Lovelace')`,
        );
        await query(connection, FORGET);
        assert.deepEqual(
            await query(connection, "select rolname from pg_roles where rolname like 'pii\\_%'"),
            [],
        );
        await makeRoles();
        await query(connection, `alter schema pii owner to ${OWNER}`);
        const { migrations, access } = await migrate(connection, loadMigrations(), OPTIONS);
        assert.deepEqual(migrations, []);
        assert.ok(access.length > 0);
        assert.deepEqual(
            await query(
                connection,
                `select first_name, tableowner as owner from pii.users, pg_tables
                where tablename = 'users'`,
            ),
            [{ first_name: "Ada", owner: OWNER }],
        );
        const again = await migrate(connection, loadMigrations(), OPTIONS);
        assert.deepEqual(again, { migrations: [], access: [] });
    });
});
