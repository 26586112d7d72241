import assert from "node:assert/strict";
import { Client } from "pg";
import type { Health } from "../../../functions/database-access/actions/health";
import { authorities } from "../../../functions/database-access/trust";
import { freshDatabase, query, START_TIMEOUT, type TestConnection } from "../../support/postgres";
import { accessRole, accessTo, type Answers } from "./access";
import { namedOtherwise } from "./named-otherwise";
import { blackHole, closedPort, type LoopbackServer, lossyWay, withoutTls } from "./servers";

const ACTIVITY = { action: "diagnostics", query: "activity" };

const SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:x";

describe("the connection of database-access", function () {
    this.timeout(START_TIMEOUT);

    let master: TestConnection;
    let role: TestConnection;
    let servers: LoopbackServer[] = [];

    before(async () => {
        master = await freshDatabase();
        role = await accessRole(master);
    });

    afterEach(async () => {
        await Promise.all(servers.map(({ close }) => close()));
        servers = [];
    });

    async function opened(server: Promise<LoopbackServer>): Promise<string> {
        servers.push(await server);
        return String((await server).port);
    }

    async function refused(name: string, answers: Answers, remainingMs?: number): Promise<string> {
        const access = accessTo(role, answers);
        let message = "";
        await assert.rejects(access.call(ACTIVITY, remainingMs), (error: Error) => {
            ({ message } = error);
            assert.equal(error.name, name, message);
            assert.equal(error.cause, undefined);
            // Neither who, nor where, nor with what.
            const told = `${message} ${access.lines.join(" ")}`;
            assert.ok(![role.user, role.password, "127.0.0.1"].some((part) => told.includes(part)));
            return true;
        });
        const [line = "", ...others] = access.lines;
        assert.deepEqual(others, []);
        const { level, outcome, action } = JSON.parse(line) as Record<string, unknown>;
        assert.deepEqual([level, outcome, action], ["ERROR", name, "diagnostics"]);
        return message;
    }

    it("is made with a token for the role, and over as soon as the answer is there", async () => {
        const access = accessTo(role);
        assert.deepEqual(await access.call(ACTIVITY), {
            action: "diagnostics",
            query: "activity",
            target: "writer",
            rows: [],
        });
        assert.deepEqual(access.calls, ["parameters", `token ${role.user}@127.0.0.1:${role.port}`]);
        const [left] = await query<{ count: number }>(
            master,
            "select count(*)::int from pg_stat_activity where usename = $1",
            [role.user],
        );
        assert.deepEqual(left, { count: 0 });
    });

    it("asks for parameters once in a warm start, and signs a token each time", async () => {
        const access = accessTo(role);
        await access.call(ACTIVITY);
        await access.call(ACTIVITY);
        const token = `token ${role.user}@127.0.0.1:${role.port}`;
        assert.deepEqual(access.calls, ["parameters", token, token]);
    });

    it("asks for parameters anew after a failure", async () => {
        let password = "outdated";
        const access = accessTo(role, { token: () => password });
        await assert.rejects(access.call(ACTIVITY), { name: "login-refused" });
        ({ password } = role);
        await access.call(ACTIVITY);
        assert.deepEqual(
            access.calls.filter((call) => call === "parameters"),
            ["parameters", "parameters"],
        );
    });

    it("goes to the readers where that is asked for", async () => {
        const port = await opened(lossyWay(role.port, () => false));
        const access = accessTo(role, { parameters: { host: "writer.invalid", port } });
        const { target } = await access.call({ ...ACTIVITY, target: "reader" });
        assert.equal(target, "reader");
        assert.equal(access.calls[1], `token ${role.user}@127.0.0.1:${port}`);
    });

    it("takes who a secret names, asked for once, and once more after a rotation", async () => {
        const secret = (password: string) => JSON.stringify({ username: role.user, password });
        let current = secret(role.password);
        const access = accessTo(role, {
            login: { kind: "secret", arn: SECRET_ARN },
            secret: () => current,
        });
        await access.call(ACTIVITY);
        await access.call(ACTIVITY);
        assert.deepEqual(access.calls, ["parameters", `secret ${SECRET_ARN}`]);

        await query(master, `alter role ${role.user} password 'rotated'`);
        try {
            current = secret("rotated");
            const { rows } = await access.call(ACTIVITY);
            assert.deepEqual(rows, []);
            assert.deepEqual(access.calls.slice(2), ["parameters", `secret ${SECRET_ARN}`]);
        } finally {
            await query(master, `alter role ${role.user} password '${role.password}'`);
        }
    });

    it("tries a password that was just read no second time", async () => {
        const login = { kind: "secret", arn: SECRET_ARN } as const;
        const access = accessTo(role, {
            login,
            secret: () => JSON.stringify({ username: role.user, password: "wrong" }),
        });
        await assert.rejects(access.call(ACTIVITY), { name: "login-refused" });
        assert.deepEqual(access.calls, ["parameters", `secret ${SECRET_ARN}`]);
    });

    it("says what to look at when a password is wrong", async () => {
        const message = await refused("login-refused", { token: () => "wrong" });
        assert.match(message, /must exist and, for an IAM token, be a member of rds_iam/);
    });

    it("says so when the database is not there", async () => {
        await refused("no-database", { parameters: { name: "nosuch" } });
    });

    it("says so when nothing listens", async () => {
        await refused("unreachable", { parameters: { port: String(await closedPort()) } });
    });

    it("waits for a server that does not answer no longer than it should", async () => {
        const port = await opened(blackHole());
        const start = Date.now();
        await refused("connect-timeout", { parameters: { port }, connectTimeoutMs: 150 });
        assert.ok(Date.now() - start < 4000);
    });

    it("waits no longer than the invocation lasts", async () => {
        const port = await opened(blackHole());
        await refused("connect-timeout", { parameters: { port }, connectTimeoutMs: 45_000 }, 1700);
        await refused("out-of-time", {}, 1000);
    });

    it("sends nothing to a server without TLS", async () => {
        await refused("tls-off", { parameters: { port: await opened(withoutTls()) } });
    });

    it("sends nothing to a server that an unknown authority vouches for", async () => {
        const [ca] = authorities("eu-central-1");
        await refused("certificate", { ca });
    });

    it("sends nothing to a server whose certificate names another host", async () => {
        const { server, ca, heard } = await namedOtherwise("db.example");
        const port = await opened(Promise.resolve(server));
        await refused("certificate", { parameters: { port }, ca });
        assert.equal(heard(), "");
    });

    describe("in the middle of a statement", () => {
        /** Does `meanwhile` while the check of migrations waits for the ledger. */
        async function health(port: string, remainingMs: number, meanwhile: () => Promise<void>) {
            const blocker = new Client(master);
            await blocker.connect();
            try {
                await blocker.query("begin; lock table pii_migrations.ledger");
                const health = accessTo(role, { parameters: { port } }).call(
                    { action: "health" },
                    remainingMs,
                );
                const waiting = `select from pg_stat_activity
                    where usename = $1 and wait_event_type = 'Lock'`;
                while ((await query(master, waiting, [role.user])).length === 0);
                await meanwhile();
                return ((await health) as unknown as Health).checks;
            } finally {
                await blocker.end();
            }
        }

        before(async () => {
            await query(
                master,
                `create schema pii_migrations;
                create table pii_migrations.ledger (name text, duration_ms int, applied_at timestamptz);
                grant usage on schema pii_migrations to ${role.user};
                grant select on pii_migrations.ledger to ${role.user}`,
            );
        });

        it("gives up on a server that goes silent, and asks it nothing more", async () => {
            let silent = false;
            const port = await opened(lossyWay(role.port, () => silent));
            const { tls, migrations, partitions } = await health(port, 3500, () => {
                silent = true;
                return Promise.resolve();
            });
            assert.equal(tls?.ok, true);
            assert.equal(migrations?.code, "no-answer");
            assert.equal(partitions?.code, "no-answer");
        });

        it("says so when the connection is cut", async () => {
            const { tls, migrations, partitions } = await health(
                String(role.port),
                60_000,
                async () => {
                    const cut =
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename = $1";
                    await query(master, cut, [role.user]);
                },
            );
            assert.equal(tls?.ok, true);
            assert.equal(migrations?.code, "connection-lost");
            assert.equal(partitions?.code, "connection-lost");
        });
    });

    describe("without AWS's answers", () => {
        it("says which parameter is missing, and connects to nothing", async () => {
            const access = accessTo(role, { parameters: { "reader-host": undefined } });
            await assert.rejects(access.call(ACTIVITY), {
                name: "parameters",
                message: /: \/pii-platform\/test\/database\/reader-host is missing$/,
            });
            assert.deepEqual(access.calls, ["parameters"]);
        });

        for (const port of ["", "x", "0", "65536", "5432.5"]) {
            it(`takes no "${port}" for a port`, async () => {
                await assert.rejects(accessTo(role, { parameters: { port } }).call(ACTIVITY), {
                    name: "parameters",
                });
            });
        }

        const throws = () => {
            throw new Error("AccessDenied for arn:aws:iam::111111111111:role/x");
        };

        it("says so when the token cannot be signed", async () => {
            await refused("token", { token: throws });
        });

        for (const [what, secret] of [
            ["cannot be read", throws],
            ["is no JSON", () => "hunter2"],
            ["has no password", () => '{"username":"x"}'],
            ["has a number for a password", () => '{"username":"x","password":1}'],
        ] as const) {
            it(`says so when the secret ${what}, without its text`, async () => {
                const login = { kind: "secret", arn: SECRET_ARN } as const;
                const message = await refused("secret", { login, secret });
                assert.doesNotMatch(message, /hunter2|AccessDenied|111111111111/);
            });
        }
    });
});
