import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { configs } from "../../policy/configs";
import { Stack, type StackResource } from "../../policy/resource";
import type { Frameworks, Rule } from "../../policy/rule";
import { ROOT } from "../../sandbox/platform/repository";
import { type Component, componentsByType } from "./components";

export const CONTROLS_PAGE = "docs/controls.md";

const FRAMEWORKS: Readonly<Record<keyof Frameworks, string>> = {
    fsbp: "AWS Foundational Security Best Practices",
    cis: "CIS AWS Foundations Benchmark 5.0",
    pci: "PCI DSS 4.0.1",
    gdpr: "GDPR, by article",
    ccpa: "CCPA, by section",
};

const IDS = Object.keys(FRAMEWORKS) as (keyof Frameworks)[];

/** Where things are: what cannot be told by a rule itself. Paths from the repository's top. */
export interface Whereabouts {
    /** The components that make resources, by the type of those. */
    readonly components: ReadonlyMap<string, readonly Component[]>;
    /** File of the tests of a rule. */
    readonly testOf: (rule: string) => string | undefined;
}

/** The page about which rule covers which control, as `npm run format` would leave it. */
export async function controlsPage(
    rules: readonly Rule[],
    whereabouts: Whereabouts,
): Promise<string> {
    const filepath = join(ROOT, CONTROLS_PAGE);
    const covering = rules.filter(({ aboutRun }) => !aboutRun);
    return format(
        [
            INTRODUCTION,
            // Padded to the widest cell the tables would be ten times as long.
            "<!-- prettier-ignore-start -->",
            ...IDS.flatMap((framework) => controlTable(framework, covering)),
            "",
            "## Rules",
            "",
            "| rule | FSBP | CIS | PCI DSS | GDPR | CCPA | component | test |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            ...covering.map((rule) => row(rule, whereabouts)),
            "",
            "<!-- prettier-ignore-end -->",
        ].join("\n"),
        { ...(await resolveConfig(filepath)), filepath },
    );
}

/** Where things are in this repository. */
export function whereabouts(): Whereabouts {
    const tests = readdirSync(join(ROOT, "tests/policy"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.endsWith("names.ts"))
        .sort(byTable)
        .map((file) => ({
            file: join("tests/policy", file),
            text: readFileSync(join(ROOT, "tests/policy", file), "utf8"),
        }));
    return {
        components: componentsByType(),
        testOf: (rule) => tests.find(({ text }) => text.includes(`"${rule}"`))?.file,
    };
}

/** The tables of a rule before other tests that name it. */
function byTable(a: string, b: string): number {
    const rank = (file: string) =>
        ["tables/", "stacks/"].findIndex((folder) => file.startsWith(folder)) >>> 0;
    return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function controlTable(framework: keyof Frameworks, rules: readonly Rule[]): string[] {
    const ids = new Set(rules.flatMap(({ frameworks }) => frameworks[framework] ?? []));
    const sorted = [...ids].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const rows = sorted.map((id) => {
        const covering = rules.filter(({ frameworks }) => frameworks[framework]?.includes(id));
        return `| ${id} | ${covering.map(link).join(", ")} |`;
    });
    return ["", `## ${FRAMEWORKS[framework]}`, "", "| control | rules |", "| --- | --- |", ...rows];
}

function row(rule: Rule, { components, testOf }: Whereabouts): string {
    const makers = typesOf(rule).flatMap((type) => components.get(type) ?? []);
    const test = testOf(rule.name);
    const cells = [
        link(rule),
        ...IDS.map((framework) => (rule.frameworks[framework] ?? []).join(", ")),
        unique(makers.map(({ name, file }) => `[${name}](../${file})`)).join(", "),
        test === undefined ? "" : `[${test.replace("tests/policy/", "")}](../${test})`,
    ];
    return `| ${cells.join(" | ")} |`;
}

function link({ name, level }: Rule): string {
    return `[${name}](../policy/RULES.md#${name})${level === "disabled" ? " (off)" : ""}`;
}

/** The types of resources that a rule looks at: those that it names, and those it asks a stack for. */
function typesOf(rule: Rule): string[] {
    const asked = new Set(rule.types);
    class Questions extends Stack {
        override of(...types: readonly string[]): StackResource[] {
            types.forEach((type) => asked.add(type));
            return super.of(...types);
        }
    }
    rule.checkStack?.(new Questions([]), configs.values(rule));
    return [...asked];
}

function unique(texts: readonly string[]): string[] {
    return [...new Set(texts)].sort();
}

const INTRODUCTION = `# Controls

<!-- Written by \`npm run docs\` from the rules in policy/rules and the components in infra. Do not edit. -->

Which rule of the [policy pack](../policy/README.md) covers which control, which components of the
platform make the resources that the rule looks at (the pack finds nothing in what they make), and where
the rule is tested. A rule that is off by default says so. Where no component stands, the platform makes
nothing that the rule looks at, or it looks at everything: the rule is for what is added to it, and for
other programs.

A rule that covers a control does not fulfil it: what people have to do, review and write down is no
resource. Ids are those of the versions named here.
`;
