import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    costLine,
    type MonthlyCost,
    monthlyCost,
    sumByKind,
} from "../../review/costs/monthly-cost";
import type { Resource } from "../../review/resource";
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
import { stateResources } from "../rehearsal";
import { add, type Figures, print, ratio, timed } from "./figures";
import { Memory } from "./memory";

/** How many kinds of cost are told; the others are cents beside them. */
const DEAREST = 4;

/** Creates an environment, looks again without a change, and takes it away; several times. */
export async function engineFigures(environment: string, rounds: number): Promise<void> {
    const figures: Figures = new Map();
    const memory = new Memory();
    let resources: readonly Resource[] = [];
    let stacks = 0;
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
            stacks = sandbox.stacks.length;
            resources = stateResources(sandbox.stacks);
            sandbox.close();
            await stopSandbox(dir);
        } finally {
            deleteSandbox(dir);
        }
    }
    memory.end();
    const kind = stacks === 1 ? "one stack" : `${stacks} stacks`;
    print(`${environment}: ${resources.length} resources in ${kind}`, figures);
    ratio(figures, "preview, no change", "preview, no change, no policies");
    ratio(figures, "update, no change", "create");
    printCost(monthlyCost(resources));
}

/** The sum, what makes the most of it, and what is missing in it. */
function printCost(cost: MonthlyCost): void {
    console.log(costLine(cost));
    for (const { what, count, usd } of sumByKind(cost.lines).slice(0, DEAREST)) {
        console.log(`${usd.toFixed(0).padStart(6)}  ${count} ${what}`);
    }
    for (const { name, what, why } of cost.unpriced) {
        console.log(`     ?  ${what} (${name}): ${why}`);
    }
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
