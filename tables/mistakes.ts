import { isKeyable } from "./derived";
import type { TableSpec } from "./table-spec";

/** Something wrong in a spec: where, what it says, and what would be right. */
export interface SpecMistake {
    /** Path within the spec, such as `indexes.by-user.hash`. */
    readonly where: string;
    readonly got: unknown;
    readonly advice: string;
}

/** Everything that is wrong with a spec; empty when it is right. */
export function specMistakes(spec: TableSpec): SpecMistake[] {
    const keys: readonly [where: string, name: string | undefined][] = [
        ["key.hash", spec.key.hash],
        ["key.range", spec.key.range],
        ...Object.entries(spec.indexes ?? {}).flatMap(
            ([name, index]): [string, string | undefined][] => [
                [`indexes.${name}.hash`, index.hash],
                [`indexes.${name}.range`, index.range],
            ],
        ),
    ];
    return keys.flatMap(([where, name]) => {
        const attribute = name === undefined ? undefined : spec.attributes[name];
        return name === undefined || (attribute !== undefined && isKeyable(attribute))
            ? []
            : [{ where, got: name, advice: "must be an attribute that can be a key" }];
    });
}
