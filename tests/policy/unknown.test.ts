import assert from "node:assert/strict";
import * as good from "./good";
import { beforeItIsMade } from "./references";
import { Pack, unknown } from "./support";

describe("a first preview of a good stack, while no reference is known", () => {
    const stack = beforeItIsMade(good.stack);
    let pack: Pack;
    before(async () => {
        pack = await Pack.start();
    });
    after(() => pack.stop());

    it("has many values that are not known", () => {
        const values = JSON.stringify(stack).split(unknown).length - 1;
        assert.ok(values > 100, `${values}`);
    });

    it("leads to no finding and no advice, neither for a resource nor for the stack", async () => {
        const findings = [];
        for (const sample of stack) {
            findings.push(...(await pack.analyze(sample)));
        }
        findings.push(...(await pack.analyzeStack(stack)));
        assert.deepEqual(
            findings.map(({ rule, on, message }) => ({ rule, on, message })),
            [],
        );
    });
});
