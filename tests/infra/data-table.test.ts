import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { DataTable, type DataTableArgs } from "../../infra/dynamodb/data-table";
import type { PresentTable } from "../../infra/dynamodb/present-table";
import { warmInputs } from "../../infra/dynamodb/table-inputs";
import type { TableSpec } from "../../tables/table-spec";
import { mockEngine, only, type Registered, registrations, SCOPE } from "./mocks";

const SPEC: TableSpec = {
    name: "tokens",
    purpose: "Tokens.",
    attributes: {
        token: { type: "S", level: 0, holds: "The token." },
        userId: { type: "S", level: 1, holds: "Whose it is." },
        value: { type: "S", level: 3, holds: "What it stands for." },
        hint: { type: "S", level: 0, holds: "What it looks like." },
        expiresAt: { type: "N", level: 0, holds: "When it is deleted." },
    },
    key: { hash: "token" },
    indexes: { "by-user": { hash: "userId", projection: "KEYS_ONLY" } },
    ttl: "expiresAt",
};

const ARGS: DataTableArgs = {
    scope: SCOPE,
    prefix: "pii-prod",
    spec: SPEC,
    present: undefined,
    keyArn: "arn:key",
    recoveryDays: 35,
    deletionProtection: true,
    contributorInsights: "off",
    changeStreams: "off",
};

const TABLE = "aws:dynamodb/table:Table";

const made = (changes: Partial<DataTableArgs> = {}) =>
    registrations(() => new DataTable("tokens", { ...ARGS, ...changes }));

const table = async (spec: Partial<TableSpec>, changes: Partial<DataTableArgs> = {}) =>
    only(await made({ ...changes, spec: { ...SPEC, ...spec } }), TABLE);

/** Names of the resources of a type, sorted. */
const named = (all: readonly Registered[], type: string) =>
    all
        .filter((resource) => resource.type === type)
        .map(({ name }) => name)
        .sort();

/** The table as AWS tells of it. */
const PRESENT: PresentTable = {
    name: "tokens-0123abc",
    billingMode: "PROVISIONED",
    hashKey: "token",
    rangeKey: "",
    globalSecondaryIndexes: [
        {
            name: "by-user",
            hashKey: "userId",
            rangeKey: "",
            keySchemas: [],
            projectionType: "KEYS_ONLY",
            nonKeyAttributes: [],
            onDemandThroughputs: [],
            warmThroughputs: [],
            readCapacity: 50,
            writeCapacity: 50,
        },
    ],
    localSecondaryIndexes: [],
    attributes: [
        { name: "token", type: "S" },
        { name: "userId", type: "S" },
    ],
    onDemandThroughputs: [],
    protectedReplicas: [],
    replicas: [],
    streamEnabled: false,
    warmThroughputs: [],
    tags: {},
    ttl: { enabled: true, attributeName: "expiresAt" },
};

const PROVISIONED = {
    mode: "provisioned",
    read: { min: 5, max: 500 },
    write: { min: 3, max: 300, targetPercent: 50 },
    indexes: { "by-user": { read: { min: 2, max: 200 }, write: { min: 1, max: 100 } } },
} as const;

