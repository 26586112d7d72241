import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, furnished } from "../support/cloud";
import { allow } from "./lambda-harness";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("sandbox: alarms of DynamoDB and DAX", () => {
    let cloud: Cloud;
    let streamLabel: string;

    beforeEach(async () => {
        cloud = new Cloud();
        const { outputs } = await cloud.create("aws:dynamodb/table:Table", {
            name: "orders",
            billingMode: "PAY_PER_REQUEST",
            hashKey: "id",
            attributes: ["id", "day"].map((name) => ({ name, type: "S" })),
            globalSecondaryIndexes: [{ name: "by-day", hashKey: "day", projectionType: "ALL" }],
            streamEnabled: true,
            streamViewType: "NEW_AND_OLD_IMAGES",
            replicas: [{ regionName: "eu-west-3" }],
        });
        streamLabel = outputs.streamLabel as string;
        const { roleArn, subnetIds } = await furnished(cloud, "dax.amazonaws.com");
        await allow(cloud, roleArn, ["dynamodb:GetItem", "dynamodb:DescribeTable"]);
        await cloud.create("aws:dax/subnetGroup:SubnetGroup", { name: "cache", subnetIds });
        await cloud.create("aws:dax/cluster:Cluster", {
            clusterName: "cache",
            nodeType: "dax.t3.small",
            replicationFactor: 2,
            iamRoleArn: roleArn,
            subnetGroupName: "cache",
        });
    });
    afterEach(() => {
        cloud.dispose();
    });

    const alarm = (namespace: string, metricName: string, dimensions: Props): Props => ({
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        threshold: 1,
        namespace: `AWS/${namespace}`,
        metricName,
        dimensions,
        statistic: "Sum",
        period: 60,
    });
    const TableName = "orders";
    const ofIndex = { TableName, GlobalSecondaryIndexName: "by-day" };
    const ofOperation = { TableName, Operation: "GetItem" };
    const toParis = { TableName, ReceivingRegion: "eu-west-3" };

    it("watch what AWS publishes, under its dimensions", async () => {
        const known: [namespace: string, metric: string, dimensions: Props][] = [
            ["DynamoDB", "UserErrors", {}],
            ["DynamoDB", "ConditionalCheckFailedRequests", { TableName }],
            ["DynamoDB", "ReadThrottleEvents", { TableName }],
            ["DynamoDB", "ReadThrottleEvents", ofIndex],
            ["DynamoDB", "OnlineIndexPercentageProgress", ofIndex],
            ["DynamoDB", "SystemErrors", ofOperation],
            ["DynamoDB", "ReplicationLatency", toParis],
            [
                "DynamoDB",
                "ReturnedRecordsCount",
                { TableName, StreamLabel: streamLabel, Operation: "GetRecords" },
            ],
            ["DAX", "CPUUtilization", { ClusterId: "cache" }],
            ["DAX", "CPUUtilization", { ClusterId: "cache", NodeId: "cache-b" }],
        ];
        for (const [i, [namespace, metric, dimensions]] of known.entries()) {
            await cloud.create(ALARM, alarm(namespace, metric, dimensions), `alarm-${i}`);
        }
    });

    const refused: Record<string, [metric: string, dimensions: Props, failure: RegExp]> = {
        "errors of a table, without its operation": [
            "SystemErrors",
            { TableName },
            /^dimensions: are not those of SystemErrors of AWS\/DynamoDB, so that .* got TableName, there are TableName \+ Operation; TableName \+ StreamLabel \+ Operation$/,
        ],
        "mistakes of users by table": [
            "UserErrors",
            { TableName },
            /^dimensions: are not those of UserErrors .* got TableName, there are none$/,
        ],
        "failed conditions of an index": [
            "ConditionalCheckFailedRequests",
            ofIndex,
            /got GlobalSecondaryIndexName \+ TableName, there are TableName$/,
        ],
        "a delay to nowhere": [
            "ReplicationLatency",
            { TableName },
            /there are TableName \+ ReceivingRegion$/,
        ],
        "a metric that there is not": [
            "Throttles",
            { TableName },
            /^dimensions: are of no metric: AWS\/DynamoDB has none named Throttles$/,
        ],
    };
    for (const [what, [metric, dimensions, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview, in one metric and in several`, () => {
            assert.match(cloud.failure(ALARM, alarm("DynamoDB", metric, dimensions)), failure);
            const query = { namespace: "AWS/DynamoDB", metricName: metric, dimensions };
            assert.match(
                cloud
                    .failure(ALARM, {
                        comparisonOperator: "GreaterThanThreshold",
                        evaluationPeriods: 1,
                        threshold: 1,
                        metricQueries: [
                            { id: "m", metric: { ...query, period: 60, stat: "Sum" } },
                            { id: "e", expression: "FILL(m, 0)", returnData: true },
                        ],
                    })
                    .replace("metricQueries[0].metric.", ""),
                failure,
            );
        });
    }

    const unknown: Record<string, [made: Props, error: RegExp]> = {
        "another table": [
            alarm("DynamoDB", "ReadThrottleEvents", { TableName: "others" }),
            /TableName: there is no table "others" in eu-west-1, so that the alarm would have no/,
        ],
        "a region without the table": [
            {
                ...alarm("DynamoDB", "ReadThrottleEvents", { TableName }),
                region: "eu-west-2",
            },
            /TableName: there is no table "orders" in eu-west-2/,
        ],
        "another index": [
            alarm("DynamoDB", "ReadThrottleEvents", {
                ...ofIndex,
                GlobalSecondaryIndexName: "by-user",
            }),
            /the table orders has no index "by-user"/,
        ],
        "an operation in other words": [
            alarm("DynamoDB", "SystemErrors", { TableName, Operation: "Get" }),
            /Operation: there is none named "Get"; there are PutItem, /,
        ],
        "a region without a replica": [
            alarm("DynamoDB", "ReplicationLatency", { TableName, ReceivingRegion: "eu-west-2" }),
            /the table orders is not replicated from eu-west-1 to eu-west-2/,
        ],
        "an old stream": [
            alarm("DynamoDB", "ReturnedBytes", {
                TableName,
                StreamLabel: "2020-01-01T00:00:00.000",
                Operation: "GetRecords",
            }),
            /the table orders has no stream "2020-01-01T00:00:00.000"/,
        ],
        "another cluster": [
            alarm("DAX", "CPUUtilization", { ClusterId: "other" }),
            /ClusterId: there is no cluster "other" in eu-west-1/,
        ],
        "a third node": [
            alarm("DAX", "CPUUtilization", { ClusterId: "cache", NodeId: "cache-c" }),
            /NodeId: the cluster cache has no node "cache-c"/,
        ],
    };
    for (const [what, [inputs, error]] of Object.entries(unknown)) {
        it(`are not made for ${what}`, async () => {
            await assert.rejects(cloud.create(ALARM, inputs), error);
        });
    }

    it("watch the exports of a group of schedules, by that alone", async () => {
        const refused = (dimensions: Props) => alarm("Scheduler", "TargetErrorCount", dimensions);
        await cloud.create("aws:scheduler/scheduleGroup:ScheduleGroup", { name: "exports" });
        await cloud.create(ALARM, refused({ ScheduleGroup: "exports" }));
        await assert.rejects(
            cloud.create(ALARM, refused({ ScheduleGroup: "others" }), "others"),
            /there is no aws:scheduler\/scheduleGroup:ScheduleGroup "others"/,
        );
        assert.match(
            cloud.failure(ALARM, refused({ ScheduleName: "consents" })),
            /got ScheduleName, there are ScheduleGroup$/,
        );
    });

    it("watch a replica in its own region", async () => {
        const inputs = alarm("DynamoDB", "ReadThrottleEvents", { TableName });
        await cloud.create(ALARM, { ...inputs, region: "eu-west-3" });
        const back = { TableName, ReceivingRegion: "eu-west-1" };
        const delay = alarm("DynamoDB", "ReplicationLatency", back);
        await cloud.create(ALARM, { ...delay, region: "eu-west-3" }, "delay");
    });
});
