import { type Inspected, UNKNOWN } from "./inspect";

/** Types of parameter groups; of plain RDS, of Aurora's clusters, and of single instances of Aurora. */
export const PARAMETER_GROUPS: readonly string[] = [
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "aws:rds/parameterGroup:ParameterGroup",
];

/** The family of a group, `aurora-postgresql16`, in its parts; no name when it is not known. */
export function majorOf(group: Inspected): { name: string; major: number } {
    const [, name = "", major = ""] = /^(.*?)(\d+)$/.exec(String(group.read("family"))) ?? [];
    return { name, major: Number(major) };
}

/** The value of a parameter as text; `undefined` when it is not set. */
export function parameter(group: Inspected, name: string): string | typeof UNKNOWN | undefined {
    const parameters = group.partly("parameters") ?? [];
    if (!Array.isArray(parameters)) {
        return UNKNOWN;
    }
    const all = parameters as { name?: unknown; value?: unknown }[];
    const found = all.find((one) => one.name === name) ?? all.find((one) => one.name === UNKNOWN);
    if (found === undefined) {
        return undefined;
    }
    return found.name === UNKNOWN || found.value === UNKNOWN ? UNKNOWN : String(found.value);
}

/**
 * A violation unless the parameter passes, in a group that says it for PostgreSQL: one of a cluster,
 * or of plain RDS. In a group of Aurora's single instances it has no place.
 */
export function judgeParameter(
    group: Inspected & { readonly type: string },
    name: string,
    test: (value: string | undefined) => boolean,
    message: string,
): void {
    const family = majorOf(group).name;
    const isOfInstance = group.type === "aws:rds/parameterGroup:ParameterGroup";
    if (family !== "postgres" && (family !== "aurora-postgresql" || isOfInstance)) {
        return;
    }
    const value = parameter(group, name);
    if (value === UNKNOWN) {
        group.undecided("parameters");
    } else if (!test(value)) {
        group.fail(message);
    }
}
