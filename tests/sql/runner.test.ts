import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { migrate, type Migration, pending } from "../../sql/runner";
import { query, START_TIMEOUT, type TestConnection } from "../support/postgres";
import { provisionedDatabase } from "./provision";

function migration(name: string, sql: string): Migration {
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

const FIRST = migration("000001_first.sql", "create table pii.first (id bigint primary key);");
const SECOND = migration("000002_second.sql", "create table pii.second (id bigint primary key);");
const OWNER = { setRole: "pii_owner" };

describe("the migration runner", () => {
    let connection: TestConnection;

    beforeEach(async function () {
        this.timeout(START_TIMEOUT);
        connection = await provisionedDatabase();
    });

    const tables = async () =>
        (
            await query<{ name: string; owner: string }>(
                connection,
                `select tablename as name, tableowner as owner from pg_tables
                where schemaname = 'pii' order by 1`,
            )
        ).map(({ name, owner }) => `${name} of ${owner}`);
    const ledger = async () =>
        (
            await query<{ name: string }>(
                connection,
                "select name from pii_migrations.ledger order by name",
            )
        ).map(({ name }) => name);

    it("applies what is missing, as the owner, and nothing twice", async () => {
        assert.deepEqual(await pending(connection, [FIRST, SECOND], OWNER), [
            "000001_first.sql",
            "000002_second.sql",
        ]);
        assert.deepEqual(await tables(), []);
        assert.deepEqual(await migrate(connection, [FIRST], OWNER), {
            applied: ["000001_first.sql"],
            version: "000001",
        });
        assert.deepEqual(await pending(connection, [FIRST, SECOND], OWNER), ["000002_second.sql"]);
        assert.deepEqual(await migrate(connection, [FIRST, SECOND], OWNER), {
            applied: ["000002_second.sql"],
            version: "000002",
        });
        assert.deepEqual(await migrate(connection, [FIRST, SECOND], OWNER), {
            applied: [],
            version: "000002",
        });
        assert.deepEqual(await tables(), ["first of pii_owner", "second of pii_owner"]);
    });

    it("notes down what was applied, by whom, and keeps it from everybody else", async () => {
        await migrate(connection, [FIRST], OWNER);
        const rows = await query(
            connection,
            `select name, checksum, applied_by, applied_at <= now() as past, duration_ms >= 0 as took
            from pii_migrations.ledger`,
        );
        assert.deepEqual(rows, [
            {
                name: FIRST.name,
                checksum: FIRST.checksum,
                applied_by: "postgres",
                past: true,
                took: true,
            },
        ]);
        const [reader] = await query(
            connection,
            `select has_schema_privilege('pii_reader', 'pii_migrations', 'usage') as schema,
                has_table_privilege('pii_writer', 'pii_migrations.ledger', 'insert') as insert`,
        );
        assert.deepEqual(reader, { schema: false, insert: false });
    });

    it("lets one of twenty at once do the work, and none fail", async () => {
        const runs = await Promise.all(
            Array.from({ length: 20 }, () => migrate(connection, [FIRST, SECOND], OWNER)),
        );
        assert.deepEqual(runs.map(({ applied }) => applied.length).sort(), [
            ...Array.from({ length: 19 }, () => 0),
            2,
        ]);
        assert.deepEqual(new Set(runs.map(({ version }) => version)), new Set(["000002"]));
        assert.deepEqual(await ledger(), [FIRST.name, SECOND.name]);
    });

    it("leaves nothing of a migration that fails halfway, and goes on once it is mended", async () => {
        const sql =
            "create table pii.half (id int);\n\n-- é𝄞\ncreate table pii.half2 (id wrong);\n";
        const broken = migration("000002_half.sql", sql);
        await assert.rejects(migrate(connection, [FIRST, broken, SECOND], OWNER), {
            name: "Error",
            message: '000002_half.sql:4:28: type "wrong" does not exist',
        });
        assert.deepEqual(await tables(), ["first of pii_owner"]);
        assert.deepEqual(await ledger(), [FIRST.name]);
        const mended = migration("000002_half.sql", sql.replace("wrong", "int"));
        assert.deepEqual(await migrate(connection, [FIRST, mended], OWNER), {
            applied: ["000002_half.sql"],
            version: "000002",
        });
    });

    it("names the statement where PostgreSQL names no place, and quotes no row", async () => {
        const sql = `-- people
            create table pii.people (email text primary key);
            /* twice */ insert into pii.people values ('ann@example.org'), ('ann@example.org');`;
        await assert.rejects(migrate(connection, [migration("000001_people.sql", sql)], OWNER), {
            message:
                "000001_people.sql:3:25: duplicate key value violates unique constraint " +
                '"people_pkey"',
        });
    });

    it("undoes a migration that only fails at its commit", async () => {
        const sql = `create table pii.a (id int primary key deferrable initially deferred);
            insert into pii.a values (1), (1);`;
        await assert.rejects(migrate(connection, [migration("000001_a.sql", sql)], OWNER), {
            message: '000001_a.sql: duplicate key value violates unique constraint "a_pkey"',
        });
        assert.deepEqual(await tables(), []);
        assert.deepEqual(await ledger(), []);
    });

    it("refuses an edited migration before it applies anything", async () => {
        await migrate(connection, [FIRST], OWNER);
        const edited = migration(FIRST.name, `${FIRST.sql}\n`);
        const message =
            `nothing was applied: "000001_first.sql" was edited after it had been applied: ` +
            `it was ${FIRST.checksum}, the file is ${edited.checksum}; ` +
            "put it back and write a new migration";
        await assert.rejects(migrate(connection, [edited, SECOND], OWNER), { message });
        await assert.rejects(pending(connection, [edited, SECOND], OWNER), { message });
        assert.deepEqual(await tables(), ["first of pii_owner"]);
    });

    it("refuses a database that is newer than the files", async () => {
        await migrate(connection, [FIRST, SECOND], OWNER);
        await assert.rejects(
            migrate(connection, [FIRST], OWNER),
            /"000002_second.sql" was applied to this database but is not among the files/,
        );
    });

    it("refuses what cannot run in a transaction, or would end it", async () => {
        const refused = async (sql: string, message: string | RegExp) => {
            await assert.rejects(migrate(connection, [migration("000001_a.sql", sql)], OWNER), {
                message,
            });
            assert.deepEqual(await tables(), []);
        };
        await refused(
            "create table pii.a (id int);\ncreate index concurrently on pii.a (id);",
            "000001_a.sql:2:1: CREATE INDEX CONCURRENTLY cannot run inside a transaction block; " +
                "a migration runs in a transaction: use the form of the statement that can",
        );
        for (const end of ["commit", "ROLLBACK", "/* so */ end", "-- so\nstart transaction"]) {
            await refused(
                `create table pii.a (id int);\n${end};\ncreate table pii.b (id int);`,
                /^000001_a.sql:\d:\d+: a migration runs in one transaction of the runner's; take /,
            );
        }
    });

    it("takes function bodies and quoted semicolons as they are", async () => {
        const sql = `
            create table pii.log (line text default ';');
            create function pii.f() returns trigger language plpgsql set search_path = ''
            as $body$ begin insert into pii.log values ('a;b'); return new; end $body$;
            do $$ begin perform 1; end $$;`;
        await migrate(connection, [migration("000001_log.sql", sql)], OWNER);
        assert.deepEqual(await tables(), ["log of pii_owner"]);
    });

    it("makes nothing in a schema that a migration does not name", async () => {
        const sloppy = migration("000001_sloppy.sql", "create table sloppy (id int)");
        await assert.rejects(migrate(connection, [sloppy], OWNER), /permission denied for schema/);
    });

    it("says so when the user may not act as the owner", async () => {
        await query(connection, "create role outsider login password 'outsider'");
        const outsider = { ...connection, user: "outsider", password: "outsider" };
        await assert.rejects(migrate(outsider, [FIRST], OWNER), {
            message:
                'cannot act as role "pii_owner": permission denied to set role "pii_owner"; ' +
                'grant "pii_owner" to "outsider" first',
        });
        await query(connection, "drop role outsider");
    });

    it("says where it cannot connect to, without the password", async () => {
        const wrong = { ...connection, password: "not the one" };
        await assert.rejects(migrate(wrong, [FIRST]), {
            message:
                `cannot connect to database "${connection.database}" on 127.0.0.1:${connection.port} ` +
                'as "postgres": password authentication failed for user "postgres"',
        });
    });

    it("asks the server for the name it is told, through a tunnel's end", async () => {
        const through = (servername: string) => ({
            ...connection,
            host: "localhost",
            ssl: { ca: "", ...connection.ssl, servername },
        });
        const name = "test.cluster-abc.eu-central-1.rds.amazonaws.com";
        await migrate(through(name), [FIRST], OWNER);
        await assert.rejects(migrate(through(`x${name}`), [FIRST], OWNER), /not in the cert's/);
    });
});
