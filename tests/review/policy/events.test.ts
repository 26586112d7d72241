import assert from "node:assert/strict";
import { parseWaived, waivedMessage } from "../../../policy/waived-message";
import { reportOf, stackOf } from "../../../review/policy/events";
import { KEY, mandatory, ROTATION, waived } from "./sample";

const PACK = { rules: new Map([[ROTATION.name, ROTATION]]), parseWaived };

const finding = {
    policyEvent: {
        resourceUrn: KEY,
        message: "<{%fg 1%}>Every KMS key rotates.\nnever\u0007 rotates<{%reset%}>\n",
        policyName: "kms-key-rotation",
        enforcementLevel: "mandatory",
        severity: "high",
    },
};
const end = (result = "succeeded", packs: object = { "pii-platform": "0.1.0" }) => ({
    summaryEvent: { PolicyPacks: packs, result },
});
const log = (...events: object[]) =>
    events.map((event, sequence) => JSON.stringify({ sequence, ...event })).join("\n");
const read = (...events: object[]) => reportOf(log(...events), "the log", PACK);

describe("what an event log tells of the policy pack", () => {
    it("is each finding, with what is known of its rule", () => {
        assert.deepEqual(read(finding, end("failed")), {
            stacks: ["pii-keys/prod"],
            findings: [mandatory],
        });
    });

    it("is what another pack's rule tells of itself", () => {
        const policyEvent = {
            ...finding.policyEvent,
            policyName: "another",
            enforcementLevel: "advisory",
            message: "is bad",
        };
        assert.deepEqual(read({ policyEvent }, end()).findings, [
            {
                rule: "another",
                level: "advisory",
                severity: "high",
                stack: "pii-keys/prod",
                resource: mandatory.resource,
                message: "is bad",
                controls: [],
            },
        ]);
    });

    it("is a finding of the rule that is waived, with the waiver", () => {
        const { rule, message, waiver, resource } = waived;
        const { reason, owner, expires } = waiver ?? assert.fail();
        const told = waivedMessage({
            rule,
            message,
            waiver: { rule, resource: "aurora-2", reason, owner, expires, line: 2 },
        });
        const policyEvent = {
            resourceUrn: resource?.urn,
            policyName: "accepted-findings",
            enforcementLevel: "advisory",
            message: `Every finding that is waived is named.\n${told}\n`,
        };
        assert.deepEqual(read({ policyEvent }, end()).findings, [waived]);
    });

    it("is about no resource where it is about the stack", () => {
        const resourceUrn = "urn:pulumi:prod::pii-keys::pulumi:pulumi:Stack::pii-keys-prod";
        const { findings } = read({ policyEvent: { ...finding.policyEvent, resourceUrn } }, end());
        assert.equal(findings[0]?.resource, undefined);
        assert.equal(findings[0]?.stack, "pii-keys/prod");
    });

    it("is nothing where all is well, and the stack is known by what was judged", () => {
        for (const event of [
            { policyAnalyzeSummaryEvent: { resourceUrn: KEY, passed: [] } },
            { resourcePreEvent: { metadata: { urn: KEY } } },
        ]) {
            assert.deepEqual(read(event, end()), { stacks: ["pii-keys/prod"], findings: [] });
        }
    });

    const refused: Readonly<Record<string, [text: string, error: RegExp]>> = {
        "an empty file": ["\n", /^Error: the log is empty/],
        "what is no JSON": ["Previewing update", /^Error: the log is no event log: line 1 is no/],
        "JSON of something else": [
            `${log(finding)}\n{"version": 3}`,
            /^Error: the log is no event log: line 2 is no event of the engine; give what/,
        ],
        "a log of no stack": [log(end()), /^Error: the log tells of no stack/],
        "a log that was cut off": [log(finding), /^Error: the log did not come to its end/],
        "a preview that failed by itself": [
            log(
                { resourcePreEvent: { metadata: { urn: KEY } } },
                { diagnosticEvent: { severity: "info", message: "hello" } },
                { diagnosticEvent: { severity: "error", message: "<{%fg 1%}>no credentials" } },
                end("failed"),
            ),
            /did not come to its end, so not everything was judged: no credentials$/,
        ],
        "a preview without a policy pack": [
            log({ resourcePreEvent: { metadata: { urn: KEY } } }, end("succeeded", {})),
            /^Error: the log was judged by no policy pack; preview with --policy-pack policy$/,
        ],
    };
    for (const [what, [text, error]] of Object.entries(refused)) {
        it(`is nothing that can be relied on: ${what}`, () => {
            assert.throws(() => reportOf(text, "the log", PACK), error);
        });
    }
});

describe("the stack of a URN", () => {
    it("goes by project and stack", () => {
        assert.equal(stackOf(KEY), "pii-keys/prod");
        assert.equal(stackOf("arn:aws:kms"), undefined);
        assert.equal(stackOf(undefined), undefined);
    });
});
