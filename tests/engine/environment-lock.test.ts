import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { holderOf, holdEnvironment } from "../../sandbox/engine/environment-lock";
import { temporaryFolder } from "./fake";

describe("the hold on an environment", () => {
    let dir: string;
    beforeEach(() => {
        dir = temporaryFolder();
    });
    afterEach(() => {
        rmSync(dir, { recursive: true, force: true });
    });

    it("is one process's alone; the error names it, its number and since when", async () => {
        const letGo = await holdEnvironment(dir, "npm start");
        const holder = holderOf(dir);
        assert.equal(holder?.pid, process.pid);
        await assert.rejects(holdEnvironment(dir, "npm stop"), {
            message:
                `${dir} is in use by npm start (process ${process.pid}, since ${holder.since}); ` +
                "wait until it has ended, or end it with Ctrl-C there",
        });
        letGo();
        assert.equal(holderOf(dir), undefined);
        (await holdEnvironment(dir, "npm stop"))();
    });

    it("goes to exactly one of many that ask at the same time", async () => {
        const asked = Array.from({ length: 10 }, (_, i) => holdEnvironment(dir, `run ${i}`));
        const results = await Promise.allSettled(asked);
        assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
    });

    it("ends with its process, even a killed one", async () => {
        const module = join(__dirname, "../../sandbox/engine/environment-lock.ts");
        const code =
            `require(${JSON.stringify(module)}).holdEnvironment(${JSON.stringify(dir)}, "a run")` +
            `.then(() => { console.log("held"); setInterval(() => {}, 1000); })`;
        const child = spawn(process.execPath, ["--require", "tsx/cjs", "-e", code]);
        await once(child.stdout, "data");
        const refused = await holdEnvironment(dir, "another").catch(String);
        child.kill("SIGKILL");
        await once(child, "exit");
        assert.match(String(refused), /is in use by a run/);
        assert.equal(holderOf(dir), undefined);
        (await holdEnvironment(dir, "another"))();
    });
});
