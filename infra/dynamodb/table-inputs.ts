import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { highestLevel, keyAttributes } from "../../tables/derived";
import type {
    Capacity,
    IndexSpec,
    OnDemand,
    Projection,
    Provisioned,
    TableSpec,
} from "../../tables/table-spec";
import { type PresentTable, TABLE_TAG, tableTag } from "./present-table";
import { type Replicas, replicaInputs } from "./replicas";

/** What a table has that its spec does not say. */
export interface TableSettings {
    /** Start of the environment's names, such as `pii-prod`; a tag of the table. */
    readonly prefix: string;
    /** Key that encrypts the table. A change re-encrypts it in place. */
    readonly keyArn: pulumi.Input<string>;
    /** How far back the table can be restored, in days (1 to 35); that of replicas is 35. */
    readonly recoveryDays: number;
    /** DynamoDB refuses to delete the table and its replicas. */
    readonly deletionProtection: boolean;
    /** @default none */
    readonly replicas?: Replicas | undefined;
    /** The table as it is in AWS, from `presentTables`; `undefined` where there is none. */
    readonly present: PresentTable | undefined;
}

/** A table with no capacity of its own. */
export const DEFAULT_CAPACITY: Capacity = { mode: "onDemand" };

/** The inputs of the table that a spec describes. */
export function tableInputs(spec: TableSpec, settings: TableSettings): aws.dynamodb.TableArgs {
    const { present } = settings;
    const capacity = spec.capacity ?? DEFAULT_CAPACITY;
    const stream = needsStream(settings) ? "NEW_AND_OLD_IMAGES" : spec.stream;
    return {
        ...billing(capacity, present),
        attributes: Object.entries(keyAttributes(spec)).map(([name, type]) => ({ name, type })),
        hashKey: spec.key.hash,
        rangeKey: spec.key.range,
        globalSecondaryIndexes: listedIndexes(spec).map(([name, index]) => ({
            name,
            // With keySchemas, which are to follow these, taking away one index makes the others
            // anew: https://github.com/hashicorp/terraform-provider-aws/issues/46601
            hashKey: index.hash,
            rangeKey: index.range,
            ...projected(index.projection),
            ...indexCapacity(
                capacity,
                name,
                present?.globalSecondaryIndexes.find((index) => index.name === name),
            ),
        })),
        ...(spec.localIndexes !== undefined && {
            localSecondaryIndexes: Object.entries(spec.localIndexes).map(([name, index]) => ({
                name,
                rangeKey: index.range,
                ...projected(index.projection),
            })),
        }),
        ...timeToLive(spec, present),
        ...(stream !== undefined && { streamEnabled: true, streamViewType: stream }),
        tableClass: spec.tableClass,
        serverSideEncryption: { enabled: true, kmsKeyArn: settings.keyArn },
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: settings.recoveryDays },
        deletionProtectionEnabled: settings.deletionProtection,
        ...(settings.replicas !== undefined &&
            replicaInputs(settings.replicas, settings.deletionProtection)),
        tags: {
            "pii-level": String(highestLevel(spec)),
            [TABLE_TAG]: tableTag(settings.prefix, spec),
        },
    };
}

/**
 * Whether there is replication that lives on the stream, which that of strong consistency does not.
 * Until the last replica is gone: the provider would end the stream first, which AWS does not let it.
 */
function needsStream({ present, replicas }: TableSettings): boolean {
    return replicas === undefined
        ? present !== undefined && present.replicas.length > 0 && present.streamEnabled
        : replicas.consistency === "eventual";
}

/**
 * The global indexes in the order in which the provider lists a set of them, by key and name: after a
 * refresh the state has them so, and `scaledInputs` goes by places.
 */
function listedIndexes({ indexes = {} }: TableSpec): [name: string, index: IndexSpec][] {
    // A list that ends sorts behind one that goes on.
    const order = ([name, { hash, range }]: [string, IndexSpec]) => [hash, range ?? "\uffff", name];
    const text = (entry: [string, IndexSpec]) => order(entry).join("\0");
    return Object.entries(indexes).sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/**
 * The warmth of a table that is as warm as it is to be: to be left alone, because AWS raises it by
 * itself, and the state knows that only after a refresh.
 */
export function warmInputs(present: PresentTable | undefined, { capacity }: TableSpec): string[] {
    const warm = capacity?.mode === "onDemand" ? capacity.warm : undefined;
    const [is] = present?.warmThroughputs ?? [];
    return warm !== undefined &&
        is !== undefined &&
        is.readUnitsPerSecond >= warm.read &&
        is.writeUnitsPerSecond >= warm.write
        ? ["warmThroughput"]
        : [];
}

/** What an index of a provisioned table has, its own or the table's. */
export function scaledIndex(
    capacity: Provisioned,
    name: string,
): Pick<Provisioned, "read" | "write"> {
    return capacity.indexes?.[name] ?? capacity;
}

type Throttled = Pick<PresentTable, "onDemandThroughputs">;

function billing(
    capacity: Capacity,
    present: (Throttled & Pick<PresentTable, "warmThroughputs">) | undefined,
): Partial<aws.dynamodb.TableArgs> {
    if (capacity.mode === "provisioned") {
        return {
            billingMode: "PROVISIONED",
            readCapacity: capacity.read.min,
            writeCapacity: capacity.write.min,
        };
    }
    const { warm } = capacity;
    const [is] = present?.warmThroughputs ?? [];
    return {
        billingMode: "PAY_PER_REQUEST",
        ...ceilings(capacity, present),
        ...(warm !== undefined && {
            // To raise one of both must not lower the other, for which there would be another table.
            warmThroughput: {
                readUnitsPerSecond: Math.max(warm.read, is?.readUnitsPerSecond ?? 0),
                writeUnitsPerSecond: Math.max(warm.write, is?.writeUnitsPerSecond ?? 0),
            },
        }),
    };
}

function indexCapacity(capacity: Capacity, name: string, present: Throttled | undefined) {
    if (capacity.mode === "onDemand") {
        return ceilings(capacity, present);
    }
    const { read, write } = scaledIndex(capacity, name);
    return { readCapacity: read.min, writeCapacity: write.min };
}

/** To say nothing of a ceiling leaves one that is there. */
function ceilings({ ceiling }: OnDemand, present: Throttled | undefined) {
    if (ceiling === undefined && (present?.onDemandThroughputs ?? []).length === 0) {
        return {};
    }
    const { read, write } = ceiling ?? { read: -1, write: -1 };
    return { onDemandThroughput: { maxReadRequestUnits: read, maxWriteRequestUnits: write } };
}

/** To say nothing of a TTL leaves it on, too. */
function timeToLive({ ttl }: TableSpec, present: PresentTable | undefined) {
    if (ttl !== undefined) {
        return { ttl: { enabled: true, attributeName: ttl } };
    }
    return present?.ttl.enabled === true
        ? { ttl: { enabled: false, attributeName: present.ttl.attributeName } }
        : {};
}

function projected(projection: Projection) {
    return typeof projection === "string"
        ? { projectionType: projection }
        : { projectionType: "INCLUDE", nonKeyAttributes: [...projection] };
}
