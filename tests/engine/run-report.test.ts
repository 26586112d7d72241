import assert from "node:assert/strict";
import { failureMessage } from "../../sandbox/engine/failure";
import { RunReport } from "../../sandbox/engine/run-report";

const KEY = "urn:pulumi:dev::pii::pii:keys:DataKey$aws:kms/key:Key::aurora";

const error = (message: string, urn?: string) => ({
    diagnosticEvent: { severity: "error", color: "never", message, urn },
});

const finding = (enforcementLevel: string) => ({
    policyEvent: {
        resourceUrn: KEY,
        message: "rotation is off",
        policyName: "kms-key-rotation",
        enforcementLevel,
    },
});

const CAUSE = new Error("pulumi up ended with code 1: error: no");

function reportOf(...events: object[]): RunReport {
    const report = new RunReport();
    events.forEach((event, sequence) => {
        report.add({ sequence, timestamp: 0, ...event });
    });
    return report;
}

describe("the report of an engine run", () => {
    it("counts resources and changes without what is gone", () => {
        const { resources, changed } = reportOf({
            summaryEvent: { resourceChanges: { same: 5, update: 1, create: 2, delete: 3 } },
        });
        assert.deepEqual({ resources, changed }, { resources: 8, changed: 6 });
    });

    it("knows the rules that judged something, and each finding once", () => {
        const report = reportOf(
            { policyAnalyzeSummaryEvent: { passed: ["a", "b"], failed: [] } },
            { policyAnalyzeStackSummaryEvent: { passed: ["b"], failed: ["c"] } },
            finding("advisory"),
            finding("advisory"),
        );
        assert.deepEqual([...report.rules], ["a", "b", "c", "kms-key-rotation"]);
        assert.deepEqual(report.findings, [
            {
                rule: "kms-key-rotation",
                resource: "aurora (aws:kms/key:Key)",
                message: "rotation is off",
                mandatory: false,
            },
        ]);
    });

    it("words a failure without colours, stack frames, echoes and repetitions", () => {
        const report = reportOf(
            error("<{%fg 1%}>no such key<{%reset%}>\n    at create (/x/y.ts:1:2)", KEY),
            error("no such key"),
            error("update failed"),
            error("One or more errors occurred: no such key"),
            finding("mandatory"),
        );
        assert.equal(
            failureMessage("update of pii", report, "/log", CAUSE),
            [
                "update of pii failed",
                "  aurora (aws:kms/key:Key): no such key",
                "  policy kms-key-rotation, aurora (aws:kms/key:Key): rotation is off",
                "the whole log: /log",
            ].join("\n"),
        );
    });

    it("keeps what only the engine's summary repeats", () => {
        const report = reportOf(error("refused"), error("One or more errors occurred: refused"));
        assert.equal(
            failureMessage("preview of pii", report, "/log", CAUSE),
            "preview of pii failed\n  refused\nthe whole log: /log",
        );
    });

    for (const [what, ...events] of [
        ["nothing"],
        ["that it failed", error("update failed")],
        ["that it was canceled", error("update canceled")],
        ["a summary of what nobody told", error("One or more errors occurred: 14 UNAVAILABLE: x")],
        ["advice of the policy pack", finding("advisory")],
    ] as const) {
        it(`tells what the CLI ended with, too, where the engine says ${what}`, () => {
            const report = reportOf(...events);
            assert.equal(
                failureMessage("update of pii", report, "/log", CAUSE),
                [
                    "update of pii failed",
                    ...report.problems.map(({ message }) => `  ${message}`),
                    "  pulumi up ended with code 1: error: no",
                    "the whole log: /log",
                ].join("\n"),
            );
        });
    }

    it("never shows the value of a refused input, which may be a secret", () => {
        const report = reportOf(
            error(
                `x resource 'a': property password value {&{{"it":"s3cr3t"}}} has a problem: too short`,
            ),
        );
        assert.deepEqual(report.problems, [
            { resource: undefined, message: "x resource 'a': property password: too short" },
        ]);
    });
});
