import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";

const STREAM = "aws:kinesis/stream:Stream";

describe("sandbox: Kinesis", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const good: Props = { name: "changes", streamModeDetails: { streamMode: "ON_DEMAND" } };
    const sharded: Props = { name: "shards", shardCount: 4 };

    it("has streams, of as many shards as it likes or the program says", async () => {
        const { id, outputs } = await cloud.create(STREAM, good);
        assert.equal(id, `arn:aws:kinesis:${REGION}:${ACCOUNT_ID}:stream/changes`);
        assert.equal(outputs.arn, id);
        assert.equal(outputs.retentionPeriod, 24);
        assert.equal(outputs.encryptionType, "NONE");
        const { outputs: other } = await cloud.create(STREAM, sharded);
        assert.deepEqual(other.streamModeDetails, { streamMode: "PROVISIONED" });
    });

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "a day less a bit": [{ retentionPeriod: 23 }, /^retentionPeriod: .* from 24 to 8760/],
        "shards on demand": [{ shardCount: 1 }, /^shardCount: must not be given when .* ON_DEMAND/],
        "no shards otherwise": [
            { streamModeDetails: undefined },
            /^shardCount: must be at least 1 when the streamMode is PROVISIONED/,
        ],
        "encryption without a key": [{ encryptionType: "KMS" }, /^kmsKeyId: is required when/],
        "a key without encryption": [{ kmsKeyId: "alias/aws/kinesis" }, /^kmsKeyId: needs/],
        "a metric of its own": [{ shardLevelMetrics: ["ALL"] }, /^shardLevelMetrics\[0\]: must be/],
        "a space in the name": [{ name: "a b" }, /^name: must be 1 to 128 letters/],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(STREAM, good), []);
            assert.match(cloud.failure(STREAM, { ...good, ...changes }), failure);
        });
    }

    it("needs a key whose policy lets the account use it through Kinesis", async () => {
        const root = `arn:aws:iam::${ACCOUNT_ID}:root`;
        const statement = { Effect: "Allow", Principal: { AWS: root }, Resource: "*" };
        const policyFor = (service: string) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    { ...statement, Action: ["kms:PutKeyPolicy", "kms:DescribeKey"] },
                    {
                        ...statement,
                        Action: ["kms:GenerateDataKey", "kms:Decrypt"],
                        Condition: {
                            StringEquals: {
                                "kms:ViaService": `${service}.${REGION}.amazonaws.com`,
                            },
                        },
                    },
                ],
            });
        const key = await cloud.create("aws:kms/key:Key", { policy: policyFor("dynamodb") });
        const encrypted = { ...good, encryptionType: "KMS", kmsKeyId: key.outputs.arn };
        await assert.rejects(
            cloud.create(STREAM, encrypted),
            /use it through kinesis.*: it lacks kms:GenerateDataKey, kms:Decrypt$/,
        );
        await cloud.update(key, { policy: policyFor("kinesis") });
        await cloud.create(STREAM, encrypted);
    });

    it("replaces a stream for its name, and at most doubles or halves its shards", async () => {
        const made = await cloud.create(STREAM, sharded);
        assert.deepEqual(cloud.diff(made, { name: "other" }).replaces, ["name"]);
        assert.deepEqual(cloud.diff(made, { shardCount: 8, retentionPeriod: 48 }).replaces, []);
        for (const shardCount of [1, 9]) {
            await assert.rejects(
                cloud.update(made, { shardCount }),
                new RegExp(`shardCount: from 4 it can become 2 to 8 at once, got ${shardCount}`),
            );
        }
        await cloud.update(made, { shardCount: 8 });
    });
});
