import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud } from "../support/cloud";

const TABLE = "aws:dynamodb/table:Table";

describe("sandbox: DynamoDB", () => {
    let cloud: Cloud;
    let keyArn: string;
    let good: Props;

    beforeEach(async () => {
        cloud = new Cloud();
        const key = await cloud.create("aws:kms/key:Key", {});
        keyArn = key.outputs.arn as string;
        good = {
            name: "tokens",
            billingMode: "PAY_PER_REQUEST",
            attributes: [
                { name: "token", type: "S" },
                { name: "userId", type: "S" },
            ],
            hashKey: "token",
            globalSecondaryIndexes: [
                { name: "by-user", hashKey: "userId", projectionType: "KEYS_ONLY" },
            ],
            ttl: { attributeName: "expiresAt", enabled: true },
            serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
            pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("creates a table in the server behind, with the outputs that AWS gives", async () => {
        const { outputs } = await cloud.create(TABLE, {
            ...good,
            streamEnabled: true,
            streamViewType: "NEW_IMAGE",
        });
        const arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/tokens";
        assert.equal(outputs.arn, arn);
        assert.equal(outputs.streamArn, `${arn}/stream/${String(outputs.streamLabel)}`);
        assert.deepEqual(cloud.calls, [
            [
                "dynamodb.createTable",
                {
                    name: "tokens",
                    attributes: good.attributes,
                    hashKey: "token",
                    localSecondaryIndexes: [],
                    globalSecondaryIndexes: [
                        {
                            name: "by-user",
                            hashKey: "userId",
                            projectionType: "KEYS_ONLY",
                        },
                    ],
                },
            ],
        ]);
    });

    const index = { name: "by-user", hashKey: "userId", projectionType: "KEYS_ONLY" };
    const token = { name: "token", type: "S" };
    const userId = { name: "userId", type: "S" };
    const including = (count: number) => ({
        ...index,
        projectionType: "INCLUDE",
        nonKeyAttributes: Array.from({ length: count }, (_, i) => `a${i}`),
    });
    const keys = (parts: [attributeName: string, keyType: string][]) => ({
        globalSecondaryIndexes: [
            {
                ...index,
                hashKey: undefined,
                keySchemas: parts.map(([attributeName, keyType]) => ({ attributeName, keyType })),
            },
        ],
    });
    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "an attribute that is no key": [
            { attributes: [token, userId, { name: "age", type: "N" }] },
            /^attributes: all attributes must be indexed. Unused attributes: age$/,
        ],
        "a key that is no attribute": [
            { attributes: [token] },
            /^attributes: all indexes must match a defined attribute. Missing attributes: userId$/,
        ],
        "an attribute of another type": [
            { attributes: [token, { name: "userId", type: "BOOL" }] },
            /^attributes\[1\].type: must be one of S, N, B/,
        ],
        "no hash key": [{ hashKey: undefined, attributes: [userId] }, /^hashKey: is required$/],
        "capacities on demand": [{ readCapacity: 5 }, /^readCapacity: cannot be given/],
        "no capacities when provisioned": [
            { billingMode: "PROVISIONED" },
            /^readCapacity: must be at least 1/,
        ],
        "an index without capacities when provisioned": [
            { billingMode: "PROVISIONED", readCapacity: 1, writeCapacity: 1 },
            /^globalSecondaryIndexes\[0\].readCapacity: must be at least 1/,
        ],
        "a limit on demand when provisioned": [
            { billingMode: "PROVISIONED", onDemandThroughput: { maxReadRequestUnits: 1 } },
            /^onDemandThroughput: needs/,
        ],
        "a key without encryption": [
            {
                serverSideEncryption: {
                    enabled: false,
                    kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/a",
                },
            },
            /^serverSideEncryption.kmsKeyArn: needs/,
        ],
        "an alias for a key": [
            { serverSideEncryption: { enabled: true, kmsKeyArn: "alias/a" } },
            /^serverSideEncryption.kmsKeyArn: must be the ARN/,
        ],
        "TTL without an attribute": [{ ttl: { enabled: true } }, /^ttl.attributeName: is required/],
        "a stream without a view": [{ streamEnabled: true }, /^streamViewType: is required/],
        "a view without a stream": [{ streamViewType: "NEW_IMAGE" }, /^streamViewType: needs/],
        "36 days of recovery": [
            { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 36 } },
            /recoveryPeriodInDays: must be from 1 to 35/,
        ],
        "a name of two letters": [{ name: "to" }, /^name: must be 3 to 255/],
        "an index that includes nothing": [
            { globalSecondaryIndexes: [{ ...index, projectionType: "INCLUDE" }] },
            /nonKeyAttributes: is required/,
        ],
        "an index with attributes it does not include": [
            { globalSecondaryIndexes: [{ ...index, nonKeyAttributes: ["a"] }] },
            /nonKeyAttributes: needs/,
        ],
        "an index with two kinds of keys": [
            {
                globalSecondaryIndexes: [
                    { ...index, keySchemas: [{ attributeName: "userId", keyType: "HASH" }] },
                ],
            },
            /hashKey: give either/,
        ],
        "an index with the range key of the other kind of keys": [
            {
                globalSecondaryIndexes: [
                    {
                        ...index,
                        hashKey: undefined,
                        rangeKey: "token",
                        keySchemas: [{ attributeName: "userId", keyType: "HASH" }],
                    },
                ],
            },
            /^globalSecondaryIndexes\[0\].rangeKey: cannot be given with keySchemas/,
        ],
        "an index without a HASH": [
            keys([["userId", "RANGE"]]),
            /keySchemas: must have 1 to 4 of the type HASH, got 0/,
        ],
        "an index that begins with a RANGE": [
            keys([
                ["token", "RANGE"],
                ["userId", "HASH"],
            ]),
            /keySchemas: must have those of the type HASH first/,
        ],
        "an index with an attribute twice": [
            keys([
                ["userId", "HASH"],
                ["userId", "RANGE"],
            ]),
            /^globalSecondaryIndexes\[0\]: has an attribute twice in its key/,
        ],
        "an index of two HASHes, which the server lacks": [
            keys([
                ["userId", "HASH"],
                ["token", "HASH"],
            ]),
            /keySchemas: has several attributes of one type, which AWS takes and the sandbox/,
        ],
        "two indexes of one name": [
            { globalSecondaryIndexes: [index, index] },
            /^globalSecondaryIndexes: two indexes of the table have the same name/,
        ],
        "21 attributes in one index": [
            { globalSecondaryIndexes: [including(21)] },
            /^globalSecondaryIndexes\[0\].nonKeyAttributes: must be at most 20, got 21/,
        ],
        "101 attributes in all indexes": [
            {
                globalSecondaryIndexes: [20, 20, 20, 20, 20, 1].map((count, i) => ({
                    ...including(count),
                    name: `by-user-${i}`,
                })),
            },
            /^globalSecondaryIndexes: nonKeyAttributes of all indexes must be at most 100, got 101/,
        ],
        "a local index of a table without a range key": [
            {
                localSecondaryIndexes: [
                    { name: "local", rangeKey: "userId", projectionType: "ALL" },
                ],
            },
            /^localSecondaryIndexes: needs a table with a rangeKey/,
        ],
        "one attribute for both keys": [
            { rangeKey: "token" },
            /^rangeKey: must be another attribute than hashKey/,
        ],
        "a limit of no requests": [
            { onDemandThroughput: { maxReadRequestUnits: 0 } },
            /^onDemandThroughput.maxReadRequestUnits: must be a whole number from 1 up, or -1/,
        ],
        "an empty limit": [
            { onDemandThroughput: {} },
            /^onDemandThroughput: must have maxReadRequestUnits or maxWriteRequestUnits/,
        ],
        "a limit beside capacities": [
            { onDemandThroughput: { maxReadRequestUnits: 5 }, writeCapacity: 0 },
            /^writeCapacity: cannot be given with onDemandThroughput/,
        ],
        "less warmth than every table has": [
            { warmThroughput: { readUnitsPerSecond: 11_999 } },
            /^warmThroughput.readUnitsPerSecond: must be a whole number from 12000/,
        ],
        "just the warmth that every table has": [
            { warmThroughput: { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 4_000 } },
            /^warmThroughput: is what every table has: the provider reads it as none/,
        ],
        "6 local indexes": [
            {
                localSecondaryIndexes: Array.from({ length: 6 }, (_, i) => ({
                    name: `local-${i}`,
                    rangeKey: "userId",
                    projectionType: "ALL",
                })),
            },
            /^localSecondaryIndexes: a table has at most 5/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(TABLE, good), []);
            cloud.assertFailure(TABLE, { ...good, ...changes }, failure);
        });
    }

    it("needs a key that can be used", async () => {
        const other = "arn:aws:kms:eu-west-1:123456789012:key/other";
        const encryption = { enabled: true, kmsKeyArn: other };
        await assert.rejects(
            cloud.create(TABLE, { ...good, serverSideEncryption: encryption }),
            /serverSideEncryption.kmsKeyArn: the key .*other does not exist/,
        );
        assert.deepEqual(cloud.calls, []);
    });

    it("needs a key whose policy lets the account use it through DynamoDB", async () => {
        const keyFor = async (service: string) => {
            const root = `arn:aws:iam::${ACCOUNT_ID}:root`;
            const use = { Effect: "Allow", Principal: { AWS: root }, Resource: "*" };
            const policy = JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    { ...use, Action: ["kms:Put*", "kms:DescribeKey"] },
                    {
                        ...use,
                        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:Gen*"],
                        Condition: { StringEquals: { "kms:ViaService": service } },
                    },
                    {
                        ...use,
                        Action: "kms:CreateGrant",
                        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
                    },
                ],
            });
            const { outputs } = await cloud.create("aws:kms/key:Key", { policy }, service);
            return { enabled: true, kmsKeyArn: outputs.arn };
        };
        await assert.rejects(
            cloud.create(TABLE, {
                ...good,
                serverSideEncryption: await keyFor("rds.eu-west-1.amazonaws.com"),
            }),
            /does not let the account use it through dynamodb.eu-west-1.amazonaws.com: it lacks kms:Encrypt, kms:Decrypt, kms:ReEncryptFrom, kms:ReEncryptTo, kms:GenerateDataKey$/,
        );
        await cloud.create(TABLE, {
            ...good,
            serverSideEncryption: await keyFor("dynamodb.eu-west-1.amazonaws.com"),
        });
    });

    it("replaces a table for its name and keys, and nothing else", async () => {
        const made = await cloud.create(TABLE, good);
        assert.deepEqual(cloud.diff(made, { name: "others" }).replaces, ["name"]);
        assert.deepEqual(cloud.diff(made, { hashKey: "userId", rangeKey: "token" }).replaces, [
            "hashKey",
            "rangeKey",
        ]);
        for (const changes of [
            { deletionProtectionEnabled: true },
            { tableClass: "STANDARD_INFREQUENT_ACCESS" },
            { warmThroughput: { readUnitsPerSecond: 20_000 } },
        ]) {
            assert.deepEqual(cloud.diff(made, changes).replaces, []);
        }
    });

    it("deletes a protected table only after an update that lifts the protection", async () => {
        const made = await cloud.create(TABLE, { ...good, deletionProtectionEnabled: true });
        await assert.rejects(cloud.delete(made), /protected against deletion/);
        await cloud.delete(await cloud.update(made, { deletionProtectionEnabled: false }));
        assert.deepEqual(cloud.calls.at(-1), ["dynamodb.deleteTable", "tokens"]);
        assert.equal(cloud.account.get(TABLE, "tokens"), undefined);
    });
});
