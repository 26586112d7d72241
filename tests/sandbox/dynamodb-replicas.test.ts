import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";

const TABLE = "aws:dynamodb/table:Table";
const KEY = "aws:kms/key:Key";
const TARGET = "aws:appautoscaling/target:Target";
const POLICY = "aws:appautoscaling/policy:Policy";

describe("sandbox: replicas of DynamoDB tables", () => {
    let cloud: Cloud;
    let good: Props;
    let paris: Props;
    const strong = { consistencyMode: "STRONG" };

    /** A replica with all that there is, and a key of its region. */
    async function replicaIn(regionName: string, name = regionName): Promise<Props> {
        const { outputs } = await cloud.create(KEY, { region: regionName }, name);
        return {
            regionName,
            kmsKeyArn: outputs.arn,
            pointInTimeRecovery: true,
            deletionProtectionEnabled: true,
            propagateTags: true,
        };
    }

    beforeEach(async () => {
        cloud = new Cloud();
        const key = await cloud.create(KEY, {}, "home");
        paris = await replicaIn("eu-west-3");
        good = {
            name: "orders",
            billingMode: "PAY_PER_REQUEST",
            hashKey: "id",
            attributes: [{ name: "id", type: "S" }],
            streamEnabled: true,
            streamViewType: "NEW_AND_OLD_IMAGES",
            serverSideEncryption: { enabled: true, kmsKeyArn: key.outputs.arn },
            replicas: [paris],
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    const replicasOf = ({ outputs }: Made) => outputs.replicas as Props[];
    const protectedOnes = (made: Made) =>
        replicasOf(made).map(({ deletionProtectionEnabled: on }) => on);

    it("have what the program gives them, and an ARN and a stream of their own", async () => {
        const made = await cloud.create(TABLE, good);
        const [{ streamLabel, ...replica } = {}] = replicasOf(made);
        const arn = "arn:aws:dynamodb:eu-west-3:123456789012:table/orders";
        assert.deepEqual(replica, {
            ...paris,
            consistencyMode: "EVENTUAL",
            arn,
            streamArn: `${arn}/stream/${String(streamLabel)}`,
        });
        assert.deepEqual(cloud.diff(made, {}), { changed: [], replaces: [] });
    });

    it("are a set, with defaults", async () => {
        const london = await replicaIn("eu-west-2");
        const made = await cloud.create(TABLE, { ...good, replicas: [paris, london] });
        const spelt = { ...paris, consistencyMode: "EVENTUAL" };
        assert.deepEqual(cloud.diff(made, { replicas: [london, spelt] }).changed, []);
    });

    const refused: Record<string, [changes: (replica: Props) => Props, failure: RegExp]> = {
        "no stream": [
            () => ({ streamEnabled: undefined, streamViewType: undefined }),
            /^streamEnabled: must be true for a table with replicas/,
        ],
        "a stream of new images": [
            () => ({ streamViewType: "NEW_IMAGE" }),
            /^streamViewType: must be NEW_AND_OLD_IMAGES for a table with replicas/,
        ],
        "no key of the replica": [
            (replica) => ({ replicas: [{ ...replica, kmsKeyArn: undefined }] }),
            /^replicas\[0\].kmsKeyArn: must be given when serverSideEncryption.kmsKeyArn is/,
        ],
        "no key of the table": [
            () => ({ serverSideEncryption: { enabled: true } }),
            /^replicas\[0\].kmsKeyArn: must be given when .* and only then/,
        ],
        "one region twice": [
            (replica) => ({ replicas: [replica, replica] }),
            /^replicas: names a region twice/,
        ],
        "provisioned capacity, which cannot be scaled before there is a table": [
            () => ({ billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 5 }),
            /^replicas: Table write capacity should either be Pay-Per-Request or AutoScaled/,
        ],
        "a witness of nothing": [
            () => ({ globalTableWitness: { regionName: "eu-west-2" } }),
            /^globalTableWitness: needs one replica with the consistencyMode "STRONG"/,
        ],
        "one strong replica": [
            (replica) => ({ replicas: [{ ...replica, ...strong }] }),
            /^replicas: must be 2, or 1 and a globalTableWitness, .* got 1 and no witness/,
        ],
        "one strong and one other replica": [
            (replica) => ({
                replicas: [
                    { ...replica, ...strong },
                    { ...replica, regionName: "eu-west-2" },
                ],
            }),
            /^replicas: must be STRONG all of them or none/,
        ],
        "a witness beside the replica": [
            (replica) => ({
                replicas: [{ ...replica, ...strong }],
                globalTableWitness: { regionName: "eu-west-3" },
            }),
            /^globalTableWitness: must be in another region than the replica/,
        ],
        "TTL with strong replicas": [
            (replica) => ({
                replicas: [{ ...replica, ...strong }],
                globalTableWitness: { regionName: "eu-west-2" },
                ttl: { enabled: true, attributeName: "until" },
            }),
            /^ttl: cannot be enabled with the consistencyMode "STRONG"/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`cannot have ${what}`, () => {
            assert.deepEqual(cloud.failures(TABLE, good), []);
            cloud.assertFailure(TABLE, { ...good, ...changes(paris) }, failure);
        });
    }

    it("are not in the region of the table, and have a key of their own", async () => {
        await assert.rejects(
            cloud.create(TABLE, { ...good, replicas: [await replicaIn("eu-west-1", "own")] }),
            /Cannot add, delete, or update the local region eu-west-1 through ReplicaUpdates/,
        );
        const [{ kmsKeyArn }] = [good.serverSideEncryption as Props];
        await assert.rejects(
            cloud.create(TABLE, { ...good, replicas: [{ ...paris, kmsKeyArn }] }),
            /replicas.0.kmsKeyArn: the key .* is not in region eu-west-3/,
        );
        const far = [{ ...(await replicaIn("us-east-1")), ...strong }];
        await assert.rejects(
            cloud.create(TABLE, {
                ...good,
                replicas: [...far, { ...paris, ...strong }],
            }),
            /must be in regions of one set: .*; got eu-west-1, us-east-1, eu-west-3/,
        );
    });

    it("are made anew for another key, unless they are protected", async () => {
        const made = await cloud.create(TABLE, good);
        const other = await replicaIn("eu-west-3", "other");
        await assert.rejects(
            cloud.update(made, { replicas: [other] }),
            /currently protected against deletion.*the replica of orders in eu-west-3/,
        );
        await assert.rejects(cloud.update(made, { replicas: undefined }), /protected against/);
        const free = await cloud.update(made, {
            replicas: [{ ...paris, deletionProtectionEnabled: false }],
        });
        const anew = await cloud.update(free, { replicas: [other] });
        assert.deepEqual(protectedOnes(anew), [true]);
        assert.equal(replicasOf(anew)[0]?.kmsKeyArn, other.kmsKeyArn);
    });

    it("need the stream until they are gone", async () => {
        const replicas = [{ ...paris, deletionProtectionEnabled: false }];
        const made = await cloud.create(TABLE, { ...good, replicas });
        const noStream = { streamEnabled: undefined, streamViewType: undefined };
        await assert.rejects(
            cloud.update(made, { replicas: undefined, ...noStream }),
            /Disabling Stream is not allowed for a Global Table replica; keep it in the update/,
        );
        await cloud.update(await cloud.update(made, { replicas: undefined }), noStream);
    });

    it("change one setting in each update, so that it takes another", async () => {
        const made = await cloud.create(TABLE, good);
        const bare = { ...paris, pointInTimeRecovery: false, deletionProtectionEnabled: false };
        const first = await cloud.update(made, { replicas: [bare] });
        assert.equal(replicasOf(first)[0]?.pointInTimeRecovery, false);
        assert.deepEqual(protectedOnes(first), [true]);
        assert.deepEqual(cloud.diff(first, {}).changed, ["replicas"]);
        const second = await cloud.update(first, {});
        assert.deepEqual(protectedOnes(second), [false]);
        assert.deepEqual(cloud.diff(second, {}).changed, []);
    });

    it("that are strongly consistent are protected by the second update only", async () => {
        const replicas = [paris, await replicaIn("eu-west-2")].map((r) => ({ ...r, ...strong }));
        const made = await cloud.create(TABLE, { ...good, replicas });
        assert.deepEqual(protectedOnes(made), [false, false]);
        assert.notEqual(made.outputs.streamArn, "");
        assert.deepEqual(
            replicasOf(made).map(({ streamArn }) => streamArn),
            ["", ""],
            "the provider gives them no stream",
        );
        assert.deepEqual(cloud.diff(made, {}).changed, ["replicas"]);
        const after = await cloud.update(made, {});
        assert.deepEqual(protectedOnes(after), [true, true]);
        assert.deepEqual(cloud.diff(after, {}).changed, []);
    });

    it("that are strongly consistent change all at once", async () => {
        const replicas = [paris, await replicaIn("eu-west-2")].map((replica) => ({
            ...replica,
            ...strong,
            deletionProtectionEnabled: false,
        }));
        const made = await cloud.create(TABLE, { ...good, replicas });
        const [first, second] = replicas;
        const witness = (regionName: string) => ({ globalTableWitness: { regionName } });
        await assert.rejects(
            cloud.update(made, { replicas: [first], ...witness("eu-west-2") }),
            /added, removed and given other keys all at once/,
        );
        const { kmsKeyArn } = await replicaIn("eu-west-2", "other");
        await assert.rejects(
            cloud.update(made, { replicas: [first, { ...second, kmsKeyArn }] }),
            /added, removed and given other keys all at once/,
        );
        const none = await cloud.update(made, { replicas: undefined });
        const one = await cloud.update(none, { replicas: [first], ...witness("eu-west-2") });
        await assert.rejects(
            cloud.update(one, witness("eu-central-1")),
            /globalTableWitness.*the provider changes it together with the replicas only/,
        );
    });

    it("of a provisioned table wait for the scaling of its writes", async () => {
        const capacity = { readCapacity: 5, writeCapacity: 5 };
        const made = await cloud.create(TABLE, {
            ...good,
            ...capacity,
            billingMode: "PROVISIONED",
            replicas: undefined,
            attributes: [
                { name: "id", type: "S" },
                { name: "day", type: "S" },
            ],
            globalSecondaryIndexes: [
                { name: "by-day", hashKey: "day", projectionType: "ALL", ...capacity },
            ],
        });
        for (const [resourceId, part] of [
            ["table/orders", "table"],
            ["table/orders/index/by-day", "index"],
        ] as const) {
            await assert.rejects(
                cloud.update(made, { replicas: [paris] }),
                new RegExp(`no policy of Application Auto Scaling .* writes to ${resourceId}$`),
            );
            const dimension = {
                serviceNamespace: "dynamodb",
                resourceId,
                scalableDimension: `dynamodb:${part}:WriteCapacityUnits`,
            };
            await cloud.create(TARGET, { ...dimension, minCapacity: 5, maxCapacity: 9 }, part);
            const metric = { predefinedMetricType: "DynamoDBWriteCapacityUtilization" };
            await cloud.create(
                POLICY,
                {
                    ...dimension,
                    policyType: "TargetTrackingScaling",
                    targetTrackingScalingPolicyConfiguration: {
                        predefinedMetricSpecification: metric,
                        targetValue: 70,
                    },
                },
                part,
            );
        }
        await cloud.update(made, { replicas: [paris] });
    });

    it("let a table be provisioned, whose writes DynamoDB then scales by a policy of its own", async () => {
        const attributes = ["id", "day"].map((name) => ({ name, type: "S" }));
        const capacity = { readCapacity: 5, writeCapacity: 5 };
        const byDay = { hashKey: "day", projectionType: "ALL", ...capacity };
        const made = await cloud.create(TABLE, good);
        const provisioned = await cloud.update(made, { ...capacity, billingMode: "PROVISIONED" });
        await assert.rejects(
            cloud.update(provisioned, {
                attributes,
                globalSecondaryIndexes: [{ name: "by-day", ...byDay }],
            }),
            /Table write capacity should either .* scales the writes to table\/orders$/,
        );
        const dimension = {
            serviceNamespace: "dynamodb",
            resourceId: "table/orders",
            scalableDimension: "dynamodb:table:WriteCapacityUnits",
        };
        await cloud.create(TARGET, { ...dimension, minCapacity: 5, maxCapacity: 9 });
        const metric = "DynamoDBWriteCapacityUtilization";
        const policy = {
            ...dimension,
            policyType: "TargetTrackingScaling",
            targetTrackingScalingPolicyConfiguration: {
                predefinedMetricSpecification: { predefinedMetricType: metric },
                targetValue: 70,
            },
        };
        await assert.rejects(
            cloud.create(POLICY, { ...policy, name: "orders" }),
            /Only one .* allowed; DynamoDB has made DynamoDBWriteCapacityUtilization:table\/orders,/,
        );
        await cloud.create(POLICY, { ...policy, name: `${metric}:table/orders` });
        await cloud.update(provisioned, {
            attributes,
            globalSecondaryIndexes: [{ name: "by-day", ...byDay }],
        });
    });

    it("go with the table, unless they are protected", async () => {
        const made = await cloud.create(TABLE, good);
        await assert.rejects(cloud.delete(made), /the replica of orders in eu-west-3/);
        const free = await cloud.update(made, {
            replicas: [{ ...paris, deletionProtectionEnabled: false }],
        });
        await cloud.delete(free);
        assert.equal(cloud.account.get(TABLE, "orders"), undefined);
    });
});
