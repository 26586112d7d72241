import assert from "node:assert/strict";
import { countsOf, justification, merged, summaryOf } from "../../../review/policy/finding";
import { advisory, mandatory, report, waived } from "./sample";

describe("findings", () => {
    it("are counted by what becomes of them", () => {
        assert.deepEqual(countsOf(report.findings), { mandatory: 1, advisory: 1, waived: 1 });
    });

    it("are summed up in a sentence", () => {
        const [stack = ""] = report.stacks;
        assert.equal(summaryOf(report), "1 mandatory, 1 advisory, 1 waived findings in 2 stacks");
        assert.equal(
            summaryOf({ stacks: [stack], findings: [waived] }),
            "1 waived finding in 1 stack",
        );
        assert.equal(summaryOf({ stacks: [stack], findings: [] }), "no findings in 1 stack");
    });

    it("of several reports are one list: the worst first, and each told once", () => {
        const critical = { ...mandatory, rule: "z", severity: "critical" as const };
        const unrated = { ...mandatory, rule: "a", severity: undefined };
        const elsewhere = { ...mandatory, stack: "pii-network/prod" };
        assert.deepEqual(
            merged([
                { stacks: ["b", "a"], findings: [waived, advisory, unrated, elsewhere] },
                { stacks: ["a"], findings: [mandatory, { ...advisory }, critical] },
            ]),
            {
                stacks: ["a", "b"],
                findings: [critical, mandatory, elsewhere, unrated, advisory, waived],
            },
        );
    });

    it("that are waived say why", () => {
        assert.equal(
            justification({ reason: "r", owner: "o", expires: "2027-05-31" }),
            "waived: r (o, until 2027-05-31)",
        );
    });
});
