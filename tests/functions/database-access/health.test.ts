import assert from "node:assert/strict";
import { Client } from "pg";
import type { Health } from "../../../functions/database-access/actions/health";
import { migrate, loadMigrations } from "../../../sql/runner";
import { beginsFarFrom } from "../../support/day";
import { query, type TestConnection } from "../../support/postgres";
import { provisionedDatabase } from "../../sql/provision";
import { accessRole, accessTo, type Answers } from "./access";
import { CLOSED_PORT } from "./servers";

/** The first day of the month that many months from now, in UTC. */
function month(from: number): string {
    const now = new Date();
    const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + from, 1));
    return date.toISOString().slice(0, 10);
}

describe("the health that database-access finds", () => {
    let master: TestConnection;
    let role: TestConnection;
    let newest: string;

    beforeEach(async () => {
        master = await provisionedDatabase();
        role = await accessRole(master);
    });

    const health = async (answers: Answers = {}): Promise<Health> => {
        const result = await accessTo(role, answers).call({ action: "health" });
        return result as unknown as Health;
    };

    async function migrated(): Promise<void> {
        const migrations = loadMigrations();
        newest = migrations.at(-1)?.name ?? "";
        await migrate(master, migrations, { setRole: "pii_owner" });
        await query(
            master,
            `set role pii_owner;
            grant usage on schema pii_migrations to ${role.user};
            grant select on pii_migrations.ledger to ${role.user}`,
        );
    }

    it("is good in a database that has nothing yet, and says what is not there", async () => {
        const { healthy, checks } = await health();
        const { connection, tls, ...rest } = checks;
        assert.equal(healthy, true);
        assert.equal(connection?.ok, true);
        assert.equal(typeof connection.milliseconds, "number");
        assert.deepEqual(tls, { ok: true, version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384" });
        assert.deepEqual(rest, {
            replicas: { ok: true, state: "not-aurora" },
            migrations: { ok: true, state: "not-there-yet", deployed: undefined },
            partitions: { ok: true, state: "not-there-yet" },
        });
    });

    it("leaves a metric in the log, and nothing of what it found", async () => {
        const start = Date.now();
        const good = accessTo(role);
        await good.call({ action: "health" });
        const bad = accessTo(role, { parameters: { port: CLOSED_PORT } });
        await bad.call({ action: "health" });
        for (const [{ lines }, value] of [
            [good, 1],
            [bad, 0],
        ] as const) {
            assert.equal(lines.length, 1);
            const line = JSON.parse(lines[0] ?? "") as Record<string, unknown>;
            const { timestamp, milliseconds, _aws, ...rest } = line;
            assert.ok(timestamp !== undefined && milliseconds !== undefined);
            assert.deepEqual(rest, {
                level: "INFO",
                requestId: "request-1",
                action: "health",
                outcome: "done",
                FunctionName: "pii-test-database-access",
                Healthy: value,
            });
            const { Timestamp, ...metrics } = _aws as { Timestamp: number };
            assert.ok(Timestamp >= start && Timestamp <= Date.now(), String(Timestamp));
            assert.deepEqual(metrics, {
                CloudWatchMetrics: [
                    {
                        Namespace: "pii-platform/database-access",
                        Dimensions: [["FunctionName"]],
                        Metrics: [{ Name: "Healthy", Unit: "None" }],
                    },
                ],
            });
        }
    });

    it("is bad, and no error, when nothing can be connected to", async () => {
        assert.deepEqual(await health({ parameters: { port: CLOSED_PORT } }), {
            action: "health",
            healthy: false,
            checks: {
                connection: {
                    ok: false,
                    code: "unreachable",
                    hint: "nothing takes connections at host and port: look at the cluster's state and at the flow matrix",
                },
            },
        });
    });

    it("is bad when the connection parameters cannot be read", async () => {
        const { healthy, checks } = await health({ parameters: { host: undefined } });
        assert.deepEqual([healthy, checks.connection?.code], [false, "parameters"]);
    });

    describe("of migrations", () => {
        const migrations = async (deployed?: string) => {
            const { healthy, checks } = await health({
                parameters: { "schema-version": deployed },
            });
            return { healthy, ...checks.migrations };
        };

        it("is good when the newest is the one that was deployed", async () => {
            await migrated();
            assert.deepEqual(await migrations(newest), {
                healthy: true,
                ok: true,
                state: "current",
                newest,
                deployed: newest,
            });
        });

        it("is bad when the database is behind, as after a restore, or ahead", async () => {
            await migrated();
            for (const [deployed, state] of [
                ["999999_later.sql", "behind"],
                ["000001_users.sql", "ahead"],
            ] as const) {
                assert.deepEqual(await migrations(deployed), {
                    healthy: false,
                    ok: false,
                    state,
                    newest,
                    deployed,
                });
            }
        });

        it("is bad when all of them are gone", async () => {
            assert.deepEqual(await migrations("000001_users.sql"), {
                healthy: false,
                ok: false,
                state: "not-there-yet",
                deployed: "000001_users.sql",
            });
        });

        it("is open where no deployment has said which there should be", async () => {
            await migrated();
            assert.deepEqual(await migrations(), {
                healthy: true,
                ok: true,
                state: "not-stated",
                newest,
            });
        });

        it("is bad when the role may not read the ledger, and the rest is checked", async () => {
            await migrated();
            await query(
                master,
                `set role pii_owner; revoke select on pii_migrations.ledger from ${role.user}`,
            );
            const { healthy, checks } = await health();
            assert.equal(healthy, false);
            assert.equal(checks.migrations?.state, "not-allowed");
            assert.equal(checks.partitions?.ok, true);
        });

        it("is bad when the ledger is locked for too long, and the rest is checked", async () => {
            await migrated();
            const blocker = new Client(master);
            await blocker.connect();
            try {
                await blocker.query("set role pii_owner; begin; lock table pii_migrations.ledger");
                const { healthy, checks } = await health();
                assert.equal(healthy, false);
                assert.deepEqual(checks.migrations, {
                    ok: false,
                    code: "lock-timeout",
                    hint: "a lock was not to be had: diagnostics locks says who holds it",
                });
                assert.equal(checks.partitions?.ok, true);
            } finally {
                await blocker.end();
            }
        });
    });

    describe("of partitions", () => {
        beginsFarFrom(0);

        const partitions = async (sql: string) => {
            await query(master, `set role pii_owner; ${sql}`);
            return (await health()).checks.partitions;
        };
        const table = "create table pii.encryption_audit (at timestamptz) partition by range (at);";
        const part = (from: string, to: string) =>
            `create table pii."audit_${from}" partition of pii.encryption_audit
                for values from (${from}) to (${to});`;

        it("is good when this month and the next have theirs", async () => {
            const sql =
                table +
                part(`'${month(0)}'`, `'${month(1)}'`) +
                part(`'${month(1)}'`, `'${month(2)}'`);
            assert.deepEqual(await partitions(sql), { ok: true, state: "ready" });
        });

        it("is good when one partition spans both, or all time", async () => {
            const sql = table + part("minvalue", `'${month(12)}'`);
            assert.deepEqual(await partitions(sql), { ok: true, state: "ready" });
        });

        it("is bad when the next month has none, but a default one", async () => {
            const sql =
                table +
                part(`'${month(0)}'`, `'${month(1)}'`) +
                "create table pii.rest partition of pii.encryption_audit default;";
            assert.deepEqual(await partitions(sql), {
                ok: false,
                state: "missing",
                months: [month(1).slice(0, 7)],
            });
        });

        it("is bad when a partition ends within the month", async () => {
            const sql = table + part(`'${month(0)}'`, `'${month(2).slice(0, 7)}-01 00:00+01'`);
            assert.deepEqual(await partitions(sql), {
                ok: false,
                state: "missing",
                months: [month(1).slice(0, 7)],
            });
        });

        it("is bad when the audit trail has no partitions", async () => {
            const sql = "create table pii.encryption_audit (at timestamptz)";
            assert.deepEqual(await partitions(sql), { ok: false, state: "not-partitioned" });
        });
    });
});
