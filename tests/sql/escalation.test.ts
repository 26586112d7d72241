import assert from "node:assert/strict";
import type { DatabaseError } from "pg";
import { LOGIN_ROLES } from "../../sql/catalogue/roles";
import { query, type TestConnection } from "../support/postgres";
import { asLogin, preparedDatabase } from "./prepared";

const DENIED = { code: "42501" };

/** What none of them may do, by whichever way. `partition` stands for one of the audit trail. */
const NOBODY: readonly string[] = [
    // Becoming somebody else.
    "set role pii_owner",
    "set session authorization postgres",
    "grant pii_owner to current_user",
    "create role pii_more",
    "set session_replication_role = replica",
    // Making something that captures a name, or sees what another one does.
    "create temporary table users (id int)",
    "create temporary table encryption_audit (id int)",
    "create function pg_temp.leak(text) returns boolean cost 0.0001 language sql return true",
    "create table pii.mine (id int)",
    "create view pii.mine as select 1 as one",
    "create function pii.mine() returns int language sql return 1",
    "create table public.mine (id int)",
    "create schema mine",
    "create extension pg_trgm",
    // Triggers and tables.
    "alter table pii.users disable trigger all",
    "alter table pii.encryption_audit disable trigger keep_rows",
    "drop trigger log_insert on pii.users",
    "create trigger mine after insert on pii.users execute function pii.log_users()",
    "select pii.log_users()",
    "alter table pii.users owner to current_user",
    "comment on table pii.users is 'mine'",
    "create index on pii.users (phone)",
    "truncate pii.users",
    "begin; lock table pii.users in access exclusive mode",
    "alter function pii.read_encrypted(bigint, text[], text) reset all",
    // Files and programs of the server.
    "copy pii.users to '/tmp/users'",
    "copy pii.users to program 'cat'",
    "select pg_read_file('pg_hba.conf')",
    // What is encrypted.
    "select * from pii.users",
    "select ssn_encrypted from pii.users",
    "select u from pii.users u",
    "select to_jsonb(u) from pii.users u",
    "select count(u.*) from pii.users u",
    "select 1 from pii.users where ssn_encrypted is not null",
    "select id from pii.users order by ssn_encrypted",
    "copy pii.users to stdout",
    "copy pii.users (id, ssn_encrypted) to stdout",
    "copy (select ssn_encrypted from pii.users) to stdout",
    "select pii.ciphertext_of(null, 'ssn')",
    "update pii.users set ssn_encrypted = null",
    "update pii.users set phone = '1' returning ssn_encrypted",
    "update pii.users set first_name = encode(ssn_encrypted, 'hex')",
    "insert into pii.users (email, first_name, last_name, ssn_encrypted) values ('a', 'a', 'a', '')",
    "delete from pii.users",
    // The audit trail: forged, changed, removed; by its name or that of a partition.
    "insert into pii.encryption_audit (operation, fields) values ('read', '{}')",
    "insert into partition (accessed_at, id, operation, fields) values (now(), 1, 'read', '{}')",
    "update pii.encryption_audit set actor = 'x'",
    "update partition set actor = 'x'",
    "delete from pii.encryption_audit",
    "delete from partition",
    "truncate pii.encryption_audit",
    "truncate partition",
    "select id from partition",
    "drop table partition",
    "alter table pii.encryption_audit detach partition partition",
    "insert into pii.audit_days values (now(), 'read', true, 1)",
    "delete from pii.audit_days",
    // How long it is kept, and which migrations there were.
    "update pii.system_config set value = '1'",
    "select pii.set_config_value('audit.retention_months', '1', 'x')",
    "delete from pii.system_config_history",
    "delete from pii_migrations.ledger",
    "insert into pii_migrations.ledger values ('x', 'x')",
    // What is known about keys, past the functions that keep it.
    "update pii.encryption_metadata set kms_key = 1",
    "delete from pii.encryption_metadata",
    "update pii.encryption_keys set status = 'retired'",
    "update pii.key_rotation_log set status = 'finished'",
    "select nextval('pii.users_id_seq')",
    "select setval('pii.users_id_seq', 1)",
];

