import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rule } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { RULES_PAGE, rulesPage } from "../../scripts/docs/rules";

describe("the page about the rules", function () {
    // The formatter takes its time to load.

    it("says what the rules say; if not, run `npm run docs`", async () => {
        const page = readFileSync(join(__dirname, "..", "..", RULES_PAGE), "utf8");
        assert.equal(page, await rulesPage(rules));
    });

    it("tells everything of a rule that has everything", async () => {
        const page = await rulesPage([
            rule({
                name: "full",
                description: "Every thing is a thing.",
                why: "Because of *.",
                severity: "low",
                remediation: "Mend it.",
                frameworks: {
                    fsbp: ["S3.1", "S3.2"],
                    cis: ["2.1"],
                    pci: ["1.2"],
                    gdpr: ["5(2)"],
                    ccpa: ["1798.100(e)"],
                },
                source: "https://docs.aws.amazon.com/",
                level: "disabled",
                settings: { days: { type: "integer", default: 3, description: "fewest days" } },
                remediate: () => undefined,
            }),
        ]);
        assert.deepEqual(page.slice(page.indexOf("## full")).split("\n"), [
            "## full",
            "",
            "Every thing is a thing.",
            "",
            "- Why: Because of \\*.",
            "- Remedy: Mend it.",
            "- Severity: low",
            "- Level: disabled",
            "- Controls: FSBP S3.1, FSBP S3.2, CIS AWS 5.0 2.1, PCI DSS 4.0.1 1.2, GDPR Art. 5(2), CCPA 1798.100(e)",
            "- Mends by itself at the level `remediate`.",
            "- Source: <https://docs.aws.amazon.com/>",
            "",
            "| parameter | type    | default | meaning     |",
            "| --------- | ------- | ------- | ----------- |",
            "| `days`    | integer | `3`     | fewest days |",
            "",
        ]);
    });
});
