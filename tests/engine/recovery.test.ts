import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { isRunning, type ProcessMark } from "../../sandbox/engine/processes";
import type { Deployment } from "../../sandbox/engine/state";
import { Interrupted } from "../../sandbox/engine/failure";
import { around, fakeProvider, openFake, temporaryFolder, testCli, Thing, things } from "./fake";

describe("an engine run that is killed", function () {
    let dir: string;
    beforeEach(async () => {
        await testCli();
        dir = temporaryFolder();
    });
    afterEach(function () {
        // A failure's message names the log in it.
        if (this.currentTest?.state !== "failed") {
            rmSync(dir, { recursive: true, force: true });
        }
    });

    /** Runs `slow-run.ts` until it creates its second thing. */
    async function halfway(): Promise<ChildProcess> {
        const script = join(__dirname, "slow-run.ts");
        const child = spawn(process.execPath, ["--require", "tsx/cjs", script, dir]);
        await until(() => existsSync(join(dir, "things", "second")));
        return child;
    }

    const cliMark = () => JSON.parse(readFileSync(join(dir, "cli.json"), "utf8")) as ProcessMark;

    async function runAgain(): Promise<{ seen: Deployment[]; lines: string[] }> {
        const seen: Deployment[] = [];
        const lines: string[] = [];
        const engine = await openFake(
            dir,
            () => {
                new Thing("first", "fast");
                new Thing("second", "done");
            },
            {
                report: (line) => lines.push(line),
                reconcile: (states) => {
                    seen.push(...states);
                    return Promise.resolve();
                },
            },
        );
        const [stack] = engine.stacks;
        assert.deepEqual((await stack?.up())?.changes, { create: 1, same: 2 });
        assert.deepEqual((await stack?.up())?.changes, { same: 3 });
        assert.deepEqual((await stack?.export())?.pending_operations ?? [], []);
        engine.close();
        return { seen, lines };
    }

    it("goes on after our process alone was killed, once the orphaned CLI has ended", async () => {
        const child = await halfway();
        const cli = cliMark();
        await killed(child);
        const { seen } = await runAgain();
        assert.equal(isRunning(cli), false);
        assert.deepEqual(things(dir), ["first", "second"]);
        assert.equal(seen.length, 1);
    });

    it("goes on after the CLI and our process were killed: lock and pending creation are cleared", async () => {
        const child = await halfway();
        const cli = cliMark();
        process.kill(child.pid ?? 0, "SIGSTOP");
        process.kill(cli.pid, "SIGKILL");
        await killed(child);
        const { seen, lines } = await runAgain();
        assert.deepEqual(
            seen[0]?.pending_operations?.map(({ type, resource }) => [type, resource.type]),
            [["creating", "fake:index:Thing"]],
        );
        assert.deepEqual(lines, [
            "fake: an earlier run was killed; unlocking its state",
            "fake: an earlier run was killed; comparing its state with what is there",
        ]);
    });

    it("fails in words when only the CLI was killed", async () => {
        const engine = await openFake(dir, () => {
            new Thing("first", "slow");
        });
        const run = engine.stacks[0]?.up() ?? Promise.resolve();
        const failed = assert.rejects(run, /^Error: update of fake failed\n/);
        await until(() => existsSync(join(dir, "things", "first")));
        engine.kill();
        await failed;
        engine.close();
    });

    /** An engine that has begun its first thing of two, and does it once the CLI has heeded a signal. */
    async function interruptible() {
        let goOn: () => void = () => undefined;
        const slow = new Promise<void>((resolve) => {
            goOn = resolve;
        });
        const provider = fakeProvider(join(dir, "things"), slow);
        const program = () => {
            const first = new Thing("first", "slow");
            new Thing("second", "fast", { dependsOn: first });
        };
        const engine = await openFake(dir, program, { start: () => around(provider) });
        const [stack] = engine.stacks;
        assert.ok(stack);
        const onEvent = ({ stdoutEvent }: EngineEvent) => {
            if (stdoutEvent?.message.includes("received; cancelling") === true) {
                goOn();
            }
        };
        const run = (signal?: AbortSignal) => stack.up({ onEvent, signal });
        const hasBegun = () => until(() => existsSync(join(dir, "things", "first")));
        return { engine, stack, run, hasBegun };
    }

    it("says that it was canceled when somebody else ends the CLI", async () => {
        const { engine, run, hasBegun } = await interruptible();
        const canceled = assert.rejects(run(), {
            message: new RegExp(
                "^update of fake failed\n  update canceled\n  pulumi up ended with code 1: \n",
            ),
        });
        await hasBegun();
        process.kill(cliMark().pid, "SIGTERM");
        await canceled;
        engine.close();
    });

    it("ends in order when it is interrupted: what has begun is done, the rest is not begun", async () => {
        const abort = new AbortController();
        const { engine, stack, run, hasBegun } = await interruptible();
        const interrupted = assert.rejects(run(abort.signal), Interrupted);
        await hasBegun();
        abort.abort();
        await interrupted;
        assert.deepEqual(things(dir), ["first"]);
        assert.deepEqual((await stack.up()).changes, { create: 1, same: 2 });
        await assert.rejects(stack.up({ signal: abort.signal }), /was not begun/);
        engine.close();
    });
});

async function killed(child: ChildProcess): Promise<void> {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
}

async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}
