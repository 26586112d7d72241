import {
    bool,
    between,
    type Fields,
    list,
    num,
    obj,
    oneOf,
    set,
    str,
    unordered,
} from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { wholeBetween } from "../shared/forms";
import { isKeyArn } from "../shared/references";
import { objectOf, objectsOf } from "../shared/rules";
import { comparedIndexes } from "./indexes";

const MAX_GLOBAL_INDEXES = 20;
const MAX_LOCAL_INDEXES = 5;

const tableName = (value: string): string | undefined =>
    /^[a-zA-Z0-9_.-]{3,255}$/.test(value)
        ? undefined
        : `must be 3 to 255 letters, digits, "_", "." and "-", got "${value}"`;

const region = (value: string): string | undefined =>
    /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(value)
        ? undefined
        : `must be a region such as eu-west-1, got "${value}"`;

function atMost(count: number, what: string) {
    return (values: readonly unknown[]): string | undefined =>
        values.length <= count ? undefined : `a table has at most ${count} ${what}`;
}

const projection: Fields = {
    projectionType: str({ required: true, check: oneOf("ALL", "KEYS_ONLY", "INCLUDE") }),
    nonKeyAttributes: list(str()),
};

const ceiling = num({
    check: (value) =>
        value === -1 || (Number.isInteger(value) && value >= 1)
            ? undefined
            : `must be a whole number from 1 up, or -1 for none, got ${value}`,
});
const onDemandThroughput = obj({
    maxReadRequestUnits: ceiling,
    maxWriteRequestUnits: ceiling,
});

const warmThroughput = {
    readUnitsPerSecond: num({ keeps: true, check: wholeBetween(12_000, Infinity) }),
    writeUnitsPerSecond: num({ keeps: true, check: wholeBetween(4_000, Infinity) }),
};

/** AWS cannot lower it on a table; the real provider then makes another, empty table. */
function lowersWarmth(olds: Props, news: Props): boolean {
    const [old, now] = [olds, news].map((inputs) => objectOf(inputs.warmThroughput));
    return Object.keys(warmThroughput).some((name) => Number(now?.[name]) < Number(old?.[name]));
}

const REPLICA_DEFAULTS = {
    consistencyMode: "EVENTUAL",
    pointInTimeRecovery: false,
    propagateTags: false,
};

export const tableFields: Fields = {
    attributes: set({
        name: str({ required: true }),
        type: str({ required: true, check: oneOf("S", "N", "B") }),
    }),
    billingMode: str({ default: "PROVISIONED", check: oneOf("PROVISIONED", "PAY_PER_REQUEST") }),
    deletionProtectionEnabled: bool(),
    globalSecondaryIndexes: list(
        {
            name: str({ required: true, check: tableName }),
            hashKey: str(),
            rangeKey: str(),
            keySchemas: list({
                attributeName: str({ required: true }),
                keyType: str({ required: true, check: oneOf("HASH", "RANGE") }),
            }),
            ...projection,
            onDemandThroughput,
            readCapacity: num(),
            warmThroughput: obj(warmThroughput),
            writeCapacity: num(),
        },
        {
            check: atMost(MAX_GLOBAL_INDEXES, "global secondary indexes"),
            compared: comparedIndexes,
        },
    ),
    globalTableWitness: obj({ regionName: str({ check: region }) }, { keeps: true }),
    hashKey: str({ replaces: true }),
    localSecondaryIndexes: set(
        {
            name: str({ required: true, check: tableName }),
            rangeKey: str({ required: true }),
            ...projection,
        },
        { replaces: true, check: atMost(MAX_LOCAL_INDEXES, "local secondary indexes") },
    ),
    name: str({ replaces: true, check: tableName }),
    onDemandThroughput,
    pointInTimeRecovery: obj({
        enabled: bool({ required: true }),
        recoveryPeriodInDays: num({ check: between(1, 35) }),
    }),
    rangeKey: str({ replaces: true }),
    readCapacity: num({ keeps: true, conflictsWith: ["onDemandThroughput"] }),
    replicas: list(
        {
            consistencyMode: str({ check: oneOf("EVENTUAL", "STRONG") }),
            deletionProtectionEnabled: bool(),
            kmsKeyArn: str({ check: isKeyArn }),
            pointInTimeRecovery: bool(),
            propagateTags: bool(),
            regionName: str({ required: true, check: region }),
        },
        {
            compared: (replicas) =>
                unordered(
                    objectsOf(replicas).map((replica) => ({ ...REPLICA_DEFAULTS, ...replica })),
                ),
        },
    ),
    serverSideEncryption: obj({
        enabled: bool({ required: true }),
        kmsKeyArn: str({ check: isKeyArn }),
    }),
    streamEnabled: bool(),
    streamViewType: str({
        check: oneOf("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"),
    }),
    tableClass: str({
        default: "STANDARD",
        check: oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"),
    }),
    ttl: obj({ attributeName: str(), enabled: bool() }),
    warmThroughput: obj(warmThroughput, { keeps: true, replaces: lowersWarmth }),
    writeCapacity: num({ keeps: true, conflictsWith: ["onDemandThroughput"] }),
};
