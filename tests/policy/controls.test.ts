import assert from "node:assert/strict";
import { rules } from "../../policy/rules";
import type { Frameworks } from "../../policy/rule";

/** What an id of each framework looks like. */
const FORMS: Readonly<Record<keyof Frameworks, RegExp>> = {
    fsbp: /^[A-Z][A-Za-z0-9]+\.\d+$/,
    cis: /^[1-5](\.\d+){1,2}$/,
    pci: /^([1-9]|1[0-2])(\.\d+){2,3}$/,
    // Principles, erasure, protection by design, processors, records, security, breaches, transfers.
    gdpr: /^(5\(1\)\([a-f]\)|5\(2\)|17|25(\(2\))?|28|30|32\(1\)\([a-d]\)|33|34|4[46])$/,
    ccpa: /^(1798\.100\([de]\)|1798\.150\(a\)\(1\))$/,
};

const CONTROLS = /\/securityhub\/latest\/userguide\/[a-z0-9]+-controls\.html(?:#(.+))?$/;

describe("the controls that rules name", () => {
    it("have ids that there are", () => {
        for (const { name, frameworks } of rules) {
            for (const [framework, form] of Object.entries(FORMS)) {
                for (const id of frameworks[framework as keyof Frameworks] ?? []) {
                    assert.match(id, form, name);
                }
            }
        }
    });

    it("are those of the page that the rule rests on", () => {
        for (const { name, frameworks, source } of rules) {
            const [, anchor] = CONTROLS.exec(source) ?? [];
            const anchors = (frameworks.fsbp ?? []).map((id) => id.toLowerCase().replace(".", "-"));
            assert.ok(anchor === undefined || anchors.includes(anchor), name);
        }
    });

    it("are of the CCPA where they are of the GDPR's security of processing", () => {
        for (const { name, frameworks } of rules) {
            const { gdpr = [], ccpa = [] } = frameworks;
            const isSecurity = gdpr.some((id) => id.startsWith("32(1)") || id === "5(1)(f)");
            assert.equal(ccpa.includes("1798.100(e)"), isSecurity, name);
            // Whose data is stolen may sue where it was neither encrypted nor redacted.
            assert.equal(ccpa.includes("1798.150(a)(1)"), gdpr.includes("32(1)(a)"), name);
        }
    });
});
