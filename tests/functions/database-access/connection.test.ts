import assert from "node:assert/strict";
import type { Health } from "../../../functions/database-access/actions/health";
import { authorities } from "../../../functions/database-access/trust";
import { freshDatabase, query, type TestConnection } from "../../support/postgres";
import { accessRole, accessTo, type Answers, TOO_LONG } from "./access";
import { namedOtherwise } from "./named-otherwise";
import { blackHole, CLOSED_PORT, type LoopbackServer, wayTo, withoutTls } from "./servers";

const ACTIVITY = { action: "diagnostics", query: "activity" };

const SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:x";

describe("the connection of database-access", () => {
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
        // The server may take a moment longer than the function waits for it.
        const left = "select from pg_stat_activity where usename = $1";
        while ((await query(master, left, [role.user])).length > 0);
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
        const port = await opened(wayTo(role.port));
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
        await refused("unreachable", { parameters: { port: CLOSED_PORT } });
    });

    it("waits for a server that does not answer no longer than it should", async () => {
        const port = await opened(blackHole());
        const answers = { parameters: { port }, connectTimeoutMs: 150 };
        await refused("connect-timeout", answers, TOO_LONG);
    });

    it("waits no longer than the invocation lasts", async () => {
        const port = await opened(blackHole());
        const answers = { parameters: { port }, connectTimeoutMs: TOO_LONG };
        await refused("connect-timeout", answers, 1700);
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
        /** The check's findings, where the ledger's one migration is called what `name` says in SQL. */
        async function health(name: string, port: number | string, remainingMs?: number) {
            await query(
                master,
                `create schema pii_migrations;
                create view pii_migrations.ledger as
                    select ${name} as name, 1 as duration_ms, now() as applied_at;
                grant usage on schema pii_migrations to ${role.user};
                grant select on pii_migrations.ledger to ${role.user}`,
            );
            try {
                const access = accessTo(role, { parameters: { port: String(port) } });
                const found = await access.call({ action: "health" }, remainingMs);
                return (found as unknown as Health).checks;
            } finally {
                await query(master, "drop schema pii_migrations cascade");
            }
        }

        it("gives up on a server that goes silent, and asks it nothing more", async () => {
            const port = await opened(wayTo(role.port, 100_000));
            const name = "repeat('x', 1000000)";
            const { tls, migrations, partitions } = await health(name, port, 6000);
            assert.equal(tls?.ok, true);
            assert.equal(migrations?.code, "no-answer");
            assert.equal(partitions?.code, "no-answer");
        });

        it("says so when the connection is cut", async () => {
            const name = "pg_terminate_backend(pg_backend_pid())::text || pg_sleep(60)::text";
            const { tls, migrations, partitions } = await health(name, role.port);
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
