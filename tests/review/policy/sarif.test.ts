import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log } from "sarif";
import type { Finding, Report } from "../../../review/policy/finding";
import { sarif } from "../../../review/policy/sarif";
import { componentPlaces, placeOf } from "../../../scripts/policy/places";
import { PACK_INFO } from "../../../scripts/policy/pack-info";
import { advisory, KEY, mandatory, report, ROTATION, waived } from "./sample";

const ROOT = join(__dirname, "../../..");

// The schema's patterns are older than the flag for Unicode.
const ajv = addFormats(new Ajv({ strict: false, unicodeRegExp: false }));
const isValid = ajv.compile(schema);

function logOf(given: Report): Log {
    const text = sarif(given, {
        rules: [ROTATION],
        version: "1.2.3",
        placeOf: () => ({ file: "infra/keys/data-key.ts", line: 7 }),
        linkTo: (rule) => `https://github.example/${rule}`,
    });
    return JSON.parse(text) as Log;
}

const resultsOf = (...findings: Finding[]) => logOf({ ...report, findings }).runs[0]?.results ?? [];
const prints = (...findings: Finding[]) =>
    resultsOf(...findings).map(({ partialFingerprints }) => partialFingerprints);

describe("findings as SARIF", () => {
    it("are what the schema of SARIF 2.1.0 asks for", () => {
        for (const given of [report, { stacks: ["a/b"], findings: [] }]) {
            assert.ok(isValid(logOf(given)), JSON.stringify(isValid.errors));
        }
        assert.equal(isValid({ ...logOf(report), version: "2.0.0" }), false);
    });

    it("of every rule of the pack are, too", () => {
        const rules = [...PACK_INFO.rules.values()];
        const options = { rules, version: "0.1.0", placeOf: () => ({ file: "a", line: 1 }) };
        const text = sarif({ stacks: [], findings: [] }, { ...options, linkTo: String });
        assert.ok(isValid(JSON.parse(text)), JSON.stringify(isValid.errors));
    });

    it("have a rule with what helps, and what code scanning sorts by", () => {
        const { rules = [] } = logOf(report).runs[0]?.tool.driver ?? {};
        assert.deepEqual(rules, [
            {
                id: "kms-key-rotation",
                name: "kms-key-rotation",
                shortDescription: { text: ROTATION.description },
                fullDescription: { text: ROTATION.why },
                helpUri: "https://github.example/kms-key-rotation",
                help: {
                    text: [
                        ROTATION.why,
                        ROTATION.remediation,
                        "https://github.example/kms-key-rotation",
                        ROTATION.source,
                    ].join("\n"),
                    markdown: [
                        ROTATION.why,
                        `**To mend it:** ${ROTATION.remediation}`,
                        "**Controls:** FSBP KMS.4",
                        `<https://github.example/kms-key-rotation><br><${ROTATION.source}>`,
                    ].join("\n\n"),
                },
                properties: { tags: ["security", "FSBP KMS.4"], "security-severity": "5.5" },
            },
            { id: "unknown-values" },
        ]);
        assert.deepEqual(
            resultsOf(...report.findings).map(({ ruleIndex = -1 }) => rules[ruleIndex]?.id),
            report.findings.map(({ rule }) => rule),
        );
    });

    it("say what is wrong where, and how bad it is", () => {
        const [first, second] = resultsOf(mandatory, advisory);
        assert.equal(first?.level, "error");
        assert.equal(first.message.text, "aurora (pii-keys/prod): never rotates");
        assert.deepEqual(first.locations, [
            {
                physicalLocation: {
                    artifactLocation: { uri: "infra/keys/data-key.ts", uriBaseId: "%SRCROOT%" },
                    region: { startLine: 7 },
                },
                logicalLocations: [{ name: "aurora", fullyQualifiedName: KEY, kind: "resource" }],
            },
        ]);
        assert.equal(first.suppressions, undefined);
        assert.equal(second?.level, "warning");
    });

    it("are suppressed, with the reason, once they are waived", () => {
        assert.deepEqual(resultsOf(waived)[0]?.suppressions, [
            {
                kind: "external",
                status: "accepted",
                justification: "waived: moves in May (data team, until 2027-05-31)",
            },
        ]);
    });

    it("keep their fingerprints from run to run, whatever the values are", () => {
        const changed = { ...mandatory, message: "rotates every 700 days" };
        assert.deepEqual(prints(mandatory, advisory), prints(changed, advisory));
        assert.deepEqual(prints(waived), prints({ ...waived, waiver: undefined }));
        const [one, another, same] = prints(mandatory, waived, changed).map(
            (print) => print?.primaryLocationLineHash,
        );
        assert.notEqual(one, another);
        assert.equal(same, one?.replace(/:1$/, ":2"));
    });
});

describe("the place of a finding", () => {
    const place = placeOf(componentPlaces());
    const at = (urn: string, stack = "pii-aurora/prod") =>
        place({ ...mandatory, stack, resource: { urn, type: "t", name: "n" } });

    it("is where its innermost component names its type", () => {
        const { file, line } = at(
            "urn:pulumi:prod::pii-aurora::pii:aurora:AuroraCluster$pii:aurora:LogGroups$aws:x:Y::n",
        );
        assert.equal(file, "infra/aurora/log-groups.ts");
        const text = readFileSync(join(ROOT, file), "utf8").split("\n")[line - 1];
        assert.match(text ?? "", /super\(/);
    });

    it("is the program where no component of ours has it", () => {
        const outside = "urn:pulumi:prod::pii-aurora::aws:rds/cluster:Cluster::n";
        assert.deepEqual(at(outside), { file: "stacks/aurora/program.ts", line: 1 });
        assert.equal(at(outside, "pii-platform/dev").file, "stacks/whole/index.ts");
        assert.deepEqual(place(advisory), { file: "stacks/keys/program.ts", line: 1 });
        assert.ok(existsSync(join(ROOT, "stacks/whole/index.ts")));
    });
});
