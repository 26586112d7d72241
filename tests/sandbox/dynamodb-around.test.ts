import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { UNKNOWN } from "../../sandbox/provider/unknown";
import { ACCOUNT_ID, Cloud, furnished, type Made, REGION } from "../support/cloud";
import { allow } from "./lambda-harness";

const TABLE = "aws:dynamodb/table:Table";
const POLICY = "aws:dynamodb/resourcePolicy:ResourcePolicy";
const INSIGHTS = "aws:dynamodb/contributorInsights:ContributorInsights";
const DESTINATION = "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination";
const STREAM = "aws:kinesis/stream:Stream";

describe("sandbox: what DynamoDB tables have around them", () => {
    let cloud: Cloud;
    let table: Made;
    const arnIn = (region: string) => `arn:aws:dynamodb:${region}:${ACCOUNT_ID}:table/orders`;
    const arn = arnIn(REGION);
    const paris = { region: "eu-west-3" };
    const good: Props = {
        name: "orders",
        billingMode: "PAY_PER_REQUEST",
        hashKey: "id",
        attributes: ["id", "day"].map((name) => ({ name, type: "S" })),
        globalSecondaryIndexes: [{ name: "by-day", hashKey: "day", projectionType: "ALL" }],
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        replicas: [{ regionName: "eu-west-3" }],
    };

    beforeEach(async () => {
        cloud = new Cloud();
        table = await cloud.create(TABLE, good);
    });
    afterEach(() => {
        cloud.dispose();
    });

    describe("resource policies", () => {
        const deny: Props = {
            Effect: "Deny",
            Principal: "*",
            Action: "dynamodb:*",
            Resource: arn,
        };
        const policy = (changes: Props = {}) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        ...deny,
                        Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
                        ...changes,
                    },
                ],
            });
        const make = (changes: Props = {}, inputs: Props = {}) =>
            cloud.create(POLICY, { resourceArn: arn, policy: policy(changes), ...inputs });

        it("are for tables, replicas and streams, each in its region", async () => {
            const made = await make();
            assert.equal(made.id, arn);
            const [{ streamArn } = {}] = table.outputs.replicas as Props[];
            for (const inputs of [
                { resourceArn: `${arn}s` },
                { resourceArn: arnIn("eu-west-3") },
                { resourceArn: arnIn("eu-west-2") },
            ]) {
                await assert.rejects(
                    make({}, inputs),
                    /resourceArn: .* does not exist in eu-west-1/,
                );
            }
            await make({}, { ...paris, resourceArn: arnIn("eu-west-3") });
            await make({}, { ...paris, resourceArn: streamArn });
            await make({}, { resourceArn: table.outputs.streamArn });
        });

        it("have at most 20 KB, white space and all, and are policies", () => {
            const failure = (text: string) =>
                cloud.failure(POLICY, { resourceArn: arn, policy: text });
            assert.deepEqual(
                cloud.failures(POLICY, { resourceArn: arn, policy: policy().padEnd(20_480) }),
                [],
            );
            assert.equal(
                failure(policy().padEnd(20_481)),
                "policy: must have at most 20480 bytes, white space included, got 20481",
            );
            assert.equal(
                failure(policy({ Principal: undefined })),
                "policy: Statement[0] must have Principal or NotPrincipal",
            );
        });

        it("let nobody in without a condition", async () => {
            await assert.rejects(
                make({ Effect: "Allow", Condition: undefined }),
                /policy: lets everybody in, which DynamoDB blocks/,
            );
        });

        it("do not lock their author out, unless he says so", async () => {
            const Condition = { StringNotEquals: { "aws:SourceVpc": "vpc-1" } };
            const changes = { Condition, Action: "dynamodb:*ResourcePolicy" };
            await assert.rejects(
                make(changes),
                /denies you yourself \(.*user\/sandbox\) dynamodb:PutResourcePolicy, dynamodb:Get/,
            );
            await make(changes, { confirmRemoveSelfResourceAccess: true });
        });

        it("do not end replication, nor what DAX answers", async () => {
            const Action = ["dynamodb:GetItem", "dynamodb:PutItem"];
            const outside = (roles: string[]) => ({
                Action,
                Condition: {
                    StringNotEquals: { "aws:SourceVpc": "vpc-1" },
                    ArnNotLike: { "aws:PrincipalArn": roles },
                },
            });
            await assert.rejects(
                make(outside(["arn:aws:iam::1:role/none"])),
                /denies replication \(.*\/AWSServiceRoleForDynamoDBReplication\) dynamodb:GetItem, dynamodb:PutItem on .*; exempt it, such as by aws:PrincipalArn/,
            );
            const { roleArn, subnetIds } = await furnished(cloud, "dax.amazonaws.com");
            await allow(cloud, roleArn, ["dynamodb:GetItem", "dynamodb:DescribeTable"]);
            await cloud.create("aws:dax/subnetGroup:SubnetGroup", { name: "cache", subnetIds });
            await cloud.create("aws:dax/cluster:Cluster", {
                clusterName: "cache",
                nodeType: "dax.t3.small",
                replicationFactor: 1,
                iamRoleArn: roleArn,
                subnetGroupName: "cache",
            });
            const ofAws = `arn:aws:iam::${ACCOUNT_ID}:role/aws-service-role/*`;
            await assert.rejects(
                make(outside([ofAws])),
                /denies the DAX cluster cache \(.*\) dynamodb:GetItem on/,
            );
            const made = await make(outside([ofAws, roleArn]));
            // Not let in any longer, it is about to go.
            await cloud.update(made, { policy: policy(outside([ofAws])) });
        });

        it("have another revision after every change", async () => {
            const made = await make();
            const after = await cloud.update(made, { policy: policy({ Sid: "Closed" }) });
            assert.notEqual(after.outputs.revisionId, made.outputs.revisionId);
        });
    });

    describe("contributor insights", () => {
        it("are of a table or an index, in each region", async () => {
            const { id, outputs } = await cloud.create(INSIGHTS, { tableName: "orders" });
            assert.equal(id, `name:orders/index:/${ACCOUNT_ID}`);
            assert.equal(outputs.mode, "ACCESSED_AND_THROTTLED_KEYS");
            const ofIndex = { tableName: "orders", indexName: "by-day", mode: "THROTTLED_KEYS" };
            const made = await cloud.create(INSIGHTS, ofIndex, "index");
            assert.equal(made.id, `name:orders/index:by-day/${ACCOUNT_ID}`);
            await cloud.create(INSIGHTS, { ...paris, tableName: "orders" }, "paris");
            await assert.rejects(
                cloud.create(INSIGHTS, { region: "eu-west-2", tableName: "orders" }, "london"),
                /tableName: there is no table orders in eu-west-2/,
            );
            await assert.rejects(
                cloud.create(INSIGHTS, { ...ofIndex, indexName: "by-user" }, "other"),
                /indexName: the table orders has no global secondary index by-user/,
            );
            assert.deepEqual(cloud.diff(made, { mode: undefined }).changed, []);
            const all = { mode: "ACCESSED_AND_THROTTLED_KEYS" };
            const { changed, replaces } = cloud.diff(made, all);
            assert.deepEqual([changed, replaces], [["mode"], []]);
            await assert.rejects(cloud.update(made, all), /^Error: doesn't support update: mode/);
            assert.match(
                cloud.failure(INSIGHTS, { ...ofIndex, mode: "ALL" }),
                /^mode: must be one of ACCESSED_AND_THROTTLED_KEYS, THROTTLED_KEYS/,
            );
        });
    });

    describe("Kinesis destinations", () => {
        it("are one of a table, in a stream of the table's region", async () => {
            const onDemand = { streamModeDetails: { streamMode: "ON_DEMAND" } };
            const stream = await cloud.create(STREAM, { name: "changes", ...onDemand });
            const far = await cloud.create(STREAM, { name: "far", ...paris, ...onDemand }, "far");
            const inputs = { tableName: "orders", streamArn: stream.id };
            for (const [changes, error] of [
                [{ tableName: "others" }, /there is no table others in eu-west-1/],
                [{ streamArn: `${stream.id}s` }, /there is no stream .*changess in eu-west-1/],
                [{ streamArn: far.id }, /there is no stream .* in eu-west-1/],
            ] as const) {
                await assert.rejects(cloud.create(DESTINATION, { ...inputs, ...changes }), error);
            }
            const made = await cloud.create(DESTINATION, inputs);
            assert.equal(made.id, `orders,${stream.id}`);
            assert.equal(made.outputs.approximateCreationDateTimePrecision, "MILLISECOND");
            const second = await cloud.create(STREAM, { name: "second", ...onDemand }, "second");
            await assert.rejects(
                cloud.create(DESTINATION, { ...inputs, streamArn: second.id }, "second"),
                /the table orders has a streaming destination: .*stream\/changes/,
            );
            await cloud.create(DESTINATION, { ...inputs, ...paris, streamArn: far.id }, "far");
            assert.deepEqual(cloud.diff(made, { streamArn: second.id }).replaces, ["streamArn"]);
        });
    });

    it("are told by data sources, in each region", async () => {
        const ask = (name: string, args: Props = {}) =>
            cloud.provider.invoke(`aws:dynamodb/${name}:${name}`, args);
        assert.deepEqual((await ask("getTables")).names, ["orders"]);
        assert.deepEqual((await ask("getTables", paris)).names, ["orders"]);
        assert.deepEqual((await ask("getTables", { region: "eu-west-2" })).names, []);
        assert.equal((await ask("getTable", { name: "orders", ...paris })).arn, arnIn("eu-west-3"));
        assert.throws(() => ask("getTable", { name: "others" }), /Table: others not found/);
        await cloud.update(table, {
            ttl: { enabled: true, attributeName: "until" },
            onDemandThroughput: { maxReadRequestUnits: 5, maxWriteRequestUnits: -1 },
        });
        const { streamArn, streamLabel, ...told } = await ask("getTable", { name: "orders" });
        assert.equal(streamArn, `${arn}/stream/${String(streamLabel)}`);
        assert.deepEqual(told, {
            id: "orders",
            region: REGION,
            name: "orders",
            arn,
            attributes: good.attributes,
            billingMode: "PAY_PER_REQUEST",
            deletionProtectionEnabled: false,
            globalSecondaryIndexes: [
                {
                    hashKey: "day",
                    keySchemas: [{ attributeName: "day", keyType: "HASH" }],
                    name: "by-day",
                    nonKeyAttributes: [],
                    onDemandThroughputs: [],
                    projectionType: "ALL",
                    rangeKey: "",
                    readCapacity: 0,
                    warmThroughputs: [],
                    writeCapacity: 0,
                },
            ],
            hashKey: "id",
            localSecondaryIndexes: [],
            onDemandThroughputs: [{ maxReadRequestUnits: 5 }],
            pointInTimeRecovery: { enabled: false },
            rangeKey: "",
            readCapacity: 0,
            replicas: [{ kmsKeyArn: "", regionName: "eu-west-3" }],
            serverSideEncryption: { enabled: false, kmsKeyArn: "" },
            streamEnabled: true,
            streamViewType: "NEW_AND_OLD_IMAGES",
            tableClass: "STANDARD",
            tags: {},
            ttl: { enabled: true, attributeName: "until" },
            warmThroughputs: [],
            writeCapacity: 0,
        });
    });

    it("tell no preview what their replicas are to be", async () => {
        const preview = (inputs: Props) =>
            cloud.provider.create({ urn: "", type: TABLE, name: "t", inputs, preview: true });
        assert.equal((await preview(good)).outputs.replicas, UNKNOWN);
        const alone = await preview({ ...good, replicas: undefined });
        assert.equal(alone.outputs.replicas, undefined);
        const change = (news: Props) =>
            cloud.provider.update({
                urn: table.urn,
                type: TABLE,
                id: table.id,
                olds: table.outputs,
                oldInputs: table.inputs,
                news: { ...table.inputs, ...news },
                preview: true,
            });
        const same = await change({ tags: { a: "b" } });
        assert.deepEqual(same.replicas, table.outputs.replicas);
        const protect = [{ regionName: "eu-west-3", deletionProtectionEnabled: true }];
        assert.equal((await change({ replicas: protect })).replicas, UNKNOWN);
    });
});
