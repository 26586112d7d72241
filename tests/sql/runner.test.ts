import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type Access, migrate, type Migration, plan } from "../../sql/runner";
import { query, type TestConnection } from "../support/postgres";
import { provisionedDatabase } from "./provision";

function migration(name: string, sql: string): Migration {
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

const FIRST = migration("000001_first.sql", "create table pii.first (id bigint primary key);");
const SECOND = migration("000002_second.sql", "create table pii.second (id bigint primary key);");
const OWNER = { setRole: "pii_owner" };

/** Lets the reader read a table of `pii`. */
function grantToReader(table: string): Access {
    const differences: Access["differences"] = async (client) => {
        const { rows } = await client.query<{ may: boolean }>(
            `select has_table_privilege('pii_reader', 'pii.${table}', 'select') as may`,
        );
        return rows[0]?.may === true ? [] : [`pii_reader: +select on ${table}`];
    };
    return {
        fingerprint: table,
        differences,
        apply: async (client) => {
            const missing = await differences(client);
            // Twenty at once would meet "tuple concurrently updated" here.
            await client.query(`grant select on pii.${table} to pii_reader`);
            return missing;
        },
    };
}

describe("the migration runner", () => {
    let connection: TestConnection;

    beforeEach(async () => {
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
        const changes = (...migrations: string[]) => ({ migrations, access: [] });
        const both = [FIRST, SECOND];
        assert.deepEqual(await plan(connection, both), changes(FIRST.name, SECOND.name));
        assert.deepEqual(await tables(), []);
        assert.deepEqual(await migrate(connection, [FIRST], OWNER), changes(FIRST.name));
        assert.deepEqual(await plan(connection, both), changes(SECOND.name));
        assert.deepEqual(await migrate(connection, both, OWNER), changes(SECOND.name));
        assert.deepEqual(await migrate(connection, both, OWNER), changes());
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
        const options = { ...OWNER, access: grantToReader("first") };
        const runs = await Promise.all(
            Array.from({ length: 20 }, () => migrate(connection, [FIRST, SECOND], options)),
        );
        const busy = runs.filter(({ migrations, access }) => migrations.length + access.length);
        assert.deepEqual(busy, [
            { migrations: [FIRST.name, SECOND.name], access: ["pii_reader: +select on first"] },
        ]);
        assert.deepEqual(await ledger(), [FIRST.name, SECOND.name]);
    });

    it("tells what would change of who may do what, and changes nothing", async () => {
        await migrate(connection, [FIRST], OWNER);
        const access = grantToReader("first");
        const due = { migrations: [], access: ["pii_reader: +select on first"] };
        assert.deepEqual(await plan(connection, [FIRST], { access }), due);
        assert.deepEqual(await migrate(connection, [FIRST], { ...OWNER, access }), due);
        assert.deepEqual(await plan(connection, [FIRST], { access }), {
            migrations: [],
            access: [],
        });
    });

    it("tells nothing of rights while the layer database has the owner yet to make", async () => {
        await migrate(connection, [FIRST], OWNER);
        const access = grantToReader("first");
        const nothing = { migrations: [], access: [] };
        const options = { setRole: "half_made", access };
        assert.deepEqual(await plan(connection, [FIRST], options), nothing);
        // Whoever makes a role may give it to others, but not act as it.
        await query(connection, "create role half_made");
        try {
            assert.deepEqual(await plan(connection, [FIRST], options), nothing);
        } finally {
            await query(connection, "drop role half_made");
        }
    });

    it("looks on a connection that cannot change anything", async () => {
        const access: Access = {
            fingerprint: "",
            differences: async (client) => {
                await client.query("create table pii.spoor (id int)");
                return [];
            },
            apply: () => Promise.resolve([]),
        };
        await migrate(connection, [FIRST], OWNER);
        await assert.rejects(
            plan(connection, [FIRST], { access }),
            /cannot execute CREATE TABLE in a read-only transaction/,
        );
    });

    it("takes back what a destroyed layer has left to whoever destroyed it", async () => {
        const made = migration(
            "000001_made.sql",
            `create type pii.kind as enum ('a');
            create table pii.made (id bigint generated always as identity, k pii.kind)
                partition by range (id);
            create table pii.made_1 partition of pii.made for values from (0) to (9);
            create sequence pii.lonely;
            create view pii.seen as select id from pii.made;
            create function pii.f(a int) returns int language sql return a;
            create procedure pii.p() language sql as 'select 1';`,
        );
        await migrate(connection, [made], OWNER);
        // As the provider ends a role.
        await query(connection, "reassign owned by pii_owner to current_user");
        assert.deepEqual(await tables(), ["made of postgres", "made_1 of postgres"]);
        assert.deepEqual(await migrate(connection, [made, SECOND], OWNER), {
            migrations: [SECOND.name],
            access: [],
        });
        const owners = await query(
            connection,
            `select relnamespace::regnamespace::text as schema, relowner::regrole::text as owner
            from pg_class where relnamespace in (select oid from pg_namespace where nspname ~ '^pii')
            union select pronamespace::regnamespace::text, proowner::regrole::text
            from pg_proc where pronamespace = 'pii'::regnamespace
            union select typnamespace::regnamespace::text, typowner::regrole::text
            from pg_type where typnamespace = 'pii'::regnamespace
            union select 'schema', nspowner::regrole::text from pg_namespace where nspname ~ '^pii'
            order by 1`,
        );
        assert.deepEqual(owners, [
            { schema: "pii", owner: "pii_owner" },
            { schema: "pii_migrations", owner: "pii_owner" },
            { schema: "schema", owner: "pii_owner" },
        ]);
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
            migrations: ["000002_half.sql"],
            access: [],
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
        await assert.rejects(plan(connection, [edited, SECOND]), { message });
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
        await query(
            connection,
            `create role outsider login password 'outsider';
            grant connect on database ${connection.database} to outsider`,
        );
        const outsider = { ...connection, user: "outsider", password: "outsider" };
        await assert.rejects(migrate(outsider, [FIRST], OWNER), {
            message:
                'cannot act as role "pii_owner": permission denied to set role "pii_owner"; ' +
                'grant "pii_owner" to "outsider" first',
        });
        await query(
            connection,
            `revoke connect on database ${connection.database} from outsider; drop role outsider`,
        );
    });

    it("says where it cannot connect to, without the password", async () => {
        const wrong = { ...connection, password: "not the one" };
        await assert.rejects(migrate(wrong, [FIRST]), {
            message:
                `cannot connect to database "${connection.database}" on 127.0.0.1:${connection.port} ` +
                'as "postgres": password authentication failed for user "postgres"; the password of ' +
                '"postgres" is another one: where RDS keeps it, it changes by itself, so run again ' +
                "with what the secret says now; a token of IAM is good for 15 minutes " +
                "(docs/database.md, Unreachable)",
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
