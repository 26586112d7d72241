import assert from "node:assert/strict";
import { Client } from "pg";
import { beginsFarFrom } from "../support/day";
import { query } from "../support/postgres";
import { accessRole, accessTo } from "../functions/database-access/access";
import { acting, type WholeDatabase, wholeDatabase } from "./whole-database";

/** The month that many months from now, in UTC, as `2026_11`. */
function month(from: number): string {
    const now = new Date();
    const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + from, 1));
    return date.toISOString().slice(0, 7).replace("-", "_");
}

function names(first: number, last: number): string[] {
    return Array.from(
        { length: last - first + 1 },
        (_, index) => `encryption_audit_${month(first + index)}`,
    );
}

describe("the partitions of the audit trail", () => {
    beginsFarFrom(0);

    let database: WholeDatabase;

    beforeEach(async () => {
        database = await wholeDatabase();
    });

    const partitions = async () => {
        const rows = await database.owner<{ name: string }>(`
            select relname as name from pg_class join pg_inherits on inhrelid = oid
            where inhparent = 'pii.encryption_audit'::regclass order by relname`);
        return rows.map(({ name }) => name);
    };
    const called = async (name: "create" | "drop", role = "pii_caretaker", settings = "") => {
        const call = { create: "create_audit_partitions", drop: "drop_expired_audit_partitions" };
        const as = database.as(role, settings);
        const rows = await as<{ name: string }>(`select pii.${call[name]}() as name`);
        return rows.map((row) => row.name);
    };
    const set = (key: string, value: string) =>
        database.owner("select pii.set_config_value($1, $2, 'test')", [key, value]);
    /** Makes the partition of a month, with a row for its first and its last moment. */
    const old = async (from: number) => {
        const [low, high] = [month(from), month(from + 1)].map((name) =>
            name.replace("_", "-").concat("-01 00:00+00"),
        );
        await database.owner(`
            create table pii.encryption_audit_${month(from)} partition of pii.encryption_audit
                for values from ('${low}') to ('${high}');
            insert into pii.encryption_audit (accessed_at, operation, fields) values
                ('${low}', 'read', '{}'),
                ('${high}'::timestamptz - interval '1 microsecond', 'read', '{}')`);
    };

    it("are there from the beginning: this month's and three more", async () => {
        assert.deepEqual(await partitions(), names(0, 3));
    });

    it("are made when they are missing, once, however many ask at once", async () => {
        assert.deepEqual(await called("create"), []);
        await set("audit.partitions_ahead_months", "5");
        const made = await Promise.all(Array.from({ length: 8 }, () => called("create")));
        assert.deepEqual(made.flat(), names(4, 5));
        assert.deepEqual(await partitions(), names(0, 5));
        await database.owner(`drop table pii.encryption_audit_${month(2)}`);
        assert.deepEqual(await called("create"), names(2, 2));
    });

    it("are months of UTC whatever time zone and style of dates the session has", async () => {
        await database.owner(
            `drop table ${names(0, 3)
                .map((name) => `pii.${name}`)
                .join()}`,
        );
        const settings = "-c timezone=Pacific/Kiritimati -c datestyle=German";
        assert.deepEqual(await called("create", "pii_caretaker", settings), names(0, 3));
        const rows = await database.as(
            "pii_owner",
            "-c timezone=UTC",
        )<{ bound: string }>(`
            select pg_get_expr(relpartbound, oid) as bound from pg_class
            where relname = 'encryption_audit_${month(1)}'`);
        const [low, high] = [month(1), month(2)].map((name) => name.replace("_", "-"));
        assert.deepEqual(rows, [
            {
                bound: `FOR VALUES FROM ('${low}-01 00:00:00+00') TO ('${high}-01 00:00:00+00')`,
            },
        ]);
    });

    it("are made while others read and write", async () => {
        const other = new Client(acting(database.connection, "pii_owner"));
        await other.connect();
        try {
            await other.query("begin; select count(*) from pii.encryption_audit");
            await other.query(
                "insert into pii.encryption_audit (operation, fields) values ('read', '{}')",
            );
            await set("audit.partitions_ahead_months", "4");
            const asked = "-c lock_timeout=1s";
            assert.deepEqual(await called("create", "pii_caretaker", asked), names(4, 4));
        } finally {
            await other.end();
        }
    });

    it("that are new keep what is in them, and have every index", async () => {
        const of = (table: string) =>
            database.owner<{ kind: string }>(`
                select regexp_replace(indexdef, '.* USING ', '') as kind from pg_indexes
                where schemaname = 'pii' and tablename = '${table}' order by kind`);
        const [first] = names(0, 0);
        assert.deepEqual(await of(first ?? ""), await of("encryption_audit"));
        assert.equal((await of("encryption_audit")).length, 4);
        const triggers = await database.owner(`
            select tgname as name, tgenabled as enabled from pg_trigger
            where tgrelid = 'pii.${first}'::regclass order by tgname`);
        assert.deepEqual(triggers, [
            { name: "keep_rows", enabled: "A" },
            { name: "keep_table", enabled: "A" },
        ]);
    });

    it("take no row of a month that has none, and the write that it is about fails", async () => {
        await database.owner(`drop table pii.encryption_audit_${month(0)}`);
        const write = database.owner(
            "insert into pii.users (email, first_name, last_name) values ('a@example.org', 'A', 'B')",
        );
        await assert.rejects(write, { code: "23514" });
        assert.deepEqual(await database.owner("select from pii.users"), []);
    });

    it("are dropped when their time is over, not a month before", async () => {
        await set("audit.retention_months", "3");
        for (const from of [-6, -5, -4, -3, -1]) {
            await old(from);
        }
        assert.deepEqual(await called("drop"), [
            ...names(-6, -6),
            ...names(-5, -5),
            ...names(-4, -4),
        ]);
        assert.deepEqual(await partitions(), [...names(-3, -3), ...names(-1, -1), ...names(0, 3)]);
        assert.deepEqual(await called("drop"), []);
    });

    it("are dropped although nothing was logged in them, or on their last days", async () => {
        await set("audit.retention_months", "2");
        await old(-5);
        await database.owner(`
            create table pii.encryption_audit_empty partition of pii.encryption_audit
                for values from ('2001-01-01 00:00+00') to ('2001-02-01 00:00+00');
            delete from pii.encryption_audit_${month(-5)}
            where accessed_at <> (select min(accessed_at) from pii.encryption_audit_${month(-5)})`);
        assert.deepEqual(await called("drop"), ["encryption_audit_empty", ...names(-5, -5)]);
    });

    it("stay from the first one on that has a day open", async () => {
        await set("audit.retention_months", "2");
        for (const from of [-6, -5, -4]) {
            await old(from);
        }
        // Days of the first one are closed, and nothing is logged on the last ones of it.
        const day = `${month(-6).replace("_", "-")}-20`;
        await database.owner("insert into pii.audit_days values ($1, 'read', true, 1)", [day]);
        await database.owner(
            `delete from pii.encryption_audit_${month(-6)} where accessed_at >= '${day} 00:00+00'`,
        );
        // Somebody else is closing days, and not done yet.
        const other = new Client(acting(database.connection, "pii_owner"));
        await other.connect();
        try {
            await other.query("select pg_advisory_lock(hashtextextended('pii.audit_days', 0))");
            assert.deepEqual(await called("drop"), names(-6, -6));
        } finally {
            await other.end();
        }
        assert.deepEqual(await called("drop"), names(-5, -4));
    });

    it("are counted by day before they go, in UTC whatever the session's time zone", async () => {
        await set("audit.retention_months", "1");
        await old(-3);
        await called("drop", "pii_caretaker", "-c timezone=America/Los_Angeles");
        const rows = await database.owner(`
            select day::text, operation, operations::int from pii.audit_days order by day`);
        const [low, last] = [month(-3), month(-2)].map((name) => name.replace("_", "-"));
        const end = new Date(Date.parse(`${last}-01`) - 86_400_000).toISOString().slice(0, 10);
        assert.deepEqual(rows, [
            { day: `${low}-01`, operation: "read", operations: 1 },
            { day: end, operation: "read", operations: 1 },
        ]);
    });

    it("stay while there is a legal hold", async () => {
        await set("audit.retention_months", "1");
        await old(-12);
        await set("audit.legal_hold", "true");
        assert.deepEqual(await called("drop"), []);
        assert.deepEqual(await partitions(), [...names(-12, -12), ...names(0, 3)]);
        await set("audit.legal_hold", "false");
        assert.deepEqual(await called("drop"), names(-12, -12));
    });

    it("stay while days of theirs are open", async () => {
        await set("audit.retention_months", "1");
        await old(-12);
        const writer = new Client(acting(database.connection, "pii_owner"));
        await writer.connect();
        try {
            await writer.query(`begin;
                insert into pii.encryption_audit (operation, fields) values ('read', '{}')`);
            assert.deepEqual(await called("drop"), []);
            assert.deepEqual(await partitions(), [...names(-12, -12), ...names(0, 3)]);
        } finally {
            await writer.end();
        }
    });

    it("are dropped by one of several who try at once, and none fails", async () => {
        await set("audit.retention_months", "1");
        await old(-12);
        const dropped = await Promise.all(Array.from({ length: 8 }, () => called("drop")));
        assert.deepEqual(dropped.flat(), names(-12, -12));
    });

    it("that cannot be had for dropping keep nobody from writing", async () => {
        await set("audit.retention_months", "1");
        await old(-12);
        const reader = new Client(acting(database.connection, "pii_auditor"));
        await reader.connect();
        try {
            await reader.query("begin; select count(*) from pii.encryption_audit");
            let tried = false;
            const drop = called("drop").finally(() => (tried = true));
            const refused = assert.rejects(drop, { code: "55P03" });
            // As long as the drop tries, and each time with less patience than it takes.
            for (let written = 0; !(tried as boolean); written++) {
                await database.as(
                    "pii_writer",
                    "-c lock_timeout=2s",
                )(
                    `insert into pii.users (email, first_name, last_name)
                    values ('${written}@example.org', 'A', 'B')`,
                );
            }
            await refused;
            assert.deepEqual(await partitions(), [...names(-12, -12), ...names(0, 3)]);
        } finally {
            await reader.end();
        }
        assert.deepEqual(await called("drop"), names(-12, -12));
    });

    it("that the role may not look after stay as they are", async () => {
        for (const name of ["create", "drop"] as const) {
            for (const role of ["pii_auditor", "pii_writer", "pii_rotator"]) {
                await assert.rejects(called(name, role), { code: "42501" });
            }
        }
    });

    it("are what the function that looks after the database finds, makes and drops", async () => {
        const access = await accessRole(database.connection);
        const caretaker = (change: string) =>
            query(database.connection, `${change} ${access.user}`);
        await caretaker("grant pii_caretaker to");
        const found = async () => {
            const { checks } = await accessTo(access).call({ action: "health" });
            return (checks as Record<string, unknown>).partitions;
        };
        assert.deepEqual(await found(), { ok: true, state: "ready" });
        await database.owner(`drop table pii.encryption_audit_${month(1)}`);
        assert.deepEqual(await found(), {
            ok: false,
            state: "missing",
            months: [month(1).replace("_", "-")],
        });
        await set("audit.retention_months", "1");
        await old(-12);
        const { created, dropped } = await accessTo(access).call({ action: "partitions" });
        assert.deepEqual(
            { created, dropped },
            {
                created: { state: "done", partitions: names(1, 1) },
                dropped: { state: "done", partitions: names(-12, -12) },
            },
        );
        assert.deepEqual(await found(), { ok: true, state: "ready" });
        // The server is every file's, and others look at who is in the role.
        await caretaker("revoke pii_caretaker from");
    });
});
