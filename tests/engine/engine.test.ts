import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { RunFailure } from "../../sandbox/engine/failure";
import { around, fakeProvider, openFake, temporaryFolder, Thing, things } from "./fake";

describe("the engine in a folder", function () {
    let dir: string;
    beforeEach(() => {
        dir = temporaryFolder();
    });
    afterEach(() => {
        rmSync(dir, { recursive: true, force: true });
    });

    it("previews without a trace, updates, shows no changes, destroys", async () => {
        const engine = await openFake(dir, () => {
            new Thing("a", "one");
        });
        const [stack] = engine.stacks;
        assert.ok(stack);
        assert.deepEqual((await stack.preview()).changes, { create: 2 });
        assert.deepEqual(things(dir), []);
        assert.deepEqual((await stack.up()).changes, { create: 2 });
        assert.deepEqual((await stack.up()).changes, { same: 2 });
        assert.deepEqual(things(dir), ["a"]);
        await stack.destroy();
        assert.deepEqual(things(dir), []);
        engine.close();
    });

    it("hands the settings to the program and keeps the salt of its secrets", async () => {
        const seen: unknown[] = [];
        const settings = join(dir, "config", "Pulumi.dev.yaml");
        const run = async (text: string) => {
            const engine = await openFake(
                dir,
                () => {
                    seen.push(new pulumi.Config("pii").requireObject("thing"));
                },
                {
                    start: async () => ({
                        ...(await around(fakeProvider(join(dir, "things")))),
                        config: { "pii:thing": { text } },
                    }),
                },
            );
            await engine.stacks[0]?.preview();
            engine.close();
            return readFileSync(settings, "utf8");
        };
        const salt = /^encryptionsalt: .+$/m;
        const first = await run("one");
        const second = await run("two");
        assert.deepEqual(seen, [{ text: "one" }, { text: "two" }]);
        assert.match(first, salt);
        assert.equal(salt.exec(second)?.[0], salt.exec(first)?.[0]);
        assert.equal(statSync(join(dir, "passphrase")).mode & 0o777, 0o600);
    });

    it("fails with what is wrong and the log that has it all", async () => {
        const engine = await openFake(dir, () => {
            new Thing("b", "forbidden");
        });
        const run = engine.stacks[0]?.preview();
        const failure = await Promise.resolve(run).catch((error: unknown) => error);
        assert.ok(failure instanceof RunFailure);
        const log = join(dir, "logs", "fake.log");
        assert.equal(
            failure.message,
            [
                "preview of fake failed",
                "  b (fake:index:Thing): fake:index:Thing resource 'b': property text: must not be \"forbidden\"",
                `the whole log: ${log}`,
            ].join("\n"),
        );
        assert.match(readFileSync(log, "utf8"), /property text: must not be/);
        engine.close();
    });

    it("refuses an environment that was deployed in another layout", async () => {
        const engine = await openFake(dir, () => undefined);
        await engine.stacks[0]?.up();
        engine.close();
        const program = () => Promise.resolve();
        await assert.rejects(
            openFake(dir, () => undefined, {
                projects: [{ name: "other", settings: {}, program }],
            }),
            /holds dev as fake, and now it would be other; change pii:layout back/,
        );
    });
});
