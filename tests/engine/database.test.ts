import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { loadMigrations } from "@pii-platform/sql";
import { masterOf, passwordsIn } from "../../sandbox/platform/master";
import type { Sandbox } from "../../sandbox/platform/sandbox";
import { query, type TestConnection } from "../support/postgres";
import { failure, Rehearsal, resources, steps } from "../support/rehearsal";

/** Layer by layer, so that what is in the database goes and comes while the cluster stays. */
const LAYERED = { "pii:layout": "layered", "pii:deletionProtection": false };
const CLUSTER = "pii-dev";

describe("what is inside the database, on the real engine", function () {
    const dev = new Rehearsal("dev", ["pii-keys", "pii-network", "pii-aurora"]);
    const inside = dev.beside("dev", ["pii-database"]);
    before(async () => {
        await dev.up(LAYERED);
    });
    after(() => dev.end());

    it("is told at preview, with nothing done", async () => {
        await inside.with(LAYERED, async (sandbox) => {
            const told = await diagnostics(sandbox, "preview");
            assert.deepEqual(
                told.filter((line) => line.startsWith("would apply ")),
                loadMigrations().map(({ name }) => `would apply ${name}`),
            );
            assert.deepEqual(await tables(sandbox), []);
        });
    });

    it("is not told where the database cannot be reached, which fails no preview", async () => {
        await inside.with(LAYERED, async (sandbox) => {
            await sandbox.postgres.stop(CLUSTER);
            const told = await diagnostics(sandbox, "preview");
            assert.equal(told.length, 1);
            assert.match(
                told[0] ?? "",
                /^what an update would do in the database is not known: cannot connect to database "pii_db" on 127\.0\.0\.1:\d+ as "piimaster": .*; the tunnel's other end did not answer/,
            );
        });
    });

    it("comes whole after an update that could not reach the database", async () => {
        await inside.with(LAYERED, async (sandbox) => {
            await sandbox.postgres.stop(CLUSTER);
            const { message } = await failure(steps(sandbox, "up"));
            assert.match(message, /127\.0\.0\.1:\d+/);
            assert.deepEqual(
                resources(sandbox.stacks).filter((line) => !line.startsWith("pii:")),
                [],
            );
            const [stack] = sandbox.stacks;
            assert.deepEqual((await stack?.export())?.pending_operations ?? [], []);
        });
        const created = await inside.up(LAYERED);
        assert.ok(created.every((step) => step.startsWith("create ")));
        await inside.with(LAYERED, async (sandbox) => {
            assert.deepEqual(await diagnostics(sandbox, "preview"), []);
        });
        assert.deepEqual(await inside.up(LAYERED), []);
    });

    it("leaves the master's password in the state of its provider alone, and no other one", async () => {
        await inside.with(LAYERED, async (sandbox) => {
            const secrets = [...passwordsIn(sandbox.account, "dev").values()];
            assert.equal(secrets.length, 2);
            const state = (await sandbox.stacks[0]?.export())?.resources ?? [];
            const holders = state.filter((resource) =>
                secrets.some((secret) => JSON.stringify(resource).includes(secret)),
            );
            assert.deepEqual(
                holders.map(({ type }) => type),
                ["pulumi:providers:postgresql"],
            );
        });
    });

    it("lets a role log in with the password that the secret has", async () => {
        await inside.with(LAYERED, async (sandbox) => {
            assert.equal(await whoIs(sandbox, "pii_audit"), "pii_audit");
        });
    });

    it("gets a right back that was taken by hand", async () => {
        await inside.with(LAYERED, async (sandbox) => {
            await asMaster(
                sandbox,
                "set role pii_owner; revoke select (phone) on pii.users from pii_reader",
            );
            assert.deepEqual(await diagnostics(sandbox, "preview"), [
                "would run grant select (phone) on table pii.users to pii_reader",
            ]);
        });
        assert.deepEqual(await inside.up(LAYERED), [
            "update pii (pulumi-nodejs:dynamic/pii:Migrations)",
        ]);
        assert.deepEqual(await inside.up(LAYERED), []);
    });

    it("comes back with its data after it was destroyed alone", async () => {
        await inside.with(LAYERED, async (sandbox) => {
            await asMaster(
                sandbox,
                `set role pii_owner; insert into pii.users (email, first_name, last_name)
                values ('ada@example.org', 'Ada', 'Lovelace')`,
            );
        });
        await inside.destroy(LAYERED);
        await inside.up(LAYERED);
        await inside.with(LAYERED, async (sandbox) => {
            const found = await asMaster(
                sandbox,
                `select first_name, (select tableowner from pg_tables where tablename = 'users') as owner
                from pii.users`,
            );
            assert.deepEqual(found, [{ first_name: "Ada", owner: "pii_owner" }]);
            assert.equal(await whoIs(sandbox, "pii_audit"), "pii_audit");
        });
        assert.deepEqual(await inside.up(LAYERED), []);
    });
});

/** Runs the stacks; what the program and the providers say. */
async function diagnostics(sandbox: Sandbox, run: "preview" | "up"): Promise<string[]> {
    const told: string[] = [];
    for (const stack of sandbox.stacks) {
        await stack[run]({
            onEvent: ({ diagnosticEvent }) => {
                if (["info", "warning"].includes(diagnosticEvent?.severity ?? "")) {
                    told.push(...(diagnosticEvent?.message ?? "").trim().split("\n"));
                }
            },
        });
    }
    return told;
}

function master({ account, postgres }: Sandbox): TestConnection {
    const found = masterOf(account, postgres, "dev");
    assert.ok(found);
    return { ...found, ssl: { ca: readFileSync(postgres.caFile, "utf8") } };
}

function asMaster(sandbox: Sandbox, statements: string): Promise<object[]> {
    return query(master(sandbox), statements);
}

async function tables(sandbox: Sandbox): Promise<object[]> {
    return asMaster(sandbox, "select tablename from pg_tables where schemaname ~ '^pii'");
}

async function whoIs(sandbox: Sandbox, user: string): Promise<string | undefined> {
    const password = passwordsIn(sandbox.account, "dev").get(user) ?? "";
    const [row] = await query<{ who: string }>(
        { ...master(sandbox), user, password },
        "select session_user::text as who",
    );
    return row?.who;
}
