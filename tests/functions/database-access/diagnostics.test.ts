import assert from "node:assert/strict";
import { Client } from "pg";
import { asSuperuser, freshDatabase, query, type TestConnection } from "../../support/postgres";
import { accessRole, accessTo } from "./access";

describe("a diagnosis of database-access", () => {
    let master: TestConnection;
    let role: TestConnection;

    const rows = async (name: string, limit?: number) => {
        const result = await accessTo(role).call({ action: "diagnostics", query: name, limit });
        return result.rows as Record<string, unknown>[];
    };

    /** Columns by diagnosis: no text of a statement, no address, no name of a client. */
    const COLUMNS = {
        activity: "role state wait_event_type wait_event connections longest_seconds",
        locks: "pid depth path role state wait_event_type wait_event transaction_seconds wants_lock_on wants_mode schema relation",
        "table-sizes": "schema table total_bytes table_bytes index_bytes estimated_rows",
        "index-usage":
            "schema table index scans rows_read seconds_since_last_scan estimated_bytes is_unique is_valid",
        "long-transactions":
            "pid role state wait_event_type wait_event transaction_seconds state_seconds holds_back_vacuum_by",
        "transaction-age": "database transaction_age multixact_age percent_used vacuumed_at_age",
        bloat: "schema table dead_rows live_rows dead_percent estimated_bytes seconds_since_vacuum seconds_since_analyze",
        replication: "slot type active wal_status retained_bytes state replay_lag_seconds",
    };

    /** Two sessions, of which the second waits for the first. */
    async function withLocks(work: () => Promise<void>): Promise<void> {
        const [first, second] = [new Client(master), new Client(master)];
        await Promise.all([first.connect(), second.connect()]);
        try {
            await first.query("begin; lock table public.accounts");
            const waiting = second.query("/* jane@example.org */ select * from public.accounts");
            waiting.catch(() => undefined);
            const asked = "select from pg_locks where not granted";
            while ((await query(master, asked)).length === 0);
            await work();
        } finally {
            await first.end();
            await second.end();
        }
    }

    beforeEach(async () => {
        master = await freshDatabase();
        role = await accessRole(master);
        await query(
            master,
            `create table public.accounts (id int primary key, email text unique);
                insert into public.accounts select n, n || '@example.org' from generate_series(1, 1000) n;
                delete from public.accounts where id <= 250;
                analyze public.accounts;
                create table public.small (id int)`,
        );
    });

    for (const [name, columns] of Object.entries(COLUMNS)) {
        it(`gives these columns of ${name}, and no others`, async () => {
            const superuser = await asSuperuser(master);
            const slot = `slot_${role.user}`;
            await query(superuser, "select pg_create_physical_replication_slot($1)", [slot]);
            try {
                const asked = async () => {
                    const [row = {}] = await rows(name);
                    assert.deepEqual(Object.keys(row), columns.split(" "));
                };
                // Which waits for the lock itself.
                await (name === "table-sizes" ? asked() : withLocks(asked));
            } finally {
                await query(superuser, "select pg_drop_replication_slot($1)", [slot]);
            }
        });
    }

    it("tells who waits for whom, the blocker first", async () => {
        await withLocks(async () => {
            const [blocker, waiter, ...others] = await rows("locks");
            assert.deepEqual(others, []);
            assert.deepEqual(
                [blocker?.depth, blocker?.role, blocker?.state, blocker?.relation],
                [0, "postgres", "idle in transaction", null],
            );
            assert.deepEqual(
                [waiter?.depth, waiter?.path, waiter?.wants_lock_on, waiter?.wants_mode],
                [1, [blocker?.pid, waiter?.pid], "relation", "AccessShareLock"],
            );
            assert.deepEqual([waiter?.schema, waiter?.relation], ["public", "accounts"]);
        });
    });

    it("tells nothing of statements, addresses and clients", async () => {
        await withLocks(async () => {
            for (const name of Object.keys(COLUMNS)) {
                if (name !== "table-sizes") {
                    assert.doesNotMatch(
                        JSON.stringify(await rows(name)),
                        /example\.org|127\.0\.0\.1|select|application/i,
                    );
                }
            }
        });
    });

    it("tells connections in groups, without its own", async () => {
        await withLocks(async () => {
            const found = await rows("activity");
            assert.deepEqual(
                found.map(({ role: who, state, connections }) => [who, state, connections]),
                [
                    ["postgres", "active", 1],
                    ["postgres", "idle in transaction", 1],
                ],
            );
        });
    });

    it("tells transactions by their age, and what they hold back", async () => {
        await withLocks(async () => {
            const found = await rows("long-transactions");
            assert.deepEqual(
                found.map(({ state }) => state),
                ["idle in transaction", "active"],
            );
        });
    });

    it("tells the largest tables first, and no more than asked for", async () => {
        const [first, ...others] = await rows("table-sizes", 1);
        assert.deepEqual(others, []);
        assert.deepEqual([first?.table, first?.estimated_rows], ["accounts", 750]);
        const { total_bytes, table_bytes, index_bytes } = first as Record<string, number>;
        assert.equal(total_bytes, (table_bytes ?? 0) + (index_bytes ?? 0));
        assert.ok((index_bytes ?? 0) > 0);
    });

    it("waits for a table that is locked no longer than a second", async () => {
        await withLocks(async () => {
            await assert.rejects(rows("table-sizes"), { name: "lock-timeout" });
        });
    });

    it("tells dead rows, and unused indexes", async () => {
        // Statistics of another session are seen once that session has ended.
        let bloat: Record<string, unknown> | undefined;
        do {
            [bloat] = await rows("bloat", 1);
        } while (bloat?.dead_rows !== 250);
        assert.deepEqual([bloat.table, bloat.live_rows, bloat.dead_percent], ["accounts", 750, 25]);
        const unused = (await rows("index-usage")).map(({ index, is_unique }) => [
            index,
            is_unique,
        ]);
        assert.deepEqual(unused.sort(), [
            ["accounts_email_key", true],
            ["accounts_pkey", true],
        ]);
    });

    it("tells how far every database is from the end of its transaction ids", async () => {
        const found = await rows("transaction-age", 200);
        const own = found.find(({ database }) => database === master.database);
        assert.equal(own?.vacuumed_at_age, 200_000_000);
        assert.ok((own.transaction_age as number) > 0);
        assert.equal(own.percent_used, 0);
    });
});
