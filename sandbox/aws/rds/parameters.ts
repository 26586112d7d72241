import { AwsError, list, oneOf, str } from "../../cloud/model";
import { PARAMETERS } from "./parameter-table";

/** One parameter, as the two kinds of parameter group take it. */
export interface ParameterInput {
    readonly name: string;
    readonly value: string;
    readonly applyMethod?: "immediate" | "pending-reboot";
}

/** The `parameters` input of a parameter group. */
export const parametersField = list(
    {
        name: str({ required: true }),
        value: str({ required: true }),
        applyMethod: str({ check: oneOf("immediate", "pending-reboot") }),
    },
    { check: (values) => firstRepeated(values as readonly ParameterInput[]) },
);

/** What RDS refuses when it is asked to set `parameters` in the group of a cluster or instance. */
export function checkParameters(
    kind: "cluster" | "instance",
    parameters: readonly ParameterInput[],
): void {
    for (const { name, value, applyMethod = "immediate" } of parameters) {
        const known = PARAMETERS[name];
        if (known === undefined) {
            throw new AwsError(
                "InvalidParameterValue",
                `Could not find parameter with name: ${name} (if Aurora PostgreSQL does have it, ` +
                    "add it in sandbox/aws/rds/parameters.ts)",
            );
        }
        if (kind === "instance" && known.ofCluster) {
            throw new AwsError(
                "InvalidParameterValue",
                `Could not find parameter with name: ${name} in a group of instances; it is in ` +
                    "those of clusters",
            );
        }
        if (!known.values.test(value)) {
            throw new AwsError(
                "InvalidParameterValue",
                `Invalid parameter value: ${value} for: ${name}; allowed is ${String(known.values)}`,
            );
        }
        if (known.isStatic && applyMethod === "immediate") {
            throw new AwsError(
                "InvalidParameterCombination",
                `cannot use immediate apply method for static parameter ${name}; ` +
                    'set applyMethod to "pending-reboot"',
            );
        }
        if (value === known.byDefault && applyMethod === "immediate") {
            throw new AwsError(
                "InvalidParameterCombination",
                `${name}: ${value} is the engine's own value, for which RDS keeps the apply method ` +
                    "pending-reboot: immediate would show as a change at every preview; set " +
                    'applyMethod to "pending-reboot", or leave the parameter out',
            );
        }
    }
}

/** Names of the parameters that a change from `before` to `after` puts in force at once. */
export function atOnce(
    before: readonly ParameterInput[],
    after: readonly ParameterInput[],
): string[] {
    const added = after.filter(
        ({ name, value }) => before.find((old) => old.name === name)?.value !== value,
    );
    const removed = before.filter(({ name }) => !after.some((other) => other.name === name));
    return [...added, ...removed]
        .filter(({ name, applyMethod = "immediate" }) => {
            return applyMethod === "immediate" && PARAMETERS[name]?.isStatic !== true;
        })
        .map(({ name }) => name);
}

function firstRepeated(parameters: readonly ParameterInput[]): string | undefined {
    const names = parameters.map(({ name }) => name);
    const repeated = names.find((name, i) => names.indexOf(name) < i);
    return repeated === undefined ? undefined : `names the parameter ${repeated} twice`;
}
