import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";

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
                            rangeKey: undefined,
                            projectionType: "KEYS_ONLY",
                            nonKeyAttributes: undefined,
                        },
                    ],
                },
            ],
        ]);
    });

    const index = { name: "by-user", hashKey: "userId", projectionType: "KEYS_ONLY" };
    const token = { name: "token", type: "S" };
    const userId = { name: "userId", type: "S" };
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
        "an attribute without TTL": [
            { ttl: { enabled: false, attributeName: "expiresAt" } },
            /^ttl.attributeName: must not be given/,
        ],
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
            { attributes: [token], globalSecondaryIndexes: undefined },
        ]) {
            assert.deepEqual(cloud.diff(made, changes).replaces, []);
        }
    });

    it("changes the indexes of the table in the server behind", async () => {
        const made = await cloud.create(TABLE, good);
        await cloud.update(made, { attributes: [token], globalSecondaryIndexes: undefined });
        assert.deepEqual(cloud.calls.at(-1), [
            "dynamodb.updateIndexes",
            {
                name: "tokens",
                attributes: [token],
                hashKey: "token",
                localSecondaryIndexes: [],
                globalSecondaryIndexes: [],
            },
        ]);
    });

    it("keeps the ARN of a stream until it is switched off", async () => {
        const stream = { streamEnabled: true, streamViewType: "NEW_IMAGE" };
        const first = await cloud.create(TABLE, { ...good, ...stream });
        const same = await cloud.update(first, { tableClass: "STANDARD" });
        assert.equal(same.outputs.streamArn, first.outputs.streamArn);
        const off = await cloud.update(same, { streamEnabled: false, streamViewType: undefined });
        assert.equal(off.outputs.streamArn, "");
        assert.equal(off.outputs.streamViewType, undefined);
    });

    it("deletes a protected table only after an update that lifts the protection", async () => {
        const made = await cloud.create(TABLE, { ...good, deletionProtectionEnabled: true });
        await assert.rejects(cloud.delete(made), /protected against deletion/);
        await cloud.delete(await cloud.update(made, { deletionProtectionEnabled: false }));
        assert.deepEqual(cloud.calls.at(-1), ["dynamodb.deleteTable", "tokens"]);
        assert.equal(cloud.account.get(TABLE, "tokens"), undefined);
    });

    it("takes resource policies of at most 20 KB, for tables that exist", async () => {
        const POLICY = "aws:dynamodb/resourcePolicy:ResourcePolicy";
        const { outputs } = await cloud.create(TABLE, good);
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
        const made = await cloud.create(POLICY, { resourceArn: outputs.arn, policy });
        assert.equal(made.id, outputs.arn);
        assert.match(
            cloud.failures(POLICY, { resourceArn: outputs.arn, policy: policy.padEnd(20481) })[0] ??
                "",
            /^policy: must have at most 20480 characters/,
        );
        await assert.rejects(
            cloud.create(POLICY, { resourceArn: `${String(outputs.arn)}s`, policy }),
            /resourceArn: .* does not exist/,
        );
    });
});
