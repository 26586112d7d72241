import type { Failure, Props } from "../../provider/provider";
import { hasUnknown } from "../../provider/unknown";
import { broken, hasRepetition, isGiven, isOther, objectsOf } from "../shared/rules";
import { changeFailures } from "./change-rules";
import { indexFailures } from "./index-rules";
import { keyOf } from "./indexes";
import { replicaFailures } from "./replica-rules";

/** What inputs of a table must go together, and which changes of them AWS or the provider lacks. */
export function tableFailures(inputs: Props, before?: Props): Failure[] {
    return [
        ...attributeFailures(inputs),
        ...billingFailures(inputs, before),
        ...indexFailures(inputs),
        ...replicaFailures(inputs, before),
        ...(before === undefined ? [] : changeFailures(before, inputs)),
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
        ...nested(inputs.warmThroughput, (warm) =>
            broken([
                warm.readUnitsPerSecond === 12_000 && warm.writeUnitsPerSecond === 4_000,
                "warmThroughput",
                "is what every table has: the provider reads it as none, so that every update sets it again",
            ]),
        ),
        ...nested(inputs.ttl, (ttl) =>
            broken([
                ttl.enabled === true && (ttl.attributeName ?? "") === "",
                "ttl.attributeName",
                "is required when ttl.enabled is true",
            ]),
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
    const { hashKey, rangeKey } = inputs;
    const keys = [
        hashKey,
        rangeKey,
        ...objectsOf(inputs.localSecondaryIndexes).map((index) => index.rangeKey),
        ...objectsOf(inputs.globalSecondaryIndexes)
            .flatMap(keyOf)
            .map(({ attributeName }) => attributeName),
    ];
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
            hashKey !== undefined && hashKey === rangeKey,
            "rangeKey",
            "must be another attribute than hashKey",
        ],
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
        [hasRepetition(attributes), "attributes", "names an attribute more than once"],
    );
}

/** Provisioned tables and their indexes have capacities, on-demand ones have none. */
function billingFailures(inputs: Props, before: Props | undefined): Failure[] {
    const indexes = objectsOf(inputs.globalSecondaryIndexes);
    return [
        ...holderFailures(inputs, inputs.billingMode, "", before === undefined),
        ...indexes.flatMap((index, i) =>
            holderFailures(index, inputs.billingMode, `globalSecondaryIndexes[${i}].`, true),
        ),
    ];
}

/**
 * @param isNeeded false for a table that is there: the provider leaves its capacity, or takes 1 of
 * each when the table was on demand
 */
function holderFailures(
    holder: Props,
    billingMode: unknown,
    prefix: string,
    isNeeded: boolean,
): Failure[] {
    return [
        ...["readCapacity", "writeCapacity"].flatMap((name) =>
            broken(
                [
                    billingMode === "PROVISIONED" &&
                        (isGiven(holder, name) ? Number(holder[name]) < 1 : isNeeded),
                    prefix + name,
                    'must be at least 1 when billingMode is "PROVISIONED"',
                ],
                [
                    billingMode === "PAY_PER_REQUEST" && Number(holder[name] ?? 0) !== 0,
                    prefix + name,
                    'cannot be given when billingMode is "PAY_PER_REQUEST"',
                ],
            ),
        ),
        ...broken(
            [
                billingMode === "PROVISIONED" && isGiven(holder, "onDemandThroughput"),
                `${prefix}onDemandThroughput`,
                'needs billingMode "PAY_PER_REQUEST"',
            ],
            [
                Object.keys((holder.onDemandThroughput as Props | undefined) ?? { a: 1 }).length ===
                    0,
                `${prefix}onDemandThroughput`,
                "must have maxReadRequestUnits or maxWriteRequestUnits",
            ],
        ),
    ];
}

function nested(value: unknown, rules: (value: Props) => Failure[]): Failure[] {
    return typeof value === "object" && value !== null ? rules(value as Props) : [];
}
