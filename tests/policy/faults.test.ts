import assert from "node:assert/strict";
import { accessFaults } from "./faults/access";
import { databaseFaults } from "./faults/databases";
import type { Fault } from "./faults/fault";
import { networkFaults } from "./faults/network";
import { watchingFaults } from "./faults/watching";
import * as good from "./good";
import { changed } from "./stacks/stack-table";
import { Pack } from "./support";
import prod from "../../policy/config/prod.json";

const faults: readonly Fault[] = [
    ...databaseFaults,
    ...networkFaults,
    ...accessFaults,
    ...watchingFaults,
];
/** Faults whose rule is off by default. */
const KNOWN_MISSES = ["RDS-17 the port that everybody tries", "GOV-9 no Security Hub"];

describe("single faults in a good stack, of kinds that other scanners let through", () => {
    const noticed: string[] = [];
    let pack: Pack;
    before(async () => {
        pack = await Pack.start();
        await pack.configure(prod);
    });
    after(() => pack.stop());

    it("are not there by themselves", async () => {
        const rules = new Set(faults.map(({ by }) => by));
        const findings = await pack.analyzeStack(good.stack);
        assert.deepEqual(
            findings.filter(({ rule }) => rules.has(rule)),
            [],
        );
    });

    for (const fault of faults) {
        const isKnown = KNOWN_MISSES.includes(fault.what);
        it(`${isKnown ? "lets through" : "notices"} ${fault.what}`, async () => {
            const stack = changed(good.stack, fault);
            const touched = stack.filter((sample) => !good.stack.includes(sample));
            const findings = [];
            for (const sample of touched) {
                findings.push(...(await pack.analyze(sample)));
            }
            findings.push(...(await pack.analyzeStack(stack)));
            const isNoticed = findings.some(({ rule }) => rule === fault.by);
            assert.equal(isNoticed, !isKnown);
            if (isNoticed) {
                noticed.push(fault.what);
            }
        });
    }

    it("notices at least 95 of 100", () => {
        assert.ok(noticed.length / faults.length >= 0.95, `${noticed.length} of ${faults.length}`);
    });
});
