import { attributeOf, isKeyable } from "./derived";
import type { Rule } from "./spec-mistake";
import type { TableSpec } from "./table-spec";

/**
 * What must be of one part of a key, of the table or of an index.
 * @param name the attribute; undefined where the key has no such part
 */
export function keyRules(spec: TableSpec, where: string, name: string | undefined): Rule[] {
    if (name === undefined) {
        return [];
    }
    const attribute = attributeOf(spec, name);
    if (attribute === undefined) {
        const possible = Object.keys(spec.attributes).filter((each) =>
            isKeyable(attributeOf(spec, each)),
        );
        return [[true, where, name, `must be an attribute; ${possible.join(", ")} can be keys`]];
    }
    const { type, level } = attribute;
    return [
        [
            !["S", "N", "B"].includes(type),
            where,
            name,
            `must be of type S, N or B to be a key, and not ${type}`,
        ],
        [
            level >= 2,
            where,
            name,
            `must be of level 0 or 1 to be a key: of level ${level} it is stored as ciphertext, by which nothing is found`,
        ],
    ];
}
