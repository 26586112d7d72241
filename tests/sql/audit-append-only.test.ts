import assert from "node:assert/strict";
import { GROUP_ROLES } from "../../sql/catalogue/roles";
import { query } from "../support/postgres";
import { acting, type WholeDatabase, wholeDatabase } from "./whole-database";

const DENIED = { code: "42501" };

describe("the audit trail, which only grows", () => {
    let database: WholeDatabase;
    let partition: string;

    before(async () => {
        database = await wholeDatabase();
        await database.owner(`
            insert into pii.users (email, first_name, last_name)
                values ('ann@example.org', 'A', 'B');
            insert into pii.audit_days values ('2020-01-01', 'read', true, 1)`);
        const [row] = await database.owner<{ name: string }>(
            "select tableoid::regclass::text as name from pii.encryption_audit limit 1",
        );
        partition = row?.name ?? "";
        assert.match(partition, /^pii\.encryption_audit_\d{4}_\d\d$/);
    });

    /** What would change or remove a row, or keep one from being written. */
    const attempts = () =>
        [
            ...["pii.encryption_audit", partition].flatMap((table) => [
                `update ${table} set success = success`,
                `delete from ${table}`,
                `truncate ${table}`,
                `merge into ${table} a using (values (1)) as v on true when matched then delete`,
                `alter table ${table} disable trigger all`,
                `drop table ${table} cascade`,
                `insert into ${table} (operation, fields) values ('read', '{}')`,
            ]),
            `alter table pii.encryption_audit detach partition ${partition}`,
            "alter table pii.users disable trigger log_update",
            "drop trigger log_update on pii.users",
            "update pii.audit_days set operations = 2",
            "delete from pii.system_config_history",
            "create or replace function pii.log_users() returns trigger language plpgsql as 'begin return null; end'",
            "alter function pii.log_users() set search_path = pg_temp, pii",
        ] as const;

    /** A role of nobody's, which sees into the schema and has what everybody has. */
    const made = async (name: string) => {
        const { connection, owner } = database;
        const role = `${name}_of_${connection.database}`;
        await query(connection, `create role ${role}; grant ${role} to current_user`);
        await owner(`grant usage on schema pii to ${role}`);
        return role;
    };

    for (const role of [...GROUP_ROLES, "anybody"]) {
        it(`lets ${role} change nothing of it, nor what writes it`, async () => {
            const as = database.as(role === "anybody" ? await made(role) : role);
            for (const text of attempts()) {
                await assert.rejects(as(text), DENIED, text);
            }
        });
    }

    it("keeps its rows from those who were granted too much by mistake, too", async () => {
        const careless = await made("careless");
        await database.owner(`grant all on all tables in schema pii to ${careless}`);
        const tables = [
            "pii.encryption_audit",
            partition,
            "pii.audit_days",
            "pii.system_config_history",
        ];
        for (const table of tables) {
            const column = table === "pii.system_config_history" ? "version" : "operation";
            for (const text of [
                `update ${table} set ${column} = ${column}`,
                `delete from ${table}`,
                `truncate ${table}`,
            ]) {
                await assert.rejects(database.as(careless)(text), {
                    ...DENIED,
                    message: /^pii\.\w+ only grows: (update|delete|truncate) is refused$/,
                });
            }
        }
    });

    it("lets its owner change it", async () => {
        for (const table of ["pii.encryption_audit", partition]) {
            await database.owner(`begin; update ${table} set purpose = 'test'; rollback`);
            await database.owner(`begin; delete from ${table}; rollback`);
            await database.owner(`begin; truncate ${table}; rollback`);
        }
    });

    describe("with a writer who means it ill", () => {
        // Who may make tables, if only temporary ones; no role of the platform may.
        before(async () => {
            const { database: name } = database.connection;
            await query(database.connection, `grant temporary on database ${name} to pii_writer`);
        });

        const logged = async () => {
            const [row] = await database.owner<{ rows: number }>(
                "select count(*)::int as rows from pii.encryption_audit",
            );
            return row?.rows ?? Number.NaN;
        };
        const asWriter = (text: string) => query(acting(database.connection, "pii_writer"), text);
        const UPDATE = "update pii.users set first_name = 'B' where email = 'ann@example.org'";

        it("is written to behind a temporary table, function and type of the same names", async () => {
            const before = await logged();
            await asWriter(`
                create temporary table encryption_audit (like pg_catalog.pg_class);
                create temporary table users (id int);
                create temporary table new_rows (id int);
                create temporary table old_rows (id int);
                create function pg_temp.array_remove(text[], text) returns text[]
                    language sql as 'select null::text[]';
                create function pg_temp.clock_timestamp() returns timestamptz
                    language sql as 'select null::timestamptz';
                create domain pg_temp.text as pg_catalog.text check (false);
                set search_path = pg_temp, pii, pg_catalog;
                ${UPDATE}`);
            assert.equal(await logged(), before + 1);
        });

        it("is written to whatever the search path", async () => {
            for (const path of ["''", "public", "pg_temp, pii", "pii, pg_catalog"]) {
                const before = await logged();
                await asWriter(`set search_path = ${path}; ${UPDATE}`);
                assert.equal(await logged(), before + 1, path);
            }
        });

        it("takes no entry that is made up by a trigger on another table", async () => {
            const { connection } = database;
            // Somebody who may make tables, which no role of the platform may.
            await query(
                connection,
                `grant temporary on database ${connection.database} to pii_writer`,
            );
            for (const [name, kind] of [
                ["log_users", "new table as changed_rows"],
                ["log_metadata", "new table as new_rows"],
                ["log_keys", "new table as new_rows"],
                ["log_config", "new table as changed_rows"],
            ] as const) {
                const text = `
                    create temporary table forged (like pg_catalog.pg_class);
                    create trigger forge after insert on forged referencing ${kind}
                        for each statement execute function pii.${name}()`;
                await assert.rejects(asWriter(text), {
                    ...DENIED,
                    message: `permission denied for function pii.${name}`,
                });
            }
        });

        it("cannot say that it replays a replica's changes", async () => {
            await assert.rejects(asWriter("set session_replication_role = replica"), DENIED);
        });
    });

    it("has no function that anybody may execute, and none whose names others can capture", async () => {
        const rows = await database.owner(`
            select oid::regprocedure::text as name from pg_proc
            where pronamespace = 'pii'::regnamespace and (
                has_function_privilege('public', oid, 'execute')
                or prosecdef and not coalesce(proconfig, '{}')
                    @> '{"search_path=pg_catalog, pg_temp"}'
            )`);
        assert.deepEqual(rows, []);
    });
});
