import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rule } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { componentsByType } from "../../scripts/docs/components";
import { CONTROLS_PAGE, controlsPage, whereabouts } from "../../scripts/docs/controls";

const ROOT = join(__dirname, "../..");

describe("the page about the controls", function () {
    // The formatter takes its time to load.

    it("says what the rules say; if not, run `npm run docs`", async () => {
        const page = readFileSync(join(ROOT, CONTROLS_PAGE), "utf8");
        assert.equal(page, await controlsPage(rules, whereabouts()));
    });

    it("knows the test of every rule, and leads nowhere that is not there", async () => {
        const { testOf } = whereabouts();
        const covering = rules.filter(({ aboutRun }) => !aboutRun);
        assert.deepEqual(
            covering.filter(({ name }) => testOf(name) === undefined).map(({ name }) => name),
            [],
        );
        const page = await controlsPage(rules, whereabouts());
        const files = [...page.matchAll(/\]\(\.\.\/([^)#]+)/g)].map(([, file = ""]) => file);
        assert.deepEqual(
            [...new Set(files)].filter((file) => !existsSync(join(ROOT, file))),
            [],
        );
    });

    it("tells of a control its rules, and of a rule what makes what it looks at", async () => {
        const common = {
            why: "w",
            severity: "low",
            remediation: "r",
            source: "https://docs.aws.amazon.com/",
        } as const;
        const page = await controlsPage(
            [
                rule({
                    ...common,
                    name: "by-itself",
                    description: "d",
                    frameworks: { fsbp: ["RDS.10", "RDS.9"], gdpr: ["32"] },
                    types: ["a"],
                    check: () => undefined,
                }),
                rule({
                    ...common,
                    name: "over-stacks",
                    description: "d",
                    frameworks: { fsbp: ["RDS.9"], ccpa: ["1798.100(e)"] },
                    level: "disabled",
                    checkStack: (stack) => {
                        stack.links(["b"], "x", ["c"], ["id"]);
                    },
                }),
                rule({
                    ...common,
                    name: "about-the-run",
                    description: "d",
                    frameworks: {},
                    aboutRun: true,
                    checkStack: () => undefined,
                }),
            ],
            {
                components: new Map([
                    ["a", [{ name: "A", file: "infra/a.ts" }]],
                    ["b", [{ name: "B", file: "infra/b.ts" }]],
                    [
                        "c",
                        [
                            { name: "B", file: "infra/b.ts" },
                            { name: "A", file: "infra/a.ts" },
                        ],
                    ],
                ]),
                testOf: (name) => (name === "by-itself" ? "tests/policy/tables/a.ts" : undefined),
            },
        );
        const rows = page
            .split("\n")
            .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
        const [one, two] = [
            "[by-itself](../policy/RULES.md#by-itself)",
            "[over-stacks](../policy/RULES.md#over-stacks) (off)",
        ];
        assert.deepEqual(rows, [
            "| control | rules |",
            `| RDS.9 | ${one}, ${two} |`,
            `| RDS.10 | ${one} |`,
            "| control | rules |",
            "| control | rules |",
            "| control | rules |",
            `| 32 | ${one} |`,
            "| control | rules |",
            `| 1798.100(e) | ${two} |`,
            "| rule | FSBP | CIS | PCI DSS | GDPR | CCPA | component | test |",
            `| ${one} | RDS.10, RDS.9 |  |  | 32 |  | [A](../infra/a.ts) | [tables/a.ts](../tests/policy/tables/a.ts) |`,
            `| ${two} | RDS.9 |  |  |  | 1798.100(e) | [A](../infra/a.ts), [B](../infra/b.ts) |  |`,
        ]);
    });

    it("knows components by what they make themselves, or by what they import", () => {
        const components = componentsByType();
        const of = (type: string) => components.get(type)?.map(({ name }) => name);
        assert.deepEqual(of("aws:rds/cluster:Cluster"), ["AuroraCluster"]);
        assert.deepEqual(of("aws:kms/key:Key"), ["DataKey"]);
        assert.deepEqual(of("aws:ec2/subnet:Subnet"), ["PrivateNetwork"]);
        assert.equal(of("aws:iam/user:User"), undefined);
    });
});
