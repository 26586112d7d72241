import assert from "node:assert/strict";
import fc from "fast-check";
import { Client } from "pg";
import { beginsFarFrom } from "../support/day";
import { asSuperuser, query } from "../support/postgres";
import { acting, type WholeDatabase, wholeDatabase } from "./whole-database";

const DAY = 86_400_000;
const OPERATIONS = ["read", "user_insert", "decrypt"] as const;

/** Rows of one kind and moment of the audit trail. */
interface Rows {
    /** How many days before today. */
    readonly daysAgo: number;
    /** Microseconds of the day. */
    readonly micros: number;
    readonly operation: string;
    readonly success: boolean;
    readonly count: number;
}

const rows = fc.record({
    daysAgo: fc.integer({ min: 0, max: 40 }),
    micros: fc.oneof(fc.constantFrom(0, DAY * 1000 - 1), fc.nat(DAY * 1000 - 1)),
    operation: fc.constantFrom(...OPERATIONS),
    success: fc.boolean(),
    count: fc.integer({ min: 1, max: 3 }),
});

const SUMMARY = `
    select day::text, operation, success, operations::int from pii.audit_summary
    order by day, operation, success`;

describe("the days of the audit trail", () => {
    // Yesterday is over at one.
    beginsFarFrom(0, 1);

    let database: WholeDatabase;
    let session: Client;

    before(async () => {
        database = await wholeDatabase();
        const thisMonth = new Date().toISOString().slice(0, 7);
        await database.owner(`
            create table pii.encryption_audit_ancient partition of pii.encryption_audit
                for values from (minvalue) to ('2001-01-01 00:00+00');
            create table pii.encryption_audit_before partition of pii.encryption_audit
                for values from ('2001-01-01 00:00+00') to ('${thisMonth}-01 00:00+00')`);
    });
    beforeEach(async () => {
        // A day ahead of UTC.
        const settings = "-c timezone=<+24>-24";
        session = new Client(acting(database.connection, "pii_owner", settings));
        await session.connect();
    });
    afterEach(() => session.end());

    /** Today at midnight, in UTC. */
    const midnight = () => Math.floor(Date.now() / DAY) * DAY;

    const insert = ({ daysAgo, micros, operation, success, count }: Rows, client = session) =>
        client.query(
            `insert into pii.encryption_audit (accessed_at, operation, fields, success, error_code)
            select $1::timestamptz + $2 * interval '1 microsecond', $3, '{}', $4,
                case when not $4 then 'denied' end
            from generate_series(1, $5)`,
            [new Date(midnight() - daysAgo * DAY), micros, operation, success, count],
        );
    const close = async (client = session) =>
        (
            await client.query<{ day: string }>("select pii.close_audit_days()::text as day")
        ).rows.map(({ day }) => day);
    const summary = async () => (await session.query<Record<string, unknown>>(SUMMARY)).rows;

    function expected(all: readonly Rows[]) {
        const counts = new Map<string, number>();
        for (const { daysAgo, operation, success, count } of all) {
            const day = new Date(midnight() - daysAgo * DAY).toISOString().slice(0, 10);
            const key = JSON.stringify([day, operation, success]);
            counts.set(key, (counts.get(key) ?? 0) + count);
        }
        return [...counts]
            .map(([key, operations]) => {
                const [day, operation, success] = JSON.parse(key) as [string, string, boolean];
                return { day, operation, success, operations };
            })
            .sort(
                (a, b) =>
                    a.day.localeCompare(b.day) ||
                    a.operation.localeCompare(b.operation) ||
                    Number(a.success) - Number(b.success),
            );
    }

    it("sum up to every row, closed or not, whatever the time zone", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.array(rows, { maxLength: 30 }),
                fc.array(rows),
                async (old, late) => {
                    await session.query("begin; delete from pii.encryption_audit");
                    try {
                        for (const some of old) {
                            await insert(some);
                        }
                        assert.deepEqual(await summary(), expected(old));
                        const closed = await close();
                        assert.deepEqual(await summary(), expected(old));
                        const over = old.filter(({ daysAgo }) => daysAgo > 1);
                        const days = new Set(expected(over).map(({ day }) => day));
                        // Yesterday may be open until one o'clock.
                        assert.deepEqual(
                            closed.filter((day) => Date.parse(day) < midnight() - DAY),
                            [...days],
                        );
                        // What is written later is of today.
                        const today = late.map((some) => ({ ...some, daysAgo: 0 }));
                        for (const some of today) {
                            await insert(some);
                        }
                        assert.deepEqual(await summary(), expected([...old, ...today]));
                        assert.deepEqual(await close(), []);
                        assert.deepEqual(await summary(), expected([...old, ...today]));
                        // What is dropped stays counted.
                        await session.query(
                            "delete from pii.encryption_audit where accessed_at < pii.first_open_moment()",
                        );
                        assert.deepEqual(await summary(), expected([...old, ...today]));
                    } finally {
                        await session.query("rollback");
                    }
                },
            ),
            { numRuns: 25 },
        );
    });

    const YESTERDAY_BUT_ONE = { daysAgo: 2, micros: 5, operation: "read", success: true, count: 1 };

    describe("and who is still writing", () => {
        let writer: Client;

        beforeEach(async () => {
            writer = new Client(acting(database.connection, "pii_owner"));
            await writer.connect();
            await writer.query("begin");
            await insert(YESTERDAY_BUT_ONE, writer);
        });
        afterEach(async () => {
            await writer.end();
            await session.query("rollback");
            await database.owner(
                "truncate pii.audit_days; delete from pii.encryption_audit where operation = 'read'",
            );
        });

        const IS_AWAITED = `select from pg_stat_activity
            where datname = current_database() and wait_event = 'PgSleep'`;

        /** Has the server itself do something as soon as there is what it asks for. */
        const once = (asked: string, client: Client, then: string) =>
            // Who logged in sees what its other sessions wait for; the owner does not.
            client.query(`
                set role none;
                do $$ begin
                    while not exists (${asked}) loop
                        perform pg_stat_clear_snapshot();
                    end loop;
                end $$;
                reset role;
                ${then}`);

        it("are closed once that is done, and count it", async () => {
            const [closed] = await Promise.all([close(), once(IS_AWAITED, writer, "commit")]);
            assert.equal(closed.length, 1);
            const [row] = await database.owner("select operations::int from pii.audit_days");
            assert.deepEqual(row, { operations: 1 });
        });

        it("stay open when that takes too long", async () => {
            assert.deepEqual(await close(), []);
            assert.deepEqual(await database.owner("select from pii.audit_days"), []);
        });

        it("wait for nobody when none is left to close", async () => {
            await writer.query("commit; begin");
            await insert({ ...YESTERDAY_BUT_ONE, daysAgo: 1 });
            assert.ok((await close()).length >= 1);
            await insert({ ...YESTERDAY_BUT_ONE, daysAgo: 0 }, writer);
            const superuser = await asSuperuser(database.connection);
            await query(superuser, "revoke execute on function pg_sleep from public");
            try {
                assert.deepEqual(await close(), []);
            } finally {
                await query(superuser, "grant execute on function pg_sleep to public");
            }
        });

        it("do not wait for those who begin later", async () => {
            const later = new Client(acting(database.connection, "pii_owner"));
            await later.connect();
            try {
                await later.query("begin");
                const { rows } = await later.query<{ pid: number }>(
                    "select pg_backend_pid() as pid",
                );
                const write =
                    "insert into pii.encryption_audit (operation, fields) values ('read', '{}')";
                const hasWritten = `select from pg_locks
                    where pid = ${rows[0]?.pid} and mode = 'RowExclusiveLock'`;
                const [closed] = await Promise.all([
                    close(),
                    once(IS_AWAITED, later, write),
                    once(hasWritten, writer, "commit"),
                ]);
                assert.equal(closed.length, 1);
            } finally {
                await later.end();
            }
        });

        it("are closed by one only", async () => {
            await writer.query("commit");
            await session.query("begin");
            assert.equal((await close()).length, 1);
            assert.deepEqual(await close(writer), []);
        });
    });

    it("are closed by nobody who cannot see what others have just written", async () => {
        await session.query("begin isolation level repeatable read");
        await assert.rejects(close(), { code: "25001", message: /read committed/ });
    });

    it("are closed by the caretaker, and by no other role", async () => {
        assert.deepEqual(await database.as("pii_caretaker")("select pii.close_audit_days()"), []);
        for (const role of ["pii_auditor", "pii_writer"]) {
            const call = database.as(role)("select pii.close_audit_days()");
            await assert.rejects(call, { code: "42501" });
        }
    });

    it("are the auditor's to see, without the closed part of the log being read", async () => {
        await session.query("begin");
        await insert(YESTERDAY_BUT_ONE);
        await insert({ ...YESTERDAY_BUT_ONE, daysAgo: 12_000 });
        await close();
        await session.query("set role pii_auditor");
        assert.equal((await summary())[0]?.operations, 1);
        const { rows: lines } = await session.query<Record<string, string>>(
            "explain (analyze, costs off, timing off) select * from pii.audit_summary",
        );
        const plan = lines.map((line) => line["QUERY PLAN"]).join("\n");
        assert.match(plan, /Scan.* on encryption_audit_ancient .*never executed/);
    });
});
