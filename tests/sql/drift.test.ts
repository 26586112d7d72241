import assert from "node:assert/strict";
import { Client } from "pg";
import { OWNER } from "../../sql/catalogue/roles";
import { compareListings, driftOf } from "../../sql/drift";
import { loadMigrations, migrate } from "../../sql/runner";
import { readSnapshot } from "../../sql/snapshot";
import { type TestConnection } from "../support/postgres";
import { asLogin, preparedDatabase } from "./prepared";
import { provisionedDatabase } from "./provision";

const MIGRATIONS = loadMigrations();

describe("drift of a database", () => {
    let connection: TestConnection;
    before(async () => {
        connection = await preparedDatabase();
    });

    const drift = async (from: TestConnection, migrations = MIGRATIONS) => {
        const client = new Client(from);
        await client.connect();
        try {
            return await driftOf(client, migrations, readSnapshot(), OWNER);
        } finally {
            await client.end();
        }
    };
    /** What is found after `statement`, by the role that looks after the database. */
    const after = async (statement: string, undo: string) => {
        const client = new Client({ ...connection, options: `-c role=${OWNER}` });
        await client.connect();
        try {
            await client.query(statement);
            return await drift(asLogin(connection, "pii_access"));
        } finally {
            await client.query(undo);
            await client.end();
        }
    };

    it("is none where all is as deployed, as the role sees that looks after it", async () => {
        assert.deepEqual(await drift(asLogin(connection, "pii_access")), []);
    });

    it("is what was done to tables, indexes, triggers and routines by hand", async () => {
        const cases: readonly [string, string, string][] = [
            [
                "drop index pii.idx_users_created_at",
                "create index idx_users_created_at on pii.users (created_at)",
                "pii.users index pii.idx_users_created_at is missing",
            ],
            [
                "create index by_hand on pii.users (phone)",
                "drop index pii.by_hand",
                "pii.users index pii.by_hand is none of the migrations'",
            ],
            [
                "alter table pii.users alter phone set not null",
                "alter table pii.users alter phone drop not null",
                "pii.users is another one:\n- phone text\n+ phone text not null",
            ],
        ];
        for (const [statement, undo, what] of cases) {
            assert.deepEqual(await after(statement, undo), [{ area: "schema", what }]);
        }
        const [trigger] = await after(
            "alter table pii.encryption_audit disable trigger keep_rows",
            "alter table pii.encryption_audit enable always trigger keep_rows",
        );
        assert.match(trigger?.what ?? "", /trigger keep_rows is another one:[^]*disabled/);
    });

    it("is a right that the catalogue does not give, as the statement that takes it", async () => {
        assert.deepEqual(
            await after(
                "grant select on pii.users to pii_reader",
                "revoke select on pii.users from pii_reader",
            ).then((found) => found.map(({ area }) => area)),
            ["access"],
        );
    });

    it("is a migration that is due, unknown or edited", async () => {
        const [first, ...others] = MIGRATIONS;
        assert.ok(first);
        const bare = await provisionedDatabase();
        await migrate(bare, [first], { setRole: OWNER });
        const due = await drift(bare);
        assert.deepEqual(
            due,
            others.map(({ name }) => ({
                area: "migrations",
                what: `${name} has not been applied`,
            })),
        );
        const edited = { ...first, checksum: "0".repeat(64) };
        const [change] = await drift(connection, [edited, ...others]);
        assert.match(
            change?.what ?? "",
            /^"000001_users.sql" was edited after it had been applied/,
        );
        const [unknown] = await drift(connection, [first, ...others.slice(0, -1)]);
        assert.match(
            unknown?.what ?? "",
            /was applied to this database but is not among the files/,
        );
    });

    it("compares object by object, whatever their order", () => {
        const [a, b] = [
            { name: "4 a", definition: "create table a (\n    x int,\n    y int\n);" },
            { name: "4 b", definition: "b" },
        ];
        assert.deepEqual(compareListings([a, b], [b, a]), []);
        assert.deepEqual(
            compareListings(
                [a],
                [{ ...a, definition: "create table a (\n    y int,\n    x int\n);" }],
            ),
            ["a is another one:\nthe order of its lines"],
        );
    });
});
