import assert from "node:assert/strict";
import { accessDifferences, applyAccess } from "../../sql/access";
import { CATALOGUE } from "../../sql/catalogue/catalogue";
import type { Catalogue } from "../../sql/catalogue/types";
import { query, type TestConnection } from "../support/postgres";
import { asLogin, asOwner, preparedDatabase } from "./prepared";

const NONE = { mistakes: [], statements: [], roleStatements: [], findings: [] };

describe("what makes rights, masked views and comments so", () => {
    let connection: TestConnection;

    before(async () => {
        connection = await preparedDatabase();
    });

    const apply = (catalogue: Catalogue = CATALOGUE) =>
        asOwner(connection, (client) => applyAccess(client, catalogue));
    const differences = (catalogue: Catalogue = CATALOGUE) =>
        asOwner(connection, (client) => accessDifferences(client, catalogue));
    const owner = (text: string) => asOwner(connection, (client) => client.query(text));
    const master = (text: string) => query(connection, text);

    // Whatever a test leaves behind is its failure and not that of the next one.
    afterEach(async () => {
        assert.deepEqual(await differences(), NONE);
    });

    /** Breaks something, and sees that this is told, mended by these statements, and all well then. */
    const mends = async (broken: string, statements: readonly string[]) => {
        await owner(broken);
        const found = await differences();
        assert.deepEqual(found, { ...NONE, statements });
        assert.deepEqual(await apply(), statements);
    };

    it("writes nothing where nothing differs", async () => {
        /** The transactions that wrote what PostgreSQL knows of the schemas. */
        const versions = () =>
            query(
                connection,
                `select 'class' as of, relname::text as name, c.xmin::text from pg_class c
                where relnamespace = 'pii'::regnamespace
                union all select 'column', attname, a.xmin::text from pg_attribute a
                join pg_class c on c.oid = attrelid where relnamespace = 'pii'::regnamespace
                union all select 'routine', proname, p.xmin::text from pg_proc p
                where pronamespace = 'pii'::regnamespace
                union all select 'comment', description, d.xmin::text from pg_description d
                where objoid >= 16384
                union all select 'role', rolname, a.xmin::text from pg_roles r
                join pg_db_role_setting a on a.setrole = r.oid
                order by 1, 2, 3`,
            );
        const before = await versions();
        assert.deepEqual(await apply(), []);
        assert.deepEqual(await versions(), before);
    });

    for (const [what, broken, statements] of [
        [
            "a right on a table",
            "grant delete on pii.users to pii_writer",
            ["revoke delete on table pii.users from pii_writer cascade"],
        ],
        [
            "rights on columns, together",
            "grant select (phone, ssn_encrypted), references (id) on pii.users to pii_auditor",
            [
                "revoke references (id) on table pii.users from pii_auditor cascade",
                "revoke select (phone, ssn_encrypted) on table pii.users from pii_auditor cascade",
            ],
        ],
        [
            "a right of everybody",
            "grant select on pii.audit_days to public",
            ["revoke select on table pii.audit_days from public cascade"],
        ],
        [
            "a right of a role that is none of ours",
            "grant select on pii_migrations.ledger to pg_monitor",
            ["revoke select on table pii_migrations.ledger from pg_monitor cascade"],
        ],
        [
            "a right of a role that logs in",
            "grant insert on pii.encryption_audit to pii_app",
            ["revoke insert on table pii.encryption_audit from pii_app cascade"],
        ],
        [
            "a right on a sequence",
            "grant usage on sequence pii.users_id_seq to pii_writer",
            ["revoke usage on sequence pii.users_id_seq from pii_writer cascade"],
        ],
        [
            "a right on a function that only triggers call",
            "grant execute on function pii.log_users() to public",
            ["revoke execute on routine pii.log_users() from public cascade"],
        ],
        [
            "a right to make something in the schema",
            "grant create on schema pii to pii_writer",
            ["revoke create on schema pii from pii_writer cascade"],
        ],
        [
            "a right that may be passed on, with what was passed on",
            `grant select (id) on pii.users to pii_reader with grant option; set role pii_reader;
            grant select (id) on pii.users to pii_auditor; set role pii_owner`,
            [
                "revoke select (id) on table pii.users from pii_auditor cascade",
                "revoke select (id) on table pii.users from pii_reader cascade",
                "grant select (id) on table pii.users to pii_reader",
            ],
        ],
        [
            "a right that is missing",
            `revoke select on pii.users from pii_reader;
            revoke execute on function pii.create_audit_partitions() from pii_caretaker;
            revoke usage on schema pii_migrations from pii_caretaker`,
            [
                "grant usage on schema pii_migrations to pii_caretaker",
                "grant select (id, created_at, updated_at, email, first_name, last_name, phone) on table pii.users to pii_reader",
                "grant execute on routine pii.create_audit_partitions() to pii_caretaker",
            ],
        ],
        [
            "what is given away of tables to come",
            "alter default privileges in schema pii grant select on tables to pii_reader",
            ["alter default privileges in schema pii revoke all on tables from pii_reader"],
        ],
        [
            "comments",
            `comment on column pii.users.phone is 'x'; comment on table pii.audit_days is null;
            comment on view pii.audit_summary is 'y'; comment on function pii.keep_rows() is null`,
            [
                "comment on column pii.users.phone is 'Level 1, clear text: reaches the person.'",
                "comment on table pii.audit_days is 'The audit trail counted by day, for days that are over; kept beyond it.'",
                "comment on view pii.audit_summary is 'The audit trail counted by day, to the moment.'",
                "comment on routine pii.keep_rows() is 'Refuses that anybody but the owner changes or removes what was logged.'",
            ],
        ],
    ] as const) {
        it(`finds and mends ${what}`, () => mends(broken, statements));
    }

    it("takes rights on a partition, on every one", async () => {
        const [partition] = await query<{ name: string }>(
            connection,
            `select inhrelid::regclass::text as name from pg_inherits
            where inhparent = 'pii.encryption_audit'::regclass order by 1 desc`,
        );
        await mends(`grant all on ${partition?.name ?? ""} to pii_auditor`, [
            ...["delete", "insert", "references", "select", "trigger", "truncate", "update"].map(
                (privilege) =>
                    `revoke ${privilege} on table ${partition?.name ?? ""} from pii_auditor cascade`,
            ),
        ]);
    });

    for (const [what, broken] of [
        [
            "tells more",
            "create or replace view pii.users_masked with (security_barrier) as select id, email, first_name, last_name, phone, created_at, updated_at from pii.users",
        ],
        [
            "tells of some",
            "create or replace view pii.users_masked with (security_barrier) as select * from (select id, pg_catalog.\"left\"(email, 1) || '***' || coalesce(pg_catalog.\"substring\"(email, '@[^@]*$'), '') as email, pg_catalog.\"left\"(first_name, 1) || '***' as first_name, pg_catalog.\"left\"(last_name, 1) || '***' as last_name, null::text as phone, created_at, updated_at from pii.users) x",
        ],
        [
            "lets conditions in before its own",
            "alter view pii.users_masked reset (security_barrier)",
        ],
        ["is another one's eyes", "alter view pii.users_masked set (security_invoker)"],
        [
            "has one column more",
            "create or replace view pii.users_masked with (security_barrier) as select id, email, first_name, last_name, phone, created_at, updated_at, 1 as more from pii.users",
        ],
        ["is gone", "drop view pii.users_masked"],
    ] as const) {
        it(`makes a masked view anew that ${what}`, async () => {
            await owner(broken);
            const { statements } = await differences();
            assert.ok(
                statements.some((statement) =>
                    statement.startsWith("create view pii.users_masked"),
                ),
            );
            assert.deepEqual(await apply(), statements);
            const people = await query(
                asLogin(connection, "pii_report"),
                "select email, phone from users_masked",
            );
            assert.deepEqual(people, []);
        });
    }

    it("refuses a column, table, view, function or sequence that the catalogue lacks", async () => {
        const refused = async (made: string, dropped: string, message: string) => {
            await owner(made);
            await assert.rejects(apply(), { message: `rights were left as they are: ${message}` });
            assert.deepEqual((await differences()).mistakes, [message]);
            await owner(dropped);
        };
        const entry = "is not in the catalogue; write its entry in sql/catalogue";
        await refused(
            "alter table pii.users add shoe_size int",
            "alter table pii.users drop shoe_size",
            `column pii.users.shoe_size ${entry}`,
        );
        await refused(
            "create table pii.extra (id int)",
            "drop table pii.extra",
            `table pii.extra ${entry}`,
        );
        await refused(
            "create view pii.extra as select 1 as one",
            "drop view pii.extra",
            `view pii.extra ${entry}`,
        );
        await refused(
            "create materialized view pii.extra as select 1 as one",
            "drop materialized view pii.extra",
            `materialized view pii.extra ${entry}`,
        );
        await refused(
            "create function pii.extra(int, text[]) returns int language sql return 1",
            "drop function pii.extra",
            `function pii.extra(integer, text[]) ${entry}`,
        );
        await refused(
            "create sequence pii.extra",
            "drop sequence pii.extra",
            'sequence pii.extra is of no identity column; make the column "generated always as identity"',
        );
    });

    it("gives nobody anything of a column that it refuses", async () => {
        await owner("alter table pii.users add shoe_size int");
        const [row] = await query(
            connection,
            `select bool_or(has_column_privilege(rolname, 'pii.users', 'shoe_size', 'select')) as seen
            from pg_roles where rolname like 'pii\\_%' and rolname <> 'pii_owner'`,
        );
        assert.deepEqual(row, { seen: false });
        await owner("alter table pii.users drop shoe_size");
    });

    it("refuses a catalogue that names what is not there, and says everything at once", async () => {
        const users = CATALOGUE.relations["pii.users"];
        assert.ok(users);
        const wrong: Catalogue = {
            schemas: { ...CATALOGUE.schemas, other: { purpose: "", usage: [] } },
            relations: {
                ...CATALOGUE.relations,
                "pii.users": {
                    ...users,
                    columns: { ...users.columns, shoe_size: { level: 0, holds: "size." } },
                },
                "pii.extra": { kind: "table", purpose: "", columns: {}, rights: {} },
                "pii.audit_days": {
                    kind: "view",
                    purpose: "",
                    columns: CATALOGUE.relations["pii.audit_days"]?.columns ?? {},
                    rights: {},
                },
            },
            routines: { ...CATALOGUE.routines, "pii.extra()": { purpose: "", execute: [] } },
        };
        const absent =
            "is in the catalogue, and not in the database; " +
            "take it out of sql/catalogue, or write the migration that makes it";
        await assert.rejects(apply(wrong), {
            message: `rights were left as they are: ${[
                `schema other ${absent}`,
                "pii.audit_days is a table, and a view in the catalogue",
                `column pii.users.shoe_size ${absent}`,
                `pii.extra ${absent}`,
                `function pii.extra() ${absent}`,
            ].join("; ")}`,
        });
    });

    it("refuses what is not the owner's", async () => {
        await master("create table pii.extra (id int)");
        const { mistakes } = await differences();
        await master("drop table pii.extra");
        assert.deepEqual(mistakes, [
            "table pii.extra is not in the catalogue; write its entry in sql/catalogue",
            "pii.extra is of postgres; alter it to be owned by pii_owner",
        ]);
    });

    it("lets one of twenty at once do the work, and none fail", async () => {
        await owner(`revoke all on pii.users from pii_reader; drop view pii.users_masked;
            grant all on all tables in schema pii to pii_app`);
        const runs = await Promise.all(Array.from({ length: 20 }, () => apply()));
        assert.deepEqual(runs.map((statements) => statements.length > 0).sort(), [
            ...Array.from({ length: 19 }, () => false),
            true,
        ]);
    });

    it("leaves everything as it was when a statement fails, and says which", async () => {
        await master("create view public.dependent as select id from pii.users_masked");
        await owner(`comment on table pii.users is 'x';
            alter view pii.users_masked reset (security_barrier)`);
        const before = await differences();
        await assert.rejects(apply(), {
            message:
                "rights were left as they are: cannot drop view pii.users_masked because other " +
                "objects depend on it, from: drop view pii.users_masked",
        });
        assert.deepEqual(await differences(), before);
        await master("drop view public.dependent");
        await apply();
    });
});
