import type { Failure, Props } from "../../provider/provider";
import { hasUnknown } from "../../provider/unknown";
import { broken, hasRepetition, isGiven, isOther, objectsOf } from "../shared/rules";
import { keyOf } from "./indexes";

/** Attributes of one kind in a key, and attributes beside keys in one index and in all. */
const MAX_KEY_PARTS = 4;
const MAX_INCLUDED = 20;
const MAX_INCLUDED_IN_ALL = 100;

/** What indexes of a table cannot be. */
export function indexFailures(inputs: Props): Failure[] {
    const global = objectsOf(inputs.globalSecondaryIndexes);
    const local = objectsOf(inputs.localSecondaryIndexes);
    const all = [...global, ...local];
    const included = all.map(({ nonKeyAttributes }) =>
        Array.isArray(nonKeyAttributes) ? nonKeyAttributes.length : 0,
    );
    const sum = included.reduce((a, b) => a + b, 0);
    return [
        ...global.flatMap((index, i) => [
            ...keyFailures(index, `globalSecondaryIndexes[${i}]`),
            ...projectionFailures(index, `globalSecondaryIndexes[${i}]`),
        ]),
        ...local.flatMap((index, i) => projectionFailures(index, `localSecondaryIndexes[${i}]`)),
        ...broken(
            [
                local.length > 0 && !isGiven(inputs, "rangeKey"),
                "localSecondaryIndexes",
                "needs a table with a rangeKey",
            ],
            [
                hasRepetition(all.map(({ name }) => name)) && !hasUnknown(all),
                global.length > 0 ? "globalSecondaryIndexes" : "localSecondaryIndexes",
                "two indexes of the table have the same name",
            ],
            [
                sum > MAX_INCLUDED_IN_ALL,
                "globalSecondaryIndexes",
                `nonKeyAttributes of all indexes must be at most ${MAX_INCLUDED_IN_ALL}, got ${sum}`,
            ],
        ),
    ];
}

function keyFailures(index: Props, path: string): Failure[] {
    const hasSchemas = isGiven(index, "keySchemas");
    const types = objectsOf(index.keySchemas).map(({ keyType }) => keyType);
    const key = keyOf(index);
    const count = (type: string) => types.filter((other) => other === type).length;
    return broken(
        [
            isGiven(index, "hashKey") === hasSchemas,
            `${path}.hashKey`,
            "give either hashKey (with or without rangeKey) or keySchemas",
        ],
        [
            hasSchemas && isGiven(index, "rangeKey"),
            `${path}.rangeKey`,
            "cannot be given with keySchemas",
        ],
        [
            hasSchemas && (count("HASH") < 1 || count("HASH") > MAX_KEY_PARTS),
            `${path}.keySchemas`,
            `must have 1 to ${MAX_KEY_PARTS} of the type HASH, got ${count("HASH")}`,
        ],
        [
            count("RANGE") > MAX_KEY_PARTS,
            `${path}.keySchemas`,
            `must have at most ${MAX_KEY_PARTS} of the type RANGE, got ${count("RANGE")}`,
        ],
        [
            types.lastIndexOf("HASH") > types.indexOf("RANGE") && types.includes("RANGE"),
            `${path}.keySchemas`,
            "must have those of the type HASH first",
        ],
        [
            hasRepetition(key.map(({ attributeName }) => attributeName)) && !hasUnknown(key),
            path,
            "has an attribute twice in its key",
        ],
        [
            count("HASH") > 1 || count("RANGE") > 1,
            `${path}.keySchemas`,
            "has several attributes of one type, which AWS takes and the sandbox's server does not",
        ],
    );
}

function projectionFailures(index: Props, path: string): Failure[] {
    const { nonKeyAttributes, projectionType } = index;
    const count = Array.isArray(nonKeyAttributes) ? nonKeyAttributes.length : 0;
    return broken(
        [
            projectionType === "INCLUDE" && !isGiven(index, "nonKeyAttributes"),
            `${path}.nonKeyAttributes`,
            'is required when projectionType is "INCLUDE"',
        ],
        [
            isGiven(index, "nonKeyAttributes") && isOther(projectionType, "INCLUDE"),
            `${path}.nonKeyAttributes`,
            'needs projectionType "INCLUDE"',
        ],
        [
            count > MAX_INCLUDED,
            `${path}.nonKeyAttributes`,
            `must be at most ${MAX_INCLUDED}, got ${count}`,
        ],
    );
}
