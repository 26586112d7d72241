import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { fromJson, json } from "../../../review/policy/json";
import { junit } from "../../../review/policy/junit";
import { COMMENT_MARK, markdown } from "../../../review/policy/markdown";
import { ruleLink } from "../../../scripts/policy/outputs";
import { table } from "../../../scripts/policy/table";
import { advisory, mandatory, report } from "./sample";

describe("findings as JSON", () => {
    it("are read back as they were", () => {
        assert.deepEqual(fromJson(json(report), "a file"), report);
        assert.deepEqual(JSON.parse(json(report)), { version: 1, ...report });
    });

    it("are refused with all that is wrong", () => {
        assert.throws(() => fromJson("{", "a file"), /^Error: a file is no JSON: /);
        const wrong = { version: 1, stacks: [1], findings: [{ ...advisory, level: "fatal" }] };
        assert.throws(
            () => fromJson(JSON.stringify(wrong), "a file"),
            ({ message }: Error) => {
                assert.match(message, /^a file holds no findings as --format json writes them:\n/);
                assert.match(message, /\n {2}stacks\.0: .*\n {2}findings\.0\.level: /);
                return true;
            },
        );
    });
});

describe("findings as JUnit XML", () => {
    it("are cases: failed, passed with a word, skipped with a reason", () => {
        assert.equal(
            junit(report),
            `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="1" errors="0" skipped="1">
  <testsuite name="pii-keys/prod" tests="3" failures="1" errors="0" skipped="1">
    <testcase name="kms-key-rotation: aurora" classname="kms-key-rotation">
      <failure message="never rotates" type="medium"><![CDATA[never rotates
urn:pulumi:prod::pii-keys::pii:keys:DataKey$aws:kms/key:Key::aurora
Set enableKeyRotation to true.
FSBP KMS.4]]></failure>
    </testcase>
    <testcase name="unknown-values: pii-keys/prod" classname="unknown-values">
      <system-out><![CDATA[not known before the update:
a.b]]></system-out>
    </testcase>
    <testcase name="kms-key-rotation: aurora-2" classname="kms-key-rotation">
      <skipped/>
      <system-out><![CDATA[waived: moves in May (data team, until 2027-05-31)
never rotates
urn:pulumi:prod::pii-keys::pii:keys:DataKey$aws:kms/key:Key::aurora-2
Set enableKeyRotation to true.
FSBP KMS.4]]></system-out>
    </testcase>
  </testsuite>
  <testsuite name="pii-network/prod" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="policy pack" classname="pii-network/prod"/>
  </testsuite>
</testsuites>
`,
        );
    });

    it("stay XML, whatever is in a message", () => {
        const message = 'a "b" <c> & ]]> d';
        const xml = junit({ ...report, findings: [{ ...mandatory, message }] });
        assert.match(xml, /message="a &quot;b&quot; &lt;c> &amp; \]\]> d"/);
        assert.match(xml, /<!\[CDATA\[a "b" <c> & \]\]\]\]><!\[CDATA\[> d\n/);
    });
});

describe("findings as Markdown", () => {
    const link = (rule: string) => `RULES.md#${rule}`;

    it("are a summary first, and folded below it each rule's", () => {
        const text = markdown(report, link);
        assert.deepEqual(text.split("\n").slice(0, 9), [
            COMMENT_MARK,
            "## Policy: 1 mandatory, 1 advisory, 1 waived findings in 2 stacks",
            "",
            "Mandatory findings stop every preview and update until they are mended or waived.",
            "",
            "| stack            | mandatory | advisory | waived |",
            "| :--------------- | --------: | -------: | -----: |",
            "| pii-keys/prod    |         1 |        1 |      1 |",
            "| pii-network/prod |         0 |        0 |      0 |",
        ]);
        assert.deepEqual(
            [...text.matchAll(/<summary>(.*)<\/summary>/g)].map(([, title]) => title),
            [
                "Mandatory, medium: <code>kms-key-rotation</code> (1)",
                "Advisory, low: <code>unknown-values</code> (1)",
                "Waived, medium: <code>kms-key-rotation</code> (1)",
            ],
        );
        assert.ok(text.includes("[About the rule](RULES.md#kms-key-rotation)"));
        assert.ok(
            text.includes("| pii-keys/prod | `aurora`<br>aws:kms/key:Key | never rotates |\n"),
        );
        assert.ok(
            text.includes("never rotates<br>*waived: moves in May (data team, until 2027-05-31)*"),
        );
    });

    it("say when nothing stops anything", () => {
        const text = markdown({ stacks: ["a/b"], findings: [advisory] }, link);
        assert.ok(text.includes("\nNothing stops a preview or an update.\n"));
    });

    it("take nothing in a message for markup, a mention or a link", () => {
        const message = "@all <img> [x](y) a|b `c`\n#1";
        const text = markdown({ ...report, findings: [{ ...mandatory, message }] }, link);
        const row = text.split("\n").find((line) => line.includes("`aurora`<br>")) ?? "";
        assert.ok(
            row.endsWith(
                "| &#64;all &#60;img&#62; &#91;x&#93;(y) a&#124;b &#96;c&#96;<br>&#35;1 |",
            ),
            row,
        );
    });

    it("fit in a comment, and say how much did not", () => {
        const findings = Array.from({ length: 500 }, (_, index) => ({
            ...mandatory,
            rule: `rule-${index}`,
            message: "x".repeat(200),
        }));
        const text = markdown({ ...report, findings }, link);
        assert.ok(text.length < 65_536);
        const shown = [...text.matchAll(/<details>/g)].length;
        assert.equal([...text.matchAll(/<\/details>/g)].length, shown);
        assert.ok(shown > 50);
        const left = `${500 - shown} more rules did not fit here; the run has all findings.\n`;
        assert.ok(text.endsWith(left));
    });

    it("link to the rule where it was judged, else in this checkout", () => {
        assert.equal(ruleLink("a", {}), "policy/RULES.md#a");
        const env = {
            GITHUB_SERVER_URL: "https://github.example",
            GITHUB_REPOSITORY: "owner/name",
            GITHUB_SHA: "abc",
        };
        assert.equal(
            ruleLink("a", env),
            "https://github.example/owner/name/blob/abc/policy/RULES.md#a",
        );
    });
});

describe("findings at a terminal", () => {
    it("are lines in columns, and below each what is wrong", () => {
        assert.deepEqual(stripVTControlCharacters(table(report)).split("\n"), [
            "level      severity  rule              resource  stack",
            "mandatory  medium    kms-key-rotation  aurora    pii-keys/prod",
            "  never rotates",
            "advisory   low       unknown-values              pii-keys/prod",
            "  not known before the update:",
            "  a.b",
            "",
            "Waived",
            "level      severity  rule              resource  stack",
            "mandatory  medium    kms-key-rotation  aurora-2  pii-keys/prod",
            "  never rotates",
            "  waived: moves in May (data team, until 2027-05-31)",
            "",
            "1 mandatory, 1 advisory, 1 waived findings in 2 stacks",
            "",
        ]);
    });
});
