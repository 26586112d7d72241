import { execFileSync } from "node:child_process";
import { rules } from "../../policy/rules";
import * as good from "../../tests/policy/good";
import { copiesOf } from "../../tests/policy/references";
import { Pack } from "../../tests/policy/support";
import { cpuSeconds } from "./cpu";
import { type Figures, add, figure, print, ratio } from "./figures";

const SIZES = [1_000, 10_000];

/**
 * What the policy pack costs a preview: its start, and all rules over stacks of good resources, asked
 * as the engine asks: each resource by itself, then all together. Its time is that of its processor,
 * without what asks it. As it is of one resource, near linear means that the ratio is near one.
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
        const start = cpuOf(pack.pid);
        for (const sample of copies) {
            await pack.analyze(sample);
        }
        const between = cpuOf(pack.pid);
        await pack.analyzeStack(copies);
        const end = cpuOf(pack.pid);
        add(figures, `${size} resources one by one, ms each`, (between - start) / size);
        add(figures, `${size} resources together, ms each`, (end - between) / size);
        add(figures, inAll(size), (end - start) / size);
        add(figures, `${size} resources, MB`, memoryOf(pack.pid));
    } finally {
        await pack.stop();
    }
}

/** CPU that a process has had, in ms; not a number where nobody counts it. */
function cpuOf(pid: number): number {
    return (cpuSeconds(pid) ?? Number.NaN) * 1_000;
}

/** Memory that a process holds, in MB; not a number where there is no `ps`. */
function memoryOf(pid: number): number {
    try {
        return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)])) / 1_024;
    } catch {
        return Number.NaN;
    }
}
