import assert from "node:assert/strict";
import { CATALOGUE } from "../../../sql/catalogue/catalogue";
import { loadMigrations, migrate } from "../../../sql/runner";
import { query, type TestConnection } from "../../support/postgres";
import { provisionedDatabase } from "../../sql/provision";
import { accessRole, accessTo } from "./access";

interface Called {
    readonly state: string;
    readonly partitions?: readonly string[];
}

describe("database-access", () => {
    let master: TestConnection;
    let role: TestConnection;

    beforeEach(async () => {
        master = await provisionedDatabase();
        role = await accessRole(master);
    });

    describe("asked for the state of the schema", () => {
        const status = () =>
            accessTo(role, { parameters: { "schema-version": "000009_x.sql" } }).call({
                action: "schema-status",
            });

        it("says what is not there yet", async () => {
            const { serverVersion, extensions, ...rest } = await status();
            assert.match(serverVersion as string, /^16\.\d+/);
            assert.deepEqual(extensions, [{ name: "plpgsql", version: "1.0" }]);
            assert.deepEqual(rest, {
                action: "schema-status",
                deployedVersion: "000009_x.sql",
                migrations: "not-there-yet",
                tables: [],
            });
        });

        it("tells migrations and tables, and of both no data and no people", async () => {
            const files = loadMigrations();
            await migrate(master, files, { setRole: "pii_owner" });
            await query(
                master,
                `set role pii_owner;
                grant usage on schema pii_migrations to ${role.user};
                grant select on pii_migrations.ledger to ${role.user};
                create view pii.some as select 1 as a, 2 as b;
                create table pii.parts (id int check (id > 0)) partition by range (id);
                create table pii.part_1 partition of pii.parts for values from (1) to (2);
                alter table pii.parts add constraint small check (id < 9) not valid;
                create table pii.marked (id int);
                create index broken on pii.marked (id)`,
            );
            const { migrations, tables } = await status();
            const applied = migrations as { name: string; applied_at: string }[];
            assert.deepEqual(
                applied.map(({ name }) => name),
                files.map(({ name }) => name),
            );
            for (const migration of applied) {
                assert.deepEqual(Object.keys(migration).sort(), [
                    "applied_at",
                    "duration_ms",
                    "name",
                ]);
                assert.match(migration.applied_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
            }
            const made = ["marked", "parts", "some"];
            const found = tables as { name: string }[];
            const names = found.map(({ name }) => name);
            const catalogued = Object.keys(CATALOGUE.relations)
                .filter((name) => name.startsWith("pii."))
                .map((name) => name.slice("pii.".length));
            assert.deepEqual(names, [...made, ...catalogued].sort());
            const none = { partitions: 0, invalid_indexes: 0, unvalidated_constraints: 0 };
            const ours = found.filter(({ name }) => made.includes(name));
            assert.deepEqual(ours, [
                { name: "marked", kind: "table", columns: 1, indexes: 1, ...none },
                {
                    name: "parts",
                    kind: "partitioned table",
                    columns: 1,
                    indexes: 0,
                    ...none,
                    partitions: 1,
                    unvalidated_constraints: 1,
                },
                { name: "some", kind: "view", columns: 2, indexes: 0, ...none },
            ]);
        });

        it("says so where it may not read the ledger", async () => {
            await migrate(master, loadMigrations(), { setRole: "pii_owner" });
            assert.equal((await status()).migrations, "not-allowed");
        });
    });

    describe("asked to look after partitions", () => {
        const partitions = async () => {
            const { created, dropped } = await accessTo(role).call({ action: "partitions" });
            return { created, dropped } as { created: Called; dropped: Called };
        };
        const define = (name: string, body: string) =>
            query(
                master,
                `set role pii_owner;
                create table if not exists pii.done (what text);
                create or replace function pii.${name}() returns setof text
                    security definer language plpgsql as $$ begin ${body} end $$;
                revoke all on function pii.${name}() from public;
                grant usage on schema pii to ${role.user};
                grant execute on function pii.${name}() to ${role.user}`,
            );
        const done = async () => {
            const rows = await query<{ what: string }>(master, "set role pii_owner; select 1").then(
                () => query<{ what: string }>(master, "select what from pii.done order by what"),
            );
            return rows.map(({ what }) => what);
        };

        beforeEach(() => query(master, "grant usage on schema pii to current_user"));

        it("says that there is nothing to call yet", async () => {
            assert.deepEqual(await partitions(), {
                created: { state: "not-there-yet" },
                dropped: { state: "not-there-yet" },
            });
        });

        it("calls the database's own functions, and tells what they did", async () => {
            await define(
                "create_audit_partitions",
                "insert into pii.done values ('create'); return query values ('a_2027_01'), ('a_2027_02');",
            );
            await define(
                "drop_expired_audit_partitions",
                "insert into pii.done values ('drop'); return;",
            );
            await query(master, "set role pii_owner; grant select on pii.done to public");
            assert.deepEqual(await partitions(), {
                created: { state: "done", partitions: ["a_2027_01", "a_2027_02"] },
                dropped: { state: "done", partitions: [] },
            });
            assert.deepEqual(await done(), ["create", "drop"]);
        });

        it("keeps what was made when dropping fails, and fails itself, without the error's text", async () => {
            await define("create_audit_partitions", "insert into pii.done values ('create');");
            await define(
                "drop_expired_audit_partitions",
                "insert into pii.done values ('drop'); raise exception 'jane@example.org';",
            );
            await query(master, "set role pii_owner; grant select on pii.done to public");
            await assert.rejects(partitions(), {
                name: "database",
                message: "the database reported an error: SQLSTATE P0001",
            });
            assert.deepEqual(await done(), ["create"]);
        });

        it("says so where it may not call them", async () => {
            await define("create_audit_partitions", "return;");
            await query(
                master,
                `set role pii_owner; revoke all on function pii.create_audit_partitions() from ${role.user}`,
            );
            await assert.rejects(partitions(), { name: "not-allowed" });
        });

        it("ends a call that takes too long, and waits for it no longer", async () => {
            await define("create_audit_partitions", "perform pg_sleep(60);");
            // The server's limit follows from what is left, less what is kept back.
            const called = accessTo(role).call({ action: "partitions" }, 4000);
            await assert.rejects(called, { name: "statement-timeout" });
            const asleep = "select from pg_stat_activity where wait_event = 'PgSleep'";
            assert.deepEqual(await query(master, asleep), []);
        });
    });
});
