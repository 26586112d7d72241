import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { Rule, Setting } from "../../policy/rule";
import { ROOT } from "../../sandbox/platform/repository";

export const CONFIG_TYPE = "policy/policy-config.ts";

/** The type of a policy config for these rules, as `npm run format` would leave it. */
export async function configType(rules: readonly Rule[]): Promise<string> {
    const filepath = join(ROOT, CONFIG_TYPE);
    const properties = rules.map((rule) => {
        const { name, description, settings = {} } = rule;
        const level = "remediate" in rule ? 'Level | "remediate"' : "Level";
        const parameters = Object.entries(settings).map(
            ([parameter, setting]) =>
                `/** ${capital(setting.description)}. @default ${JSON.stringify(setting.default)} */
                readonly ${parameter}?: ${typeOf(setting)};`,
        );
        const all = parameters.length === 0 ? "" : `, { ${parameters.join("\n")} }`;
        const config = `RuleConfig<${level}${all}>`;
        return `/** ${description.replaceAll("*/", "*\\/")} */\n readonly "${name}"?: ${config};`;
    });
    return format(`${HEAD}export interface PolicyConfig {\n${COMMON}${properties.join("\n")}\n}`, {
        ...(await resolveConfig(filepath)),
        filepath,
    });
}

function typeOf({ type, items, ...setting }: Partial<Setting>): string {
    const values: readonly unknown[] | undefined = setting.enum;
    if (values !== undefined) {
        return values.map((value) => JSON.stringify(value)).join(" | ");
    }
    switch (type) {
        case "array":
            return `readonly (${typeOf(items as Partial<Setting>)})[]`;
        case "integer":
            return "number";
        default:
            return String(type);
    }
}

function capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

const HEAD = `// Written by \`npm run docs\` from the rules in policy/rules. Do not edit.

/** What a finding does: it fails the preview or the update, it is told, or nobody looks. */
type Level = "mandatory" | "advisory" | "disabled";

/** A level alone, or parameters and perhaps a level. */
type RuleConfig<Levels, Parameters = unknown> = Levels | ({ readonly enforcementLevel?: Levels } & Parameters);

/** The content of a file for \`--policy-pack-config\`. */
`;

const COMMON = `
/** The level of all rules that are not named here. */
readonly all?: Level;
/** Environments of Pulumi ESC that the pack runs in. */
readonly environments?: readonly string[];
`;
