import assert from "node:assert/strict";
import { Client } from "pg";
import { lines, run as runAt } from "./named-queries";
import { acting, type WholeDatabase, wholeDatabase } from "./whole-database";

describe("the named queries about the database itself", () => {
    let database: WholeDatabase;

    before(async () => {
        database = await wholeDatabase();
        await database.owner(`
            insert into pii.users (email, first_name, last_name)
            values ('ann@example.org', 'A', 'B')`);
    });

    const run = (name: string) => runAt(database.connection, name);

    describe("about what goes on", () => {
        let sleeper: Client;
        let waiter: Client;
        let waiting: Promise<unknown>;

        before(async () => {
            const { owner, connection } = database;
            const named = (application_name: string) =>
                new Client({ ...acting(connection, "pii_owner"), application_name });
            [sleeper, waiter] = [named("sleeper"), named("waiter")];
            await Promise.all([sleeper.connect(), waiter.connect()]);
            await sleeper.query("begin; update pii.users set phone = '1' where id = 1");
            waiting = waiter.query("update pii.users set phone = '2' where id = 1");
            const blocked = `select from pg_locks where not granted
                and pid = ${(waiter as unknown as { processID: number }).processID}`;
            while ((await owner(blocked)).length === 0);
        });
        after(async () => {
            await sleeper.query("rollback");
            await waiting;
            await Promise.all([sleeper.end(), waiter.end()]);
        });

        it("connections has who is connected, by state", async () => {
            const columns = ["role", "application_name", "state", "wait_event_type", "connections"];
            assert.deepEqual(lines(await run("connections"), ...columns), [
                "postgres sleeper idle in transaction Client 1",
                "postgres waiter active Lock 1",
            ]);
        });

        it("blocked has who waits for whom", async () => {
            const columns = ["application_name", "role", "blocker_application", "blocker_state"];
            assert.deepEqual(lines(await run("blocked"), ...columns), [
                "waiter postgres sleeper idle in transaction",
            ]);
        });

        it("open-transactions has each, the oldest first", async () => {
            const columns = ["application_name", "role", "state", "wait_event_type"];
            assert.deepEqual(lines(await run("open-transactions"), ...columns), [
                "sleeper postgres idle in transaction Client",
                "waiter postgres active Lock",
            ]);
        });
    });

    it("table-sizes has each table and partition, the largest first", async () => {
        const rows = await run("table-sizes");
        const tables = await database.owner<{ name: string }>(
            "select relname as name from pg_class where relnamespace = 'pii'::regnamespace and relkind = 'r'",
        );
        assert.deepEqual(
            rows.map(({ table }) => table).sort(),
            tables.map(({ name }) => name).sort(),
        );
        assert.equal(rows.find(({ table }) => table === "users")?.indexes, "48 kB");
    });

    it("index-usage has each index, and whether it keeps a rule", async () => {
        const rows = await run("index-usage");
        const found = lines(rows, "index", "is_unique", "is_valid");
        for (const line of [
            "idx_users_email t t",
            "idx_users_created_at f t",
            "idx_encryption_metadata_level f t",
        ]) {
            assert.ok(found.includes(line), line);
        }
    });

    it("triggers has each guard, and that it is on", async () => {
        const rows = await run("triggers");
        assert.deepEqual(new Set(rows.map((row) => row.is_on)), new Set(["always"]));
        const users = lines(rows, "table", "trigger", "function").filter((line) =>
            line.startsWith("users "),
        );
        assert.deepEqual(users, [
            "users log_delete log_users",
            "users log_insert log_users",
            "users log_update log_users",
            "users refuse_key refuse_statement",
            "users refuse_truncate refuse_statement",
        ]);
        await database.owner("alter table pii.users disable trigger log_update");
        try {
            const off = (await run("triggers")).filter((row) => row.is_on !== "always");
            assert.deepEqual(lines(off, "table", "trigger", "is_on"), ["users log_update OFF"]);
        } finally {
            await database.owner("alter table pii.users enable always trigger log_update");
        }
    });

    it("installed has the tables and views of the seed, and extensions", async () => {
        const found = lines(await run("installed"), "kind", "name");
        for (const line of [
            "table users",
            "table encryption_metadata",
            "table encryption_audit",
            "table key_rotation_log",
            "table system_config",
            "view encryption_stats",
            "view audit_summary",
            "view key_rotation_summary",
        ]) {
            assert.ok(found.includes(line), line);
        }
        assert.deepEqual(
            found.filter((line) => line.startsWith("extension ")),
            ["extension plpgsql 1.0"],
        );
    });
});