describe("DataTable", () => {
    before(mockEngine);

    it("is encrypted with our key, recoverable and protected", async () => {
        const all = await made();
        assert.deepEqual(only(all, TABLE), {
            billingMode: "PAY_PER_REQUEST",
            attributes: [
                { name: "token", type: "S" },
                { name: "userId", type: "S" },
            ],
            hashKey: "token",
            globalSecondaryIndexes: [
                { name: "by-user", hashKey: "userId", projectionType: "KEYS_ONLY" },
            ],
            ttl: { enabled: true, attributeName: "expiresAt" },
            serverSideEncryption: { enabled: true, kmsKeyArn: "arn:key" },
            pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
            deletionProtectionEnabled: true,
            tags: { "pii-level": "3", "pii-table": "pii-prod/tokens" },
        });
        assert.deepEqual(
            all.map(({ type }) => type),
            ["pii:dynamodb:DataTable", TABLE],
        );
    });

    it("has the time that its indexes and replicas take to be built", async () => {
        let timeouts: unknown;
        const note: pulumi.ResourceTransformation = ({ type, opts }) => {
            timeouts =
                type === TABLE ? (opts as pulumi.CustomResourceOptions).customTimeouts : timeouts;
            return undefined;
        };
        await registrations(() => new DataTable("tokens", ARGS, { transformations: [note] }));
        assert.deepEqual(timeouts, { create: "2h", update: "24h", delete: "1h" });
    });

    it("says what it no longer has, where to say nothing leaves it", async () => {
        const [index] = PRESENT.globalSecondaryIndexes;
        assert.ok(index);
        const limits = [{ maxReadRequestUnits: 100, maxWriteRequestUnits: 50 }];
        const present = {
            ...PRESENT,
            onDemandThroughputs: limits,
            globalSecondaryIndexes: [{ ...index, onDemandThroughputs: limits }],
        };
        const inputs = await table({ ttl: undefined }, { present });
        const none = { maxReadRequestUnits: -1, maxWriteRequestUnits: -1 };
        assert.deepEqual(inputs.ttl, { enabled: false, attributeName: "expiresAt" });
        assert.deepEqual(inputs.onDemandThroughput, none);
        assert.deepEqual(
            (inputs.globalSecondaryIndexes as Record<string, unknown>[])[0]?.onDemandThroughput,
            none,
        );
    });

    it("keeps its stream until its last replica is gone", async () => {
        const streamed = async (present: PresentTable) => {
            const { streamEnabled, streamViewType } = await table({}, { present });
            return [streamEnabled, streamViewType];
        };
        const replica = { regionName: "eu-central-1", kmsKeyArn: "" };
        const present = { ...PRESENT, replicas: [replica] };
        assert.deepEqual(await streamed({ ...present, streamEnabled: true }), [
            true,
            "NEW_AND_OLD_IMAGES",
        ]);
        // Strongly consistent ones live on none.
        assert.deepEqual(await streamed(present), [undefined, undefined]);
        assert.deepEqual(await streamed(PRESENT), [undefined, undefined]);
    });

    it("has local indexes, projections and keys as the spec does", async () => {
        const inputs = await table({
            key: { hash: "token", range: "userId" },
            indexes: {
                "by-user": { hash: "userId", range: "token", projection: ["hint", "expiresAt"] },
            },
            localIndexes: { "by-expiry": { range: "expiresAt", projection: "ALL" } },
        });
        assert.deepEqual(inputs.attributes, [
            { name: "token", type: "S" },
            { name: "userId", type: "S" },
            { name: "expiresAt", type: "N" },
        ]);
        assert.equal(inputs.rangeKey, "userId");
        assert.deepEqual(inputs.globalSecondaryIndexes, [
            {
                name: "by-user",
                hashKey: "userId",
                rangeKey: "token",
                projectionType: "INCLUDE",
                nonKeyAttributes: ["hint", "expiresAt"],
            },
        ]);
        assert.deepEqual(inputs.localSecondaryIndexes, [
            { name: "by-expiry", rangeKey: "expiresAt", projectionType: "ALL" },
        ]);
    });

    it("lists its indexes as the provider does, whose capacity Pulumi ignores by its place", async () => {
        const projection = "KEYS_ONLY";
        const inputs = await table({
            indexes: {
                "by-user-2": { hash: "userId", projection },
                "by-user": { hash: "userId", range: "hint", projection },
                "by-user-1": { hash: "userId", projection },
                "by-hint": { hash: "hint", projection },
            },
        });
        assert.deepEqual(
            (inputs.globalSecondaryIndexes as { name: string }[]).map(({ name }) => name),
            ["by-hint", "by-user", "by-user-1", "by-user-2"],
        );
    });

    it("leaves alone what AWS has moved on: capacity and warmth", async () => {
        const ignored = async (changes: Partial<DataTableArgs>) => {
            let found: string[] | undefined;
            const note: pulumi.ResourceTransformation = ({ type, opts }) => {
                found =
                    type === TABLE ? (opts as pulumi.CustomResourceOptions).ignoreChanges : found;
                return undefined;
            };
            const args = { ...ARGS, ...changes };
            await registrations(() => new DataTable("tokens", args, { transformations: [note] }));
            return found;
        };
        const present = {
            ...PRESENT,
            warmThroughputs: [{ readUnitsPerSecond: 30_000, writeUnitsPerSecond: 9000 }],
        };
        assert.deepEqual(
            await ignored({ spec: { ...SPEC, capacity: PROVISIONED }, present: PRESENT }),
            [
                "readCapacity",
                "writeCapacity",
                "globalSecondaryIndexes[0].readCapacity",
                "globalSecondaryIndexes[0].writeCapacity",
            ],
        );
        const warm = { mode: "onDemand", warm: { read: 20_000, write: 8000 } } as const;
        assert.deepEqual(await ignored({ spec: { ...SPEC, capacity: warm }, present }), [
            "warmThroughput",
        ]);
        assert.deepEqual(await ignored({ present }), []);
    });

    it("has the stream, the class, the ceilings and the warmth of its spec", async () => {
        const inputs = await table({
            stream: "KEYS_ONLY",
            tableClass: "STANDARD_INFREQUENT_ACCESS",
            capacity: {
                mode: "onDemand",
                ceiling: { read: 100, write: 50 },
                warm: { read: 20_000, write: 8000 },
            },
        });
        const ceiling = { maxReadRequestUnits: 100, maxWriteRequestUnits: 50 };
        assert.deepEqual(
            [inputs.streamEnabled, inputs.streamViewType, inputs.tableClass],
            [true, "KEYS_ONLY", "STANDARD_INFREQUENT_ACCESS"],
        );
        assert.deepEqual(inputs.onDemandThroughput, ceiling);
        assert.deepEqual(
            (inputs.globalSecondaryIndexes as Record<string, unknown>[])[0]?.onDemandThroughput,
            ceiling,
        );
        assert.deepEqual(inputs.warmThroughput, {
            readUnitsPerSecond: 20_000,
            writeUnitsPerSecond: 8000,
        });
    });

    it("stays as warm as AWS has made it, and gets warmer", async () => {
        const capacity = { mode: "onDemand", warm: { read: 20_000, write: 8000 } } as const;
        const warmed = async (...there: { read: number; write: number }[]) => {
            const present: PresentTable = {
                ...PRESENT,
                billingMode: "PAY_PER_REQUEST",
                warmThroughputs: there.map(({ read, write }) => ({
                    readUnitsPerSecond: read,
                    writeUnitsPerSecond: write,
                })),
            };
            const inputs = await table({ capacity }, { present });
            return [
                ...Object.values(inputs.warmThroughput as Record<string, number>),
                ...warmInputs(present, { ...SPEC, capacity }),
            ];
        };
        assert.deepEqual(await warmed(), [20_000, 8000]);
        assert.deepEqual(await warmed({ read: 30_000, write: 4000 }), [30_000, 8000]);
        assert.deepEqual(await warmed({ read: 12_000, write: 9000 }), [20_000, 9000]);
        assert.deepEqual(await warmed({ read: 20_000, write: 9000 }), [
            20_000,
            9000,
            "warmThroughput",
        ]);
        assert.deepEqual(warmInputs(undefined, { ...SPEC, capacity }), []);
        assert.deepEqual(warmInputs(PRESENT, SPEC), []);
    });

    it("is scaled with all of its indexes where its capacity is provisioned", async () => {
        const all = await made({ spec: { ...SPEC, capacity: PROVISIONED } });
        const inputs = only(all, TABLE);
        assert.deepEqual(
            [inputs.billingMode, inputs.readCapacity, inputs.writeCapacity],
            ["PROVISIONED", 5, 3],
        );
        assert.deepEqual(inputs.globalSecondaryIndexes, [
            {
                name: "by-user",
                hashKey: "userId",
                projectionType: "KEYS_ONLY",
                readCapacity: 2,
                writeCapacity: 1,
            },
        ]);
        const scaled = all
            .filter(({ type }) => type === "aws:appautoscaling/target:Target")
            .map(({ name, inputs: target }) => [
                name,
                target.resourceId,
                target.scalableDimension,
                target.minCapacity,
                target.maxCapacity,
            ])
            .sort();
        assert.deepEqual(scaled, [
            [
                "tokens-by-user-read",
                "table/tokens/index/by-user",
                "dynamodb:index:ReadCapacityUnits",
                2,
                200,
            ],
            [
                "tokens-by-user-write",
                "table/tokens/index/by-user",
                "dynamodb:index:WriteCapacityUnits",
                1,
                100,
            ],
            ["tokens-read", "table/tokens", "dynamodb:table:ReadCapacityUnits", 5, 500],
            ["tokens-write", "table/tokens", "dynamodb:table:WriteCapacityUnits", 3, 300],
        ]);
        const policies = all
            .filter(({ type }) => type === "aws:appautoscaling/policy:Policy")
            .map(({ name, inputs: policy }) => [
                name,
                policy.name,
                policy.policyType,
                policy.targetTrackingScalingPolicyConfiguration,
            ])
            .sort();
        const tracked = (metric: string, targetValue: number) => ({
            predefinedMetricSpecification: { predefinedMetricType: metric },
            targetValue,
        });
        const read = "DynamoDBReadCapacityUtilization";
        const write = "DynamoDBWriteCapacityUtilization";
        assert.deepEqual(policies, [
            [
                "tokens-by-user-read",
                `${read}:table/tokens/index/by-user`,
                "TargetTrackingScaling",
                tracked(read, 70),
            ],
            [
                "tokens-by-user-write",
                `${write}:table/tokens/index/by-user`,
                "TargetTrackingScaling",
                tracked(write, 70),
            ],
            ["tokens-read", `${read}:table/tokens`, "TargetTrackingScaling", tracked(read, 70)],
            ["tokens-write", `${write}:table/tokens`, "TargetTrackingScaling", tracked(write, 50)],
        ]);
    });

    it("has replicas with key, recovery, protection and tags, and the stream that they live on", async () => {
        const inputs = await table(
            {},
            {
                replicas: {
                    keyArns: { "eu-central-1": "arn:key-of-frankfurt" },
                    consistency: "eventual",
                },
            },
        );
        assert.deepEqual(inputs.replicas, [
            {
                regionName: "eu-central-1",
                kmsKeyArn: "arn:key-of-frankfurt",
                pointInTimeRecovery: true,
                deletionProtectionEnabled: true,
                propagateTags: true,
                consistencyMode: "EVENTUAL",
            },
        ]);
        assert.equal(inputs.globalTableWitness, undefined);
        assert.deepEqual(
            [inputs.streamEnabled, inputs.streamViewType],
            [true, "NEW_AND_OLD_IMAGES"],
        );
    });

    it("has a witness beside a strongly consistent replica", async () => {
        const inputs = await table(
            { ttl: undefined },
            {
                replicas: {
                    keyArns: { "eu-central-1": "arn:key-of-frankfurt" },
                    consistency: "strong",
                    witnessRegion: "eu-west-3",
                },
            },
        );
        const [replica] = inputs.replicas as Record<string, unknown>[];
        assert.equal(replica?.consistencyMode, "STRONG");
        assert.deepEqual(inputs.globalTableWitness, { regionName: "eu-west-3" });
        assert.equal(inputs.streamEnabled, undefined);
    });

    it("tells of no stream of a strongly consistent replica, as the provider does not", async () => {
        let streams: unknown;
        await registrations(() => {
            const { regions } = new DataTable("tokens", {
                ...ARGS,
                spec: { ...SPEC, ttl: undefined, stream: "KEYS_ONLY" },
                replicas: {
                    keyArns: { "eu-central-1": "arn:key", "eu-west-3": "arn:key" },
                    consistency: "strong",
                },
            });
            streams = regions.map(({ region, streamArn }) => [region, streamArn !== undefined]);
        });
        assert.deepEqual(streams, [
            ["eu-west-1", true],
            ["eu-central-1", false],
            ["eu-west-3", false],
        ]);
    });

    it("tells where it is, region by region", async () => {
        let regions: unknown;
        await registrations(() => {
            const made = new DataTable("tokens", {
                ...ARGS,
                replicas: { keyArns: { "eu-central-1": "arn:key" }, consistency: "eventual" },
            });
            for (const { region, arn } of made.regions) {
                arn.apply((text) => {
                    regions = { ...(regions as object), [region]: text };
                });
            }
        });
        assert.deepEqual(regions, {
            "eu-west-1": `arn:${TABLE}:tokens`,
            "eu-central-1": "arn:aws:dynamodb:eu-central-1:111111111111:table/tokens",
        });
    });

    it("counts the busiest keys of itself and its indexes where asked to", async () => {
        const type = "aws:dynamodb/contributorInsights:ContributorInsights";
        const throttled = await made({ contributorInsights: "throttled" });
        assert.deepEqual(named(throttled, type), ["tokens", "tokens-by-user"]);
        assert.deepEqual(
            throttled.filter((resource) => resource.type === type).map(({ inputs }) => inputs),
            [
                { tableName: "tokens", mode: "THROTTLED_KEYS" },
                { tableName: "tokens", indexName: "by-user", mode: "THROTTLED_KEYS" },
            ],
        );
        const all = await made({ contributorInsights: "all" });
        assert.deepEqual(
            all.filter((resource) => resource.type === type).map(({ inputs }) => inputs.mode),
            ["ACCESSED_AND_THROTTLED_KEYS", "ACCESSED_AND_THROTTLED_KEYS"],
        );
    });

    it("hands its changes to an encrypted stream where asked to", async () => {
        const all = await made({ changeStreams: "kinesis" });
        assert.deepEqual(only(all, "aws:kinesis/stream:Stream"), {
            streamModeDetails: { streamMode: "ON_DEMAND" },
            encryptionType: "KMS",
            kmsKeyId: "arn:key",
            retentionPeriod: 96,
        });
        assert.deepEqual(
            only(all, "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination"),
            {
                tableName: "tokens",
                streamArn: "arn:aws:kinesis/stream:Stream:tokens-changes",
                approximateCreationDateTimePrecision: "MICROSECOND",
            },
        );
    });

    it("is not made from a wrong spec, nor where it would take a table's place", () => {
        const spec: TableSpec = {
            ...SPEC,
            key: { hash: "value" },
            cache: { itemSeconds: 60, querySeconds: 60 },
            access: { read: { attributes: ["hint"] } },
        };
        assert.throws(() => new DataTable("tokens", { ...ARGS, spec, present: PRESENT }), {
            message:
                /^table "tokens":\n {2}key\.hash is "value"; .+\n {2}access\.read is .+ no attributes or items .+\n {2}key is "hash value"; must stay "hash token": .+ make another table.+$/s,
        });
    });
});
