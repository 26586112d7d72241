import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseWaived } from "../../policy/waived-message";
import { beginsFarFrom } from "../support/day";
import { Pack, type PackConfig, type Sample, unknown, urn } from "./support";

const RULE = "thing-on";
const LAST_DAY = "2099-12-31";
const waiver = {
    rule: RULE,
    resource: "thing",
    reason: "it is being taken down",
    owner: "data-team",
    expires: LAST_DAY,
};
const start = () => Pack.start("-r", "tsx/cjs", join(__dirname, "packs", "accepted.ts"));
const root: Sample = { type: "pulumi:pulumi:Stack", name: "pii-prod", props: {} };
const right: Sample = { type: "try:it:Thing", name: "thing", props: { on: true, title: "it" } };
const off: Sample = { ...right, props: { ...right.props, on: false } };
const place: Sample = { type: "try:it:Place", name: "place", props: {} };
const inDays = (days: number) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe("accepted findings", () => {
    beginsFarFrom(0);

    let folder: string;
    let pack: Pack;
    let files = 0;
    // What was in one run is remembered in the process, so each test has a stack of its own.
    let stacks = 0;
    const stack = () => `prod-${stacks}`;
    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "policy-"));
        pack = await start();
    });
    after(async () => {
        await pack.stop();
        rmSync(folder, { recursive: true });
    });
    afterEach(() => pack.configure({}));

    function file(content: unknown): string {
        const path = join(folder, `${++files}.json`);
        writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
        return path;
    }
    const waive = (...waivers: unknown[]): PackConfig => ({ waivers: { file: file(waivers) } });
    const inBaseline = (...entries: unknown[]): PackConfig => ({
        baseline: { file: file(entries) },
    });

    const inStack = (sample: Sample) => ({ ...sample, stack: stack() });
    beforeEach(() => stacks++);

    /** What a run tells: of each resource before it is made, and of all at the end. */
    async function run(config: PackConfig, ...samples: readonly Sample[]) {
        await pack.configure(config);
        const all = [root, ...samples].map(inStack);
        const findings = [];
        for (const sample of all) {
            findings.push(...(await pack.analyze(sample)));
        }
        findings.push(...(await pack.analyzeStack(all)));
        return findings.map(({ rule, level, on = "", message }) => ({
            what: [level, rule, on].join(" ").trim(),
            message: message.split("\n").slice(1).join("\n"),
        }));
    }
    const what = (findings: readonly { what: string }[]) => findings.map((one) => one.what);

    describe("by a waiver", () => {
        it("are no findings of their rule, but are told with their waiver", async () => {
            const findings = await run(waive(waiver), off);
            assert.deepEqual(what(findings), ["advisory accepted-findings thing"]);
            assert.deepEqual(parseWaived(findings[0]?.message ?? ""), {
                rule: RULE,
                message: "is off",
                reason: waiver.reason,
                owner: waiver.owner,
                expires: LAST_DAY,
            });
        });

        it("can be of a rule over the whole stack", async () => {
            const config = waive({ ...waiver, rule: "place-visited", resource: "place" });
            const findings = await run(config, place);
            assert.equal(parseWaived(findings[0]?.message ?? "")?.rule, "place-visited");
            assert.deepEqual(what(findings), ["advisory accepted-findings place"]);
        });

        it("can be named by a pattern of URNs or names, of any stack", async () => {
            for (const resource of ["thi*", "urn:pulumi:*::try:it:Thing::*", "*"]) {
                const findings = await run(waive({ ...waiver, resource }), off);
                assert.deepEqual(what(findings), ["advisory accepted-findings thing"], resource);
            }
        });

        it("are those of that rule and that resource alone", async () => {
            const other = { ...off, name: "other" };
            const findings = await run(
                waive(
                    { ...waiver, resource: "other" },
                    { ...waiver, rule: "thing-named", resource: "no" },
                ),
                off,
                other,
            );
            assert.deepEqual(what(findings), [
                `mandatory ${RULE} thing`,
                "advisory accepted-findings other",
            ]);
        });

        it("stay accepted on the last day, and its end is told beforehand", async () => {
            for (const [days, told] of [
                [0, true],
                [30, true],
                [31, false],
            ] as const) {
                const expires = inDays(days);
                const findings = await run(waive({ ...waiver, expires }), off);
                assert.deepEqual(
                    findings.slice(1).map(({ message }) => message),
                    told
                        ? [
                              `line 1: the waiver of ${RULE} for thing expires on ${expires}, in ${days} days; ` +
                                  "data-team has to mend what it waives, or to decide anew",
                          ]
                        : [],
                );
            }
        });

        it("tells the end as long beforehand as the config says", async () => {
            const config = {
                ...waive({ ...waiver, expires: inDays(2) }),
                "accepted-findings": { warnDays: 1 },
            };
            assert.equal((await run(config, off)).length, 1);
        });

        it("count again after the last day, and so does the waiver", async () => {
            const findings = await run(waive({ ...waiver, expires: inDays(-1) }), off);
            assert.deepEqual(what(findings), [
                "mandatory waivers pii-prod",
                `mandatory ${RULE} thing`,
            ]);
            assert.equal(
                findings[0]?.message,
                `line 1: the waiver of ${RULE} for thing has expired on ${inDays(-1)} ` +
                    "(data-team: it is being taken down); mend what it waives and take it out, or decide anew",
            );
        });

        it("leave a waiver unused once they are mended", async () => {
            const gone = urn(inStack({ ...off, name: "gone" }));
            const findings = await run(
                waive(waiver, { ...waiver, resource: gone }, { ...waiver, resource: "elsewhere" }),
                right,
            );
            assert.deepEqual(
                findings.map(({ message }) => message),
                ["thing", gone].map(
                    (resource) =>
                        `line 1: the waiver of ${RULE} for ${resource} is not used; take it out`,
                ),
            );
            assert.deepEqual(what(findings), [
                "advisory accepted-findings",
                "advisory accepted-findings",
            ]);
        });

        it("leave no waiver unused that may be needed yet", async () => {
            const undecided = {
                ...off,
                props: { ...off.props, on: unknown },
            };
            const findings = await run(waive(waiver), undecided);
            assert.deepEqual(what(findings), ["advisory unknown-values"]);
        });

        it("leave no waiver unused whose rule is disabled", async () => {
            // What is on is found out once in a process.
            await pack.stop();
            pack = await start();
            assert.deepEqual(await run({ ...waive(waiver), [RULE]: "disabled" }, right), []);
        });

        it("are not mended behind the waiver's back", async () => {
            await pack.configure({ ...waive(waiver), [RULE]: "remediate" });
            await pack.analyze(inStack(root));
            assert.deepEqual(await pack.remediate(inStack(off)), off.props);
            await pack.configure({ ...waive(), [RULE]: "remediate" });
            assert.deepEqual(await pack.remediate(inStack(off)), right.props);
        });

        it("are none when the file is wrong, and all is told that is wrong with it", async () => {
            const path = file(
                [
                    "[",
                    `  ${JSON.stringify(waiver)},`,
                    '  {"rule": "no-rule", "resource": "", "reason": 1, "until": "2099-01-01"},',
                    '  "all", {"rule": "waivers", "resource": "*", "reason": "[},", "owner": "o", "expires": "2099-02-29"}',
                    "]",
                ].join("\n"),
            );
            const findings = await run({ waivers: { file: path } }, right);
            const named = "must be the name of a rule that covers a control, see RULES.md";
            assert.deepEqual(
                findings
                    .filter((one) => one.what === "mandatory waivers pii-prod")
                    .map((one) => one.message),
                [
                    'line 3, entry 2: has "until"; allowed are rule, resource, reason, owner, expires',
                    `line 3, entry 2: rule is "no-rule"; ${named}`,
                    'line 3, entry 2: resource is ""; must be text that is not empty',
                    "line 3, entry 2: reason is 1; must be text that is not empty",
                    "line 3, entry 2: owner is missing; must be text that is not empty",
                    "line 3, entry 2: expires is missing; must be text that is not empty",
                    'line 4, entry 3: is "all"; must be an object with rule, resource, reason, owner, expires',
                    `line 4, entry 4: rule is "waivers"; ${named}`,
                    'line 4, entry 4: expires is "2099-02-29"; must be a day, such as 2027-03-31',
                ].map((message) => `${path}: ${message}`),
            );
        });

        it("are told to be none at the end where the stack itself was not judged", async () => {
            await pack.configure({ waivers: { file: file("{") } });
            const [finding, ...others] = await pack.analyzeStack([inStack(right)]);
            assert.deepEqual(others, []);
            assert.match(finding?.message ?? "", /\.json: is no JSON: /);
            assert.deepEqual([finding?.level, finding?.rule], ["mandatory", "waivers"]);
        });

        for (const [content, message] of [
            ["{}", /: is no JSON list; begin it with \[ and end it with \]$/],
            [
                JSON.stringify([waiver, waiver]),
                /: line 1: waives \S+ for thing once more; keep one of them$/,
            ],
        ] as const) {
            it(`refuses ${content}`, async () => {
                const [finding] = await run({ waivers: { file: file(content) } });
                assert.match(finding?.message ?? "", message);
            });
        }

        it("refuses a file that is not there", async () => {
            const [finding, ...others] = await run({ waivers: { file: "no/such.json" } });
            assert.deepEqual(others, []);
            assert.match(
                finding?.message ?? "",
                /^no\/such\.json cannot be read: ENOENT.*; give an absolute path, or one from the folder of the pack$/,
            );
        });
    });

    describe("by the baseline", () => {
        let entry: { rule: string; urn: string };
        beforeEach(() => {
            entry = { rule: RULE, urn: urn(inStack(off)) };
        });

        it("are told in one line, with their count", async () => {
            const findings = await run(inBaseline(entry), off);
            assert.deepEqual(findings, [
                {
                    what: "advisory accepted-findings",
                    message: `in the baseline: 1 findings (${RULE} 1)`,
                },
            ]);
        });

        it("do not hide new ones", async () => {
            const other = { ...off, name: "other" };
            assert.deepEqual(what(await run(inBaseline(entry), off, other)), [
                `mandatory ${RULE} other`,
                "advisory accepted-findings",
            ]);
        });

        it("are told to be gone once they are, in their own stack", async () => {
            const gone = { ...entry, urn: urn(inStack({ ...off, name: "gone" })) };
            const elsewhere = { ...entry, urn: urn({ ...off, stack: "dev" }) };
            const findings = await run(inBaseline(entry, gone, elsewhere), right);
            assert.deepEqual(
                findings.map(({ message }) => message),
                [entry.urn, gone.urn].map(
                    (urn) => `in the baseline, but gone: ${RULE} at ${urn}; take it out`,
                ),
            );
        });

        it("refuses entries that are none", async () => {
            const findings = await run(inBaseline({ rule: RULE, urn: "thing" }, { rule: "x" }));
            assert.deepEqual(what(findings), Array(3).fill("mandatory baseline pii-prod"));
            assert.match(
                findings[0]?.message ?? "",
                /line 1, entry 1: urn is "thing"; must be a URN, such as/,
            );
        });
    });

    it("are none without files", async () => {
        assert.deepEqual(what(await run({}, off)), [`mandatory ${RULE} thing`]);
    });
});
