import { execFileSync } from "node:child_process";
import { rules } from "../../policy/rules";
import * as good from "../../tests/policy/good";
import { copiesOf } from "../../tests/policy/references";
import { Pack } from "../../tests/policy/support";
import { type Figures, add, figure, print, ratio, timed } from "./figures";

const SIZES = [1_000, 10_000];

/**
 * What the policy pack costs a preview: its start, and all rules over stacks of good resources, asked
 * as the engine asks: each resource by itself, then all together. Near linear means that the ratio is
 * near one, because milliseconds are of one resource.
 */
export async function policyFigures(rounds: number): Promise<void> {
    const figures: Figures = new Map();
    for (let round = 0; round < rounds; round++) {
        const start = performance.now();
        const pack = await Pack.start();
        add(figures, START, performance.now() - start);
        await pack.stop();
        for (const size of SIZES) {
            await sizeFigures(figures, size);
        }
    }
    print(`policy pack, ${rules.length} rules`, figures);
    const [few, many] = SIZES.map(inAll) as [string, string];
    figure(figures, START, ["at most", 1_000]);
    figure(figures, many, ["at most", 1]);
    ratio(figures, many, few, ["at most", 1.2]);
}

const START = "start, ms";
const inAll = (size: number) => `${size} resources, ms each`;

async function sizeFigures(figures: Figures, size: number): Promise<void> {
    const copies = copiesOf(good.stack, Math.ceil(size / good.stack.length)).slice(0, size);
    const pack = await Pack.start();
    try {
        const seconds: Figures = new Map();
        await timed(seconds, "one by one", async () => {
            for (const sample of copies) {
                await pack.analyze(sample);
            }
        });
        await timed(seconds, "together", () => pack.analyzeStack(copies));
        for (const [how, [taken = 0]] of seconds) {
            add(figures, `${size} resources ${how}, ms each`, (taken * 1_000) / size);
        }
        const taken = [...seconds.values()].flat().reduce((sum, one) => sum + one, 0);
        add(figures, inAll(size), (taken * 1_000) / size);
        add(figures, `${size} resources, MB`, megabytesOf(pack.pid));
    } finally {
        await pack.stop();
    }
}

/** Memory that a process holds; not a number where there is no `ps`. */
function megabytesOf(pid: number): number {
    try {
        return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)])) / 1_024;
    } catch {
        return Number.NaN;
    }
}
