import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import type { RunOptions } from "../../sandbox/engine/project-stack";
import { ROOT } from "../../sandbox/platform/repository";
import {
    deleteSandbox,
    openSandbox,
    type Sandbox,
    stopSandbox,
} from "../../sandbox/platform/sandbox";
import { readSettings } from "../../sandbox/platform/settings";
import { findCli } from "../../sandbox/pulumi-cli/find";
import { add, type Figures, print, ratio, timed } from "./figures";
import { matrixFigures, zoneFigures } from "./network";

/*
 * Seconds depend on the machine and on what else it does; the ratios at the end compare figures of
 * the same rounds, and those can be compared between machines.
 */
const { rounds, commands } = new Command("npm run bench --")
    .description("Measures what people wait for.")
    .option("--rounds <n>", "how often each figure is taken", Number, 3)
    .option("--no-commands", "leave out npm start and npm test as whole commands")
    .parse()
    .opts<{ readonly rounds: number; readonly commands: boolean }>();

/** Resident memory of this process and everything below it, in MB; the peak since the last call. */
class Memory {
    #peak = 0;
    readonly #timer = setInterval(() => {
        this.#peak = Math.max(this.#peak, treeMemory());
    }, 250);

    take(): number {
        const peak = Math.max(this.#peak, treeMemory());
        this.#peak = 0;
        return peak;
    }

    end(): void {
        clearInterval(this.#timer);
    }
}

function treeMemory(): number {
    const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" })
        .trim()
        .split("\n")
        .map((line) => line.trim().split(/\s+/).map(Number));
    const ours = new Set([process.pid]);
    let sum = 0;
    // A child's line may come before its parent's, but not by more than a few levels.
    for (let pass = 0; pass < 4; pass++) {
        for (const [pid = 0, parent = 0] of rows) {
            if (ours.has(parent)) {
                ours.add(pid);
            }
        }
    }
    for (const [pid = 0, , rss = 0] of rows) {
        sum += ours.has(pid) ? rss : 0;
    }
    return sum / 1024;
}

void main();

async function main(): Promise<void> {
    const memory = new Memory();
    try {
        matrixFigures(rounds);
        await zoneFigures();
        for (const environment of ["dev", "prod"]) {
            await engineFigures(environment, memory);
        }
    } finally {
        memory.end();
    }
    if (commands) {
        commandFigures();
    }
    process.exit(0);
}

/** Creates an environment, looks again without a change, and takes it away; several times. */
async function engineFigures(environment: string, memory: Memory): Promise<void> {
    const figures: Figures = new Map();
    const counts = { resources: 0, stacks: 0 };
    for (let round = 0; round < rounds; round++) {
        const dir = mkdtempSync(join(tmpdir(), "pii-bench-"));
        try {
            const sandbox = await timed(figures, "servers", () => open(dir, environment));
            memory.take();
            await timed(figures, "create", () => all(sandbox, "up"));
            for (const [what, run, options] of [
                ["preview, no change", "preview", {}],
                ["preview, no change, no policies", "preview", { policies: false }],
                ["update, no change", "up", {}],
            ] as const) {
                await timed(figures, what, () => all(sandbox, run, options));
            }
            add(figures, "peak memory, MB", memory.take());
            counts.stacks = sandbox.stacks.length;
            counts.resources = sandbox.stacks.reduce(
                (sum, { state }) => sum + (state?.resources ?? []).length,
                0,
            );
            sandbox.close();
            await stopSandbox(dir);
        } finally {
            deleteSandbox(dir);
        }
    }
    const kind = counts.stacks === 1 ? "one stack" : `${counts.stacks} stacks`;
    print(`${environment}: ${counts.resources} resources in ${kind}`, figures);
    ratio(figures, "preview, no change", "preview, no change, no policies");
    ratio(figures, "update, no change", "create");
}

async function open(dir: string, environment: string): Promise<Sandbox> {
    return openSandbox({
        dir,
        environment,
        config: readSettings(ROOT, environment),
        cli: await findCli({ report: () => undefined }),
        what: "npm run bench",
        report: () => undefined,
    });
}

async function all(sandbox: Sandbox, run: "up" | "preview", options: RunOptions = {}) {
    for (const stack of sandbox.stacks) {
        await stack[run](options);
    }
}

/** The commands as a person gives them, in a clone of its own. */
function commandFigures(): void {
    const clone = join(mkdtempSync(join(tmpdir(), "pii-bench-")), "clone");
    execFileSync("git", ["clone", "--quiet", ROOT, clone]);
    const figures: Figures = new Map();
    const npm = (what: string, ...args: string[]) => {
        const start = performance.now();
        const { status } = spawnSync("npm", args, { cwd: clone, stdio: "ignore" });
        if (status !== 0) {
            throw new Error(`npm ${args.join(" ")} failed in ${clone}`);
        }
        add(figures, what, (performance.now() - start) / 1000);
    };
    npm("npm start, fresh clone", "start");
    npm("npm start, again, no change", "start");
    npm("npm stop -- --purge", "stop", "--", "--purge");
    npm("npm start, packages installed", "start");
    npm("npm stop -- --purge", "stop", "--", "--purge");
    npm("npm test, warm", "test");
    rmSync(join(clone, ".."), { recursive: true, force: true });
    print("whole commands (the Pulumi CLI is there)", figures);
}
