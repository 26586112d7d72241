import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emergency } from "../../operations/emergency/command";
import { ROOT } from "../../sandbox/platform/repository";
import { type Config, Rehearsal, steps } from "../support/rehearsal";

const LAYERED = { "pii:layout": "layered" };

/** What isolation changes, as Pulumi would take it back. */
const CHANGED = [
    "update consents (aws:dynamodb/resourcePolicy:ResourcePolicy)",
    "update dax (aws:dax/cluster:Cluster)",
    "update pii-dev (aws:rds/cluster:Cluster)",
    "update pii-dev-database-access (aws:lambda/function:Function)",
    "update tokens (aws:dynamodb/resourcePolicy:ResourcePolicy)",
];

describe("npm run emergency, on the real engine", () => {
    const root = mkdtempSync(join(tmpdir(), "pii-emergency-"));
    const projects = ["pii-keys", "pii-network", "pii-aurora", "pii-dynamodb"];
    const dev = new Rehearsal("dev", projects, "dev", join(root, ".sandbox/dev"));
    before(async () => {
        copyFileSync(join(ROOT, "Pulumi.dev.yaml"), join(root, "Pulumi.dev.yaml"));
        mkdirSync(dev.dir, { recursive: true });
        await dev.up(LAYERED);
    });
    after(async () => {
        await dev.end();
        rmSync(root, { recursive: true, force: true });
    });

    const run = async (command: string) => {
        const said: string[] = [];
        const code = await emergency([command, "--confirm", "dev"], {
            root,
            say: (line) => said.push(line),
            pause: () => Promise.resolve(),
            now: () => new Date(),
        });
        assert.equal(code, 0, said.join("\n"));
    };

    /** What the next update would do, after a look at what is there. */
    const differences = (more: Config = {}) =>
        dev.with({ ...LAYERED, ...more }, async (sandbox) => {
            for (const stack of sandbox.stacks) {
                await stack.refresh();
            }
            return steps(sandbox, "preview");
        });

    it("isolates what was deployed, and no update takes that back by accident", async () => {
        await run("isolate");
        await assert.rejects(
            differences(),
            /dev is isolated: the security group pii-dev-isolation \(sg-\w+\) is there/,
        );
        assert.deepEqual(await differences({ "pii:unsafeUpdateWhileIsolated": true }), CHANGED);
    });

    it("restores it, and nothing differs", async () => {
        await run("restore");
        assert.deepEqual(await differences(), []);
    });
});
