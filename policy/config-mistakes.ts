import type { Rule, Setting } from "./rule";

const LEVELS = ["mandatory", "advisory", "disabled", "remediate"];

/**
 * What is wrong with a policy config, the content of the file that `--policy-pack-config` names:
 * which key, its value, and what is allowed. Pulumi itself tells of levels and of the types of
 * parameters, but of neither rules nor parameters that do not exist.
 */
export function configMistakes(config: unknown, rules: readonly Rule[]): string[] {
    if (!isObject(config)) {
        return [`the policy config is ${JSON.stringify(config)}; must be an object by rule`];
    }
    return Object.entries(config).flatMap(([name, value]) => {
        const rule = rules.find((candidate) => candidate.name === name);
        // These two are Pulumi's: a level for all rules, and environments of Pulumi ESC.
        if (name === "environments" || (name === "all" && typeof value === "string")) {
            return name === "all" ? levelMistakes(name, value) : [];
        }
        return rule === undefined
            ? [`${name} is no rule of this pack; RULES.md lists them${similar(name, rules)}`]
            : ruleMistakes(rule, value);
    });
}

function ruleMistakes(rule: Rule, value: unknown): string[] {
    const { name, settings = {} } = rule;
    const mends = "remediate" in rule;
    if (typeof value === "string") {
        return levelMistakes(name, value, mends);
    }
    if (!isObject(value)) {
        return [`${name} is ${JSON.stringify(value)}; must be a level or an object`];
    }
    const { enforcementLevel, ...parameters } = value;
    const allowed = Object.keys(settings).join(", ");
    return [
        ...(enforcementLevel === undefined
            ? []
            : levelMistakes(`${name}.enforcementLevel`, enforcementLevel, mends)),
        ...Object.entries(parameters).flatMap(([parameter, got]) => {
            const setting = settings[parameter];
            const path = `${name}.${parameter}`;
            if (setting === undefined) {
                const what = allowed === "" ? "the rule has no parameters" : `it has ${allowed}`;
                return [`${path} is ${JSON.stringify(got)}, but no parameter; ${what}`];
            }
            return mistakesOf(path, got, setting);
        }),
    ];
}

function levelMistakes(path: string, level: unknown, mends = true): string[] {
    const allowed = LEVELS.filter((name) => name !== "remediate" || mends);
    return allowed.includes(level as string)
        ? []
        : [`${path} is ${JSON.stringify(level)}; must be one of ${allowed.join(", ")}`];
}

/** The part of JSON schema that the rules' parameters are told in. */
function mistakesOf(path: string, value: unknown, schema: Partial<Setting>): string[] {
    const { type, minimum, maximum, items } = schema;
    const values: readonly unknown[] | undefined = schema.enum;
    const mistake = (allowed: string) => [`${path} is ${JSON.stringify(value)}; ${allowed}`];
    if (values !== undefined) {
        return values.includes(value)
            ? []
            : mistake(
                  `must be one of ${values.map((allowed) => JSON.stringify(allowed)).join(", ")}`,
              );
    }
    switch (type) {
        case "array":
            return Array.isArray(value)
                ? value.flatMap((item: unknown, index) =>
                      mistakesOf(`${path}[${index}]`, item, items as Partial<Setting>),
                  )
                : mistake("must be a list");
        case "integer":
        case "number": {
            const isRight =
                type === "integer" ? Number.isInteger(value) : typeof value === "number";
            const [least, most] = [minimum ?? -Infinity, maximum ?? Infinity];
            const inRange = isRight && least <= Number(value) && Number(value) <= most;
            const range = [
                ...(minimum === undefined ? [] : [`at least ${minimum}`]),
                ...(maximum === undefined ? [] : [`at most ${maximum}`]),
            ].join(" and ");
            const what = type === "integer" ? "a whole number" : "a number";
            return inRange ? [] : mistake(`must be ${[what, range].filter(Boolean).join(", ")}`);
        }
        default:
            return typeof value === type ? [] : mistake(`must be a ${String(type)}`);
    }
}

/** The name of a rule that has most words in common, if half of them are. */
function similar(name: string, rules: readonly Rule[]): string {
    const words = new Set(name.split("-"));
    const common = (other: string) => other.split("-").filter((word) => words.has(word)).length;
    const [best] = rules.map((rule) => rule.name).sort((a, b) => common(b) - common(a));
    return best !== undefined && common(best) * 2 >= words.size ? `, such as ${best}` : "";
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
