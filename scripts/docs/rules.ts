import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { Level, Rule } from "../../policy/rule";
import { controlsOf } from "../../policy/controls";
import { ROOT } from "../../sandbox/platform/repository";

export const RULES_PAGE = "policy/RULES.md";

/** The page about these rules, as `npm run format` would leave it; a rule's name is its anchor. */
export async function rulesPage(rules: readonly Rule[]): Promise<string> {
    const filepath = join(ROOT, RULES_PAGE);
    return format(
        [
            INTRODUCTION,
            "| rule | severity | level | what it asks |",
            "| --- | --- | --- | --- |",
            ...rules.map((rule) =>
                row(
                    `[${rule.name}](#${rule.name})`,
                    rule.severity,
                    levelOf(rule),
                    rule.description,
                ),
            ),
            ...rules.flatMap(section),
        ].join("\n"),
        { ...(await resolveConfig(filepath)), filepath },
    );
}

function section(rule: Rule): string[] {
    const { name, description, why, remediation, source, settings = {} } = rule;
    const controls = controlsOf(rule.frameworks);
    return [
        "",
        `## ${name}`,
        "",
        text(description),
        "",
        `- Why: ${text(why)}`,
        `- Remedy: ${text(remediation)}`,
        `- Severity: ${rule.severity}`,
        `- Level: ${levelOf(rule)}`,
        ...(controls.length > 0 ? [`- Controls: ${controls.join(", ")}`] : []),
        ...(rule.remediate ? ["- Mends by itself at the level `remediate`."] : []),
        `- Source: <${source}>`,
        ...(Object.keys(settings).length === 0
            ? []
            : ["", "| parameter | type | default | meaning |", "| --- | --- | --- | --- |"]),
        ...Object.entries(settings).map(([parameter, setting]) =>
            row(
                code(parameter),
                String(setting.type),
                code(JSON.stringify(setting.default).replaceAll(",", ", ")),
                setting.description,
            ),
        ),
    ];
}

function levelOf({ level = "mandatory" }: Rule): Level {
    return level;
}

function row(...cells: readonly string[]): string {
    return `| ${cells.map((cell) => text(cell).replaceAll("|", "\\|")).join(" | ")} |`;
}

function code(value: string): string {
    return `\`${value}\``;
}

/** Prose in which no star or underscore is taken for markup. */
function text(prose: string): string {
    return prose.startsWith("`") ? prose : prose.replaceAll(/[*_<]/g, "\\$&");
}

const INTRODUCTION = `# Rules

<!-- Written by \`npm run docs\` from the rules in policy/rules. Do not edit. -->

What the pack asks, rule by rule. Controls are those of AWS Foundational Security Best Practices (FSBP),
the CIS AWS Foundations Benchmark 5.0, PCI DSS 4.0.1, the articles of the GDPR and the sections of the
CCPA. A rule at level \`disabled\` is for what only some want: a policy config turns it on.
`;
