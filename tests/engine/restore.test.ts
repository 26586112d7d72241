import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { SNAPSHOT } from "../../sandbox/aws/rds/types";
import { masterOf } from "../../sandbox/platform/master";
import { query } from "../support/postgres";
import { type Config, Rehearsal } from "../support/rehearsal";

/** Layer by layer, so that the cluster goes and comes while its keys and network stay. */
const LAYERED = { "pii:layout": "layered" };

describe("the cluster's data on the real engine: cloned, and restored", function () {
    const dev = new Rehearsal("dev", ["pii-keys", "pii-network", "pii-aurora"]);
    const cluster = dev.beside("dev", ["pii-aurora"]);
    const copy = dev.beside("dev-copy");
    const copiedCluster = dev.beside("dev-copy", ["pii-aurora"]);
    after(() => dev.end());

    it("are a clone's, which changes nothing of the first", async () => {
        await dev.up({ ...LAYERED, "pii:deletionProtection": true });
        await run(dev, "create table person (name text)");
        await run(dev, "insert into person values ('Ada')");

        await copy.up(from({ cluster: "pii-dev", copyOnWrite: true }));
        assert.deepEqual(await names(copy), ["Ada"]);
        await run(copy, "insert into person values ('Blaise')");
        await run(dev, "insert into person values ('Charles')");
        assert.deepEqual(await names(copy), ["Ada", "Blaise"]);
        assert.deepEqual(await names(dev), ["Ada", "Charles"]);
        assert.deepEqual(await copiedCluster.preview(LAYERED), [], "its origin may be forgotten");
    });

    it("are those of a moment", async () => {
        await copiedCluster.destroy(LAYERED);
        const now = `${new Date().toISOString().slice(0, 19)}Z`;
        await copiedCluster.up(from({ cluster: "pii-dev", at: now }));
        assert.deepEqual(await names(copy), ["Ada", "Charles"]);
    });

    it("outlive the cluster in its final snapshot, and come back under its name", async () => {
        const unprotected = { ...LAYERED, "pii:deletionProtection": false };
        await cluster.up(unprotected);
        await cluster.destroy(unprotected);
        const snapshots = await dev.with(LAYERED, ({ account }) =>
            Promise.resolve(account.all(SNAPSHOT).map(({ id }) => id)),
        );
        const snapshot = snapshots.find((id) => id.startsWith("pii-dev-final-")) ?? "";
        await cluster.up(from({ snapshot }));
        assert.deepEqual(await names(dev), ["Ada", "Charles"]);
    });
});

function from(restore: object): Config {
    return { ...LAYERED, "pii:aurora": { restore } };
}

/** Runs a statement in the cluster of the stack, as its master. */
function run(rehearsal: Rehearsal, statement: string): Promise<{ name: string }[]> {
    return rehearsal.with(LAYERED, async ({ account, postgres }) => {
        const master = masterOf(account, postgres, rehearsal.stack);
        assert.ok(master);
        const ssl = { ca: readFileSync(postgres.caFile, "utf8") };
        return query<{ name: string }>({ ...master, ssl }, statement);
    });
}

async function names(rehearsal: Rehearsal): Promise<string[]> {
    const rows = await run(rehearsal, "select name from person order by name");
    return rows.map(({ name }) => name);
}
