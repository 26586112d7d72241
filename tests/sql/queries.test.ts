import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOGIN_ROLES } from "../../sql/catalogue/roles";
import { beginsFarFrom } from "../support/day";
import {
    type Answer,
    lines,
    loginFor,
    namesOfQueries,
    run as runAt,
    textOf,
} from "./named-queries";
import { type WholeDatabase, wholeDatabase } from "./whole-database";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
const DAY = 86_400_000;

function day(ago: number): string {
    return new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
}

/** The first of the month that many months from now, in UTC. */
function month(from: number): string {
    const now = new Date();
    const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + from, 1);
    return new Date(first).toISOString().slice(0, 10);
}

describe("the named queries", () => {
    beginsFarFrom(0);

    let database: WholeDatabase;

    before(async () => {
        database = await wholeDatabase();
        await database.owner(`
            create table pii.encryption_audit_past partition of pii.encryption_audit
                for values from ('2001-01-01 00:00+00') to ('${month(0)} 00:00+00');
            insert into pii.encryption_keys (key_type, level, version, identifier, status) values
                ('kms', 2, 1, '${KEY}', 'active'), ('kms', 3, 1, '${KEY}', 'retiring'),
                ('application', 3, 1, 'app/1', 'active'), ('kms', 3, 2, '${KEY}', 'active');
            insert into pii.users (email, first_name, last_name, address_encrypted, ssn_encrypted)
            values ('ann@example.org', 'A', 'B', decode(repeat('00', 60), 'hex'), null),
                ('bob@example.org', 'A', 'B', null, decode(repeat('00', 60), 'hex'));
            insert into pii.encryption_metadata (user_id, level, kms_key, app_key, field) values
                (1, 2, 1, null, 'address'), (1, 3, 2, 3, 'ssn'), (1, 3, 4, 3, 'bank_account'),
                (2, 3, 2, 3, 'bank_account');
            insert into pii.key_rotation_log
                (key_type, level, old_key, new_key, status, reason, started_at, started_by,
                finished_at, fields_total, fields_done)
            values ('kms', 3, 2, 4, 'running', 'yearly', '2026-02-01 00:00+00', 'pii_rotation', null, 9, 4),
                ('application', 3, 3, 4, 'finished', 'yearly', '2026-01-01 00:00+00',
                'pii_rotation', '2026-01-01 02:00+00', 6, 6);
            select pii.set_config_value('audit.retention_months', '12', 'less is enough');
            update pii.system_config set changed_at = '2026-03-01 00:00+00'`);
        // The log that is asked is made up, with times that are far from the edges of days.
        await database.owner(`
            delete from pii.encryption_audit;
            insert into pii.encryption_audit
                (accessed_at, user_id, operation, fields, success, error_code, login_role, actor, purpose)
            select day::timestamp at time zone 'UTC' + interval '12 hours', user_id, operation,
                '{ssn}', error_code is null, error_code, 'pii_app', actor, purpose
            from (values
                (date '${day(2)}', 1, 'read', null, 'ann', 'delivery'),
                (date '${day(2)}', 2, 'read', null, 'ann', 'delivery'),
                (date '${day(2)}', 2, 'decrypt', 'Denied', 'ann', null),
                (date '${day(3)}', 1, 'user_delete', null, null, null),
                (date '${day(7)}', 1, 'read', null, null, 'delivery')
            ) as rows (day, user_id, operation, error_code, actor, purpose);
            insert into pii.encryption_audit
                (accessed_at, user_id, operation, fields, success, error_code, login_role, actor, purpose)
            select now() - minutes * interval '1 minute', user_id, operation, '{ssn}',
                error_code is null, error_code, 'pii_app', actor, 'audit'
            from (values
                (3, 1, 'read', null, 'eve'), (2, 2, 'read', null, 'eve'), (1, 2, 'read', null, 'eve'),
                (1, 1, 'read', null, 'ann'), (5, 9, 'read', 'no_such_user', 'eve')
            ) as rows (minutes, user_id, operation, error_code, actor)`);
        await database.as("pii_caretaker")("select pii.close_audit_days()");
    });

    const run = (name: string, variables?: Readonly<Record<string, string>>, who?: string) =>
        runAt(database.connection, name, variables, who);

    it("daily-operations counts the last seven days", async () => {
        const rows = await run("daily-operations");
        // What is of the last minutes may be of yesterday.
        const isOfNow = (row: Answer) => String(row.day) > day(2);
        assert.deepEqual(lines(rows.filter((row) => !isOfNow(row))), [
            `${day(2)} decrypt f 1`,
            `${day(2)} read t 2`,
            `${day(3)} user_delete t 1`,
        ]);
        const now = rows.filter(isOfNow).map(({ operations }) => Number(operations));
        assert.equal(
            now.reduce((sum, operations) => sum + operations, 0),
            5,
        );
    });

    it("failed-operations has what failed today and how", async () => {
        const rows = await run("failed-operations");
        assert.deepEqual(
            lines(rows, "operation", "error_code", "user_id", "fields", "login_role", "actor"),
            ["read no_such_user 9 {ssn} pii_app eve"],
        );
    });

    it("person-history has what was done to one person, the latest first", async () => {
        const rows = await run("person-history", { user_id: "1" });
        assert.deepEqual(lines(rows, "operation", "success", "actor", "purpose"), [
            "read t ann audit",
            "read t eve audit",
            "read t ann delivery",
            "user_delete t - -",
            "read t - delivery",
        ]);
    });

    it("person-history has a hundred of those of one moment, too, the last ones", async () => {
        await database.owner(`
            insert into pii.encryption_audit (accessed_at, user_id, operation, fields, purpose)
            select '2002-01-01 00:00+00', 77, 'read', '{}', 'n' || n
            from generate_series(1, 150) n`);
        try {
            assert.deepEqual(
                lines(await run("person-history", { user_id: "77" }), "purpose"),
                Array.from({ length: 100 }, (_, index) => `n${150 - index}`),
            );
        } finally {
            await database.owner("delete from pii.encryption_audit where user_id = 77");
        }
    });

    it("readers has who read of most people first", async () => {
        const columns = ["login_role", "actor", "purpose", "operation", "operations", "people"];
        assert.deepEqual(lines(await run("readers"), ...columns), [
            "pii_app eve audit read 4 3",
            "pii_app ann audit read 1 1",
        ]);
    });

    it("last-seen has every login, those first that did nothing", async () => {
        const rows = await run("last-seen");
        assert.deepEqual(lines(rows, "login_role", "operations"), [
            "pii_access 0",
            "pii_audit 0",
            "pii_report 0",
            "pii_rotation 0",
            "pii_app 10",
        ]);
    });

    it("rare-operations has what is seldom", async () => {
        assert.deepEqual(
            lines(await run("rare-operations"), "operation", "user_id", "login_role"),
            ["user_delete 1 pii_app"],
        );
    });

    it("rotation-summary has the rotations of each kind of key", async () => {
        const rows = await run("rotation-summary");
        assert.deepEqual(lines(rows), [
            "application 3 1 0 1 0 6 2026-01-01 00:00:00+00 2026-01-01 02:00:00+00 02:00:00",
            "kms 3 1 1 0 0 4 2026-02-01 00:00:00+00 - -",
        ]);
    });

    it("open-rotations has those that are under way, and how far", async () => {
        const columns = [
            "key_type",
            "level",
            "status",
            "old_key",
            "new_key",
            "fields_done",
            "fields_total",
        ];
        assert.deepEqual(lines(await run("open-rotations"), ...columns), ["kms 3 running 2 4 4 9"]);
    });

    it("fields-by-key counts fields by their keys", async () => {
        const rows = await run("fields-by-key");
        assert.deepEqual(lines(rows), [
            "2 1 1 1 active - - -",
            "3 2 2 1 retiring 3 1 active",
            "3 1 4 2 active 3 1 active",
        ]);
    });

    it("settings has each setting with who set it so and why", async () => {
        const rows = await run("settings");
        assert.deepEqual(
            lines(rows, "key", "value", "version", "changed_at", "changed_by", "reason").filter(
                (line) => line.startsWith("audit."),
            ),
            [
                "audit.legal_hold false 1 2026-03-01 00:00:00+00 postgres default",
                "audit.partitions_ahead_months 3 1 2026-03-01 00:00:00+00 postgres default",
                "audit.retention_months 12 2 2026-03-01 00:00:00+00 postgres less is enough",
            ],
        );
    });

    it("settings-history has every change, the latest first", async () => {
        const rows = await run("settings-history");
        assert.deepEqual(lines(rows, "key", "version", "value", "reason").slice(0, 1), [
            "audit.retention_months 2 12 less is enough",
        ]);
        assert.deepEqual(
            lines(rows, "key", "version")
                .filter((line) => line.startsWith("audit."))
                .sort(),
            [
                "audit.legal_hold 1",
                "audit.partitions_ahead_months 1",
                "audit.retention_months 1",
                "audit.retention_months 2",
            ],
        );
    });

    it("audit-partitions has each month, and what is past its time", async () => {
        await database.owner(`
            create table pii.encryption_audit_2000 partition of pii.encryption_audit
            for values from ('2000-01-01 00:00+00') to ('2001-01-01 00:00+00')`);
        const columns = ["partition", "from_time", "to_time", "is_expired", "legal_hold"];
        const name = (from: number) =>
            `encryption_audit_${month(from).slice(0, 7).replace("-", "_")}`;
        assert.deepEqual(lines(await run("audit-partitions"), ...columns), [
            "encryption_audit_2000 2000-01-01 00:00:00+00 2001-01-01 00:00:00+00 t false",
            `encryption_audit_past 2001-01-01 00:00:00+00 ${month(0)} 00:00:00+00 f false`,
            ...[0, 1, 2, 3].map(
                (from) =>
                    `${name(from)} ${month(from)} 00:00:00+00 ${month(from + 1)} 00:00:00+00 f false`,
            ),
        ]);
    });

    it("unexplained-ciphertexts has what has no keys, and keys of nothing", async () => {
        assert.deepEqual(
            lines(await run("unexplained-ciphertexts"), "user_id", "field", "problem"),
            [
                "1 bank_account no ciphertext",
                "1 ssn no ciphertext",
                "2 bank_account no ciphertext",
                "2 ssn no metadata",
            ],
        );
    });

    it("are each tested, described, and for one login", () => {
        const tests = ["queries", "queries-operating"].map((name) =>
            readFileSync(join(__dirname, `${name}.test.ts`), "utf8"),
        );
        const logins = [...LOGIN_ROLES.map(({ name }) => name), "pii_owner"];
        for (const name of namesOfQueries()) {
            assert.ok(tests.join().includes(`it("${name} `), `${name} has no test`);
            assert.match(textOf(name), /^-- [A-Z]/);
            assert.ok(logins.includes(loginFor(name)), `${name} is for ${loginFor(name)}`);
        }
    });

    it("tell nobody else what is in the log and about keys", async () => {
        const names = namesOfQueries().filter((name) => loginFor(name) !== "pii_access");
        assert.equal(names.length, 13);
        for (const name of names) {
            for (const { name: login, groups } of LOGIN_ROLES) {
                const isRotations =
                    groups.includes("pii_rotator") && textOf(name).includes("rotation_");
                if (login !== loginFor(name) && !isRotations) {
                    const asked = run(name, { user_id: "1" }, login);
                    await assert.rejects(asked, { code: "42501" }, `${name} as ${login}`);
                }
            }
        }
    });
});
