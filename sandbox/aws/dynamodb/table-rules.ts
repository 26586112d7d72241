import type { Failure, Props } from "../../provider/provider";
import { hasUnknown } from "../../provider/unknown";
import { broken, isGiven, isOther, objectsOf } from "../shared/rules";

/** What inputs of a table must go together, and which exclude each other. */
export function tableFailures(inputs: Props): Failure[] {
    return [
        ...attributeFailures(inputs),
        ...billingFailures(inputs),
        ...objectsOf(inputs.globalSecondaryIndexes).flatMap(indexFailures),
        ...broken(
            [
                inputs.streamEnabled === true && !isGiven(inputs, "streamViewType"),
                "streamViewType",
                "is required when streamEnabled is true",
            ],
            [
                isGiven(inputs, "streamViewType") && isOther(inputs.streamEnabled, true),
                "streamViewType",
                "needs streamEnabled: true",
            ],
        ),
        ...nested(inputs.ttl, (ttl) =>
            broken(
                [
                    ttl.enabled === true && (ttl.attributeName ?? "") === "",
                    "ttl.attributeName",
                    "is required when ttl.enabled is true",
                ],
                [
                    (ttl.attributeName ?? "") !== "" && isOther(ttl.enabled, true),
                    "ttl.attributeName",
                    "must not be given unless ttl.enabled is true",
                ],
            ),
        ),
        ...nested(inputs.serverSideEncryption, (encryption) =>
            broken([
                isGiven(encryption, "kmsKeyArn") && isOther(encryption.enabled, true),
                "serverSideEncryption.kmsKeyArn",
                "needs serverSideEncryption.enabled: true",
            ]),
        ),
        ...nested(inputs.pointInTimeRecovery, (recovery) =>
            broken([
                isGiven(recovery, "recoveryPeriodInDays") && isOther(recovery.enabled, true),
                "pointInTimeRecovery.recoveryPeriodInDays",
                "needs pointInTimeRecovery.enabled: true",
            ]),
        ),
    ];
}

/** `attributes` are exactly the keys of the table and its indexes. */
function attributeFailures(inputs: Props): Failure[] {
    const indexes = [
        ...objectsOf(inputs.globalSecondaryIndexes),
        ...objectsOf(inputs.localSecondaryIndexes),
    ];
    const keys = [inputs, ...indexes].flatMap(({ hashKey, rangeKey, keySchemas }) => [
        hashKey,
        rangeKey,
        ...objectsOf(keySchemas).map(({ attributeName }) => attributeName),
    ]);
    const used = new Set(keys.filter((key) => typeof key === "string"));
    const attributes = objectsOf(inputs.attributes).map(({ name }) => name);
    if (hasUnknown([...used, attributes, inputs.attributes])) {
        return [];
    }
    const unused = attributes.filter((name) => !used.has(name as string));
    const missing = [...used].filter((key) => !attributes.some((name) => name === key));
    return broken(
        [!isGiven(inputs, "hashKey"), "hashKey", "is required"],
        [
            unused.length > 0,
            "attributes",
            `all attributes must be indexed. Unused attributes: ${unused.join(", ")}`,
        ],
        [
            missing.length > 0,
            "attributes",
            `all indexes must match a defined attribute. Missing attributes: ${missing.join(", ")}`,
        ],
        [
            new Set(attributes).size < attributes.length,
            "attributes",
            "names an attribute more than once",
        ],
    );
}

/** Provisioned tables and their indexes have capacities, on-demand ones have none. */
function billingFailures(inputs: Props): Failure[] {
    const holders = [
        { prefix: "", holder: inputs },
        ...objectsOf(inputs.globalSecondaryIndexes).map((holder, i) => ({
            prefix: `globalSecondaryIndexes[${i}].`,
            holder,
        })),
    ];
    return holders.flatMap(({ prefix, holder }) => [
        ...["readCapacity", "writeCapacity"].flatMap((name) =>
            broken(
                [
                    inputs.billingMode === "PROVISIONED" &&
                        (!isGiven(holder, name) || Number(holder[name] ?? 0) < 1),
                    prefix + name,
                    'must be at least 1 when billingMode is "PROVISIONED"',
                ],
                [
                    inputs.billingMode === "PAY_PER_REQUEST" && Number(holder[name] ?? 0) !== 0,
                    prefix + name,
                    'cannot be given when billingMode is "PAY_PER_REQUEST"',
                ],
            ),
        ),
        ...broken([
            inputs.billingMode === "PROVISIONED" && isGiven(holder, "onDemandThroughput"),
            `${prefix}onDemandThroughput`,
            'needs billingMode "PAY_PER_REQUEST"',
        ]),
    ]);
}

function indexFailures(index: Props, i: number): Failure[] {
    const path = `globalSecondaryIndexes[${i}]`;
    const hasKeys = isGiven(index, "hashKey");
    const hasSchemas = isGiven(index, "keySchemas");
    return broken(
        [
            hasKeys === hasSchemas,
            `${path}.hashKey`,
            "give either hashKey (with or without rangeKey) or keySchemas",
        ],
        [
            index.projectionType === "INCLUDE" && !isGiven(index, "nonKeyAttributes"),
            `${path}.nonKeyAttributes`,
            'is required when projectionType is "INCLUDE"',
        ],
        [
            isGiven(index, "nonKeyAttributes") && isOther(index.projectionType, "INCLUDE"),
            `${path}.nonKeyAttributes`,
            'needs projectionType "INCLUDE"',
        ],
    );
}

function nested(value: unknown, rules: (value: Props) => Failure[]): Failure[] {
    return typeof value === "object" && value !== null ? rules(value as Props) : [];
}
