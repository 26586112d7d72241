import assert from "node:assert/strict";
import type { Health } from "../../../functions/database-access/actions/health";
import { asSuperuser, freshDatabase, query, type TestConnection } from "../../support/postgres";
import { accessRole, accessTo } from "./access";

describe("the health of Aurora's readers that database-access finds", () => {
    let master: TestConnection;
    let role: TestConnection;

    beforeEach(async () => {
        master = await freshDatabase();
        role = await accessRole(master);
    });

    const health = async () =>
        (await accessTo(role).call({ action: "health" })) as unknown as Health;

    /** What Aurora brings, with made-up answers. */
    async function aurora(body: string): Promise<void> {
        await query(
            await asSuperuser(master),
            `create function pg_catalog.aurora_replica_status()
                returns table (server_id text, session_id text, replica_lag_in_msec double precision)
                language sql volatile as $$ ${body} $$`,
        );
    }

    it("is good while they keep up", async () => {
        await aurora(`values ('pii-1', 'MASTER_SESSION_ID', null),
                ('pii-3', 'b', 12.5), ('pii-2', 'a', 30000)`);
        assert.deepEqual((await health()).checks.replicas, {
            ok: true,
            readers: [
                { instance: "pii-2", lag_ms: 30_000 },
                { instance: "pii-3", lag_ms: 12.5 },
            ],
        });
    });

    it("is bad when one falls behind", async () => {
        await aurora("values ('pii-2', 'a', 30001)");
        const { healthy, checks } = await health();
        assert.equal(healthy, false);
        assert.deepEqual(checks.replicas, {
            ok: false,
            readers: [{ instance: "pii-2", lag_ms: 30_001 }],
        });
    });

    it("is bad when the answer takes too long, and the rest is checked", async () => {
        await aurora("select 'pii-2', 'a', 0.0::float8 from pg_sleep(60)");
        const { checks } = await health();
        assert.deepEqual(checks.replicas, {
            ok: false,
            code: "statement-timeout",
            hint: "a statement took longer than it may",
        });
        assert.equal(checks.migrations?.ok, true);
    });

    it("is found in a transaction that can only read", async () => {
        await query(master, "create table public.written (what text)");
        await query(
            await asSuperuser(master),
            `create function pg_catalog.aurora_replica_status()
                returns table (server_id text, session_id text, replica_lag_in_msec float8)
                language sql security definer as $$
                    insert into public.written values ('x') returning what, what, 0 $$`,
        );
        assert.deepEqual((await health()).checks.replicas, {
            ok: false,
            code: "database",
            hint: "the database reported an error: SQLSTATE 25006",
        });
    });

    it("cannot be changed by what others put into a schema", async () => {
        await query(
            master,
            `create function public.aurora_replica_status() returns int language sql as 'select 1/0';
                create function public.pg_backend_pid() returns int language sql as 'select 1/0';
                create table public.pg_stat_ssl ();
                alter role ${role.user} set search_path = public, pg_catalog`,
        );
        assert.equal((await health()).healthy, true);
    });
});