/** What one of them may do, and none of the others. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
    pii_app: [
        "select id, email, first_name, last_name, phone, created_at, updated_at from pii.users",
        `insert into pii.users (email, first_name, last_name) values ('a@b.org', 'A', 'B')
            on conflict (email) do update set first_name = 'A' returning id`,
        "select * from pii.read_encrypted(0, '{ssn}', 'support')",
        "select pii.log_operations('{decrypt}', '{1}', '{ssn}')",
        "select pii.store_encrypted(1, '{ssn}', array[null::bytea], '{null}', '{null}')",
    ],
    pii_report: ["select * from pii.users_masked", "table users_masked"],
    pii_audit: [
        "select * from pii.encryption_audit",
        "select * from pii.audit_summary",
        "select * from pii.encryption_stats",
        "select * from pii.system_config_history",
    ],
    pii_rotation: [
        "select pii.add_encryption_key('kms', 2, 'arn:aws:kms:eu-west-1:111111111111:key/a')",
    ],
    pii_access: [
        "select * from pii_migrations.ledger",
        "select pii.create_audit_partitions()",
        "select pii.drop_expired_audit_partitions()",
    ],
};

describe("who logs in as", () => {
    let connection: TestConnection;
    let partition: string;

    before(async () => {
        connection = await preparedDatabase();
        await query(
            connection,
            `insert into pii.users (email, first_name, last_name, phone, ssn_encrypted)
            values ('ann@example.org', 'Ann', 'Lee', '5550142', decode(repeat('ab', 60), 'hex'))`,
        );
        await query(connection, "analyze pii.users");
        const [first] = await query<{ name: string }>(
            connection,
            `select inhrelid::regclass::text as name from pg_inherits
            where inhparent = 'pii.encryption_audit'::regclass order by 1`,
        );
        partition = first?.name ?? "";
    });

    const as = (role: string, text: string) =>
        query(
            asLogin(connection, role),
            text.replace(/\bpartition$|\bpartition(?= [^p])/, partition),
        );

    for (const { name } of LOGIN_ROLES) {
        describe(name, () => {
            it("does what it is there for", async () => {
                const all = ONLY[name] ?? [];
                assert.ok(all.length > 0);
                for (const statement of all) {
                    await assert.doesNotReject(as(name, statement), statement);
                }
            });

            it("gets by no way to what nobody may do", async () => {
                const other: string[] = [];
                for (const statement of NOBODY) {
                    const outcome = await as(name, statement).then(
                        () => "done",
                        (error: unknown) => (error as DatabaseError).code,
                    );
                    if (outcome !== DENIED.code) {
                        other.push(`${String(outcome)}: ${statement}`);
                    }
                }
                assert.deepEqual(other, []);
            });

            it("does nothing of what others are there for", async () => {
                for (const [other, statements] of Object.entries(ONLY)) {
                    for (const statement of other === name ? [] : statements) {
                        await assert.rejects(as(name, statement), DENIED, statement);
                    }
                }
            });

            it("finds nothing of what is encrypted in the statistics", async () => {
                const rows = await as(
                    name,
                    "select attname from pg_stats where schemaname = 'pii' and attname ~ 'encrypted'",
                );
                assert.deepEqual(rows, []);
            });
        });
    }

    it("pii_app reads nothing back as the writer alone", async () => {
        const writer = (text: string) =>
            query({ ...asLogin(connection, "pii_app"), options: "-c role=pii_writer" }, text);
        const insert = `insert into pii.users (email, first_name, last_name, phone)
            values ('ann@example.org', 'x', 'x', 'x')`;
        for (const statement of [
            `${insert} on conflict (email) do update set first_name = excluded.phone`,
            `${insert} on conflict (email) do update set first_name = users.phone`,
            `${insert} returning phone`,
            "update pii.users set first_name = phone",
            "update pii.users set phone = '1' where phone = '5550142'",
        ]) {
            await assert.rejects(writer(statement), DENIED, statement);
        }
        const [row] = await writer(
            `${insert} on conflict (email) do update set first_name = 'Anna' returning id, email`,
        );
        assert.deepEqual(row, { id: "1", email: "ann@example.org" });
    });

    it("pii_app cannot turn the audit trail away by what it looks names up in", async () => {
        const before = await logged();
        await query(
            asLogin(connection, "pii_app"),
            `set search_path = pg_temp, public, pii; update users set phone = '1' where id = 1`,
        );
        assert.equal(await logged(), before + 1);
    });

    const logged = async () => {
        const [row] = await query<{ rows: number }>(
            connection,
            "select count(*)::int as rows from pii.encryption_audit",
        );
        return row?.rows ?? 0;
    };

    it("pii_report sees through a function that tells what it is given nothing but what is masked", async () => {
        await query(
            connection,
            `create function public.tell(text) returns boolean cost 0.0000001 language plpgsql as $$
            begin raise exception 'told %', $1; end $$;
            grant usage on schema public to pii_report;
            grant execute on function public.tell(text) to pii_report`,
        );
        await assert.rejects(
            as("pii_report", "select id from pii.users_masked where public.tell(email)"),
            { message: "told a***@example.org" },
        );
        await query(
            connection,
            "drop function public.tell(text); revoke usage on schema public from pii_report",
        );
    });
});
