import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import {
    FLOW_LOG_FIELDS,
    FlowLog,
    type FlowLogArgs,
    type FlowLogDestination,
} from "../../infra/network/flow-log";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

const ARGS: FlowLogArgs = {
    scope: SCOPE,
    vpcId: "vpc-1",
    destination: { kind: "cloudwatch", logGroupName: "/pii-prod/vpc-flow" },
    keyArn: "arn:logs",
    retentionDays: 90,
};

const make = (destination: FlowLogDestination) =>
    registrations(() => new FlowLog("net-flow", { ...ARGS, destination }));

describe("FlowLog in CloudWatch Logs", () => {
    before(mockEngine);

    const logged = () => make({ kind: "cloudwatch", logGroupName: "/pii-prod/vpc-flow" });

    it("logs all traffic, encrypted and for as long as it is told", async () => {
        const all = await logged();
        assert.deepEqual(only(all, FLOW_LOG), {
            vpcId: "vpc-1",
            trafficType: "ALL",
            logDestination: "arn:aws:cloudwatch/logGroup:LogGroup:net-flow",
            logDestinationType: "cloud-watch-logs",
            iamRoleArn: "arn:aws:iam/role:Role:net-flow",
            maxAggregationInterval: 60,
        });
        assert.deepEqual(only(all, "aws:cloudwatch/logGroup:LogGroup"), {
            name: "/pii-prod/vpc-flow",
            kmsKeyId: "arn:logs",
            retentionInDays: 90,
        });
    });

    it("goes before another takes its place: AWS refuses two to one destination", async () => {
        const replaced: unknown[] = [];
        await registrations(
            () =>
                new FlowLog("net-flow", ARGS, {
                    transformations: [
                        ({ type, opts }) => {
                            if (type === FLOW_LOG) {
                                replaced.push((opts as CustomResourceOptions).deleteBeforeReplace);
                            }
                            return undefined;
                        },
                    ],
                }),
        );
        assert.deepEqual(replaced, [true]);
    });

    it("keeps the names that its resources have always had", async () => {
        assert.deepEqual((await logged()).map(({ type, name }) => `${type} ${name}`).sort(), [
            "aws:cloudwatch/logGroup:LogGroup net-flow",
            "aws:ec2/flowLog:FlowLog net-flow",
            "aws:iam/role:Role net-flow",
            "aws:iam/rolePolicy:RolePolicy net-flow",
            "pii:network:FlowLog net-flow",
        ]);
    });
});

describe("FlowLog in a bucket", () => {
    before(mockEngine);

    const logged = () => make({ kind: "s3", protect: true });

    it("logs all traffic as Parquet by the hour, without a role", async () => {
        assert.deepEqual(only(await logged(), FLOW_LOG), {
            vpcId: "vpc-1",
            trafficType: "ALL",
            logDestination: "arn:aws:s3/bucket:Bucket:net-flow",
            logDestinationType: "s3",
            logFormat:
                "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} " +
                "${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} ${vpc-id} " +
                "${subnet-id} ${instance-id} ${tcp-flags} ${type} ${pkt-srcaddr} ${pkt-dstaddr} " +
                "${az-id} ${pkt-src-aws-service} ${pkt-dst-aws-service} ${flow-direction} " +
                "${traffic-path} ${reject-reason} ${encryption-status}",
            destinationOptions: {
                fileFormat: "parquet",
                hiveCompatiblePartitions: true,
                perHourPartition: true,
            },
            maxAggregationInterval: 60,
        });
    });

    it("lets nothing but the delivery of this account's logs write, and only with TLS", async () => {
        const bucketArn = "arn:aws:s3/bucket:Bucket:net-flow";
        const { policy } = only(await logged(), "aws:s3/bucketPolicy:BucketPolicy");
        const source = { "aws:SourceArn": "arn:aws:logs:eu-west-1:111111111111:*" };
        assert.deepEqual(JSON.parse(policy as string), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "DenyWithoutTls",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: [bucketArn, `${bucketArn}/*`],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
                {
                    Sid: "AWSLogDeliveryWrite",
                    Effect: "Allow",
                    Principal: { Service: "delivery.logs.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: `${bucketArn}/AWSLogs/aws-account-id=111111111111/*`,
                    Condition: {
                        ArnLike: source,
                        StringEquals: {
                            "aws:SourceAccount": "111111111111",
                            "s3:x-amz-acl": "bucket-owner-full-control",
                        },
                    },
                },
                {
                    Sid: "AWSLogDeliveryAclCheck",
                    Effect: "Allow",
                    Principal: { Service: "delivery.logs.amazonaws.com" },
                    Action: "s3:GetBucketAcl",
                    Resource: bucketArn,
                    Condition: {
                        ArnLike: source,
                        StringEquals: { "aws:SourceAccount": "111111111111" },
                    },
                },
            ],
        });
    });

    it("keeps the bucket private, encrypted with the key, and no longer than it is told", async () => {
        const all = await logged();
        const { bucket, ...blocks } = only(
            all,
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        );
        assert.equal(bucket, "net-flow-id");
        assert.deepEqual(Object.values(blocks), [true, true, true, true]);
        assert.deepEqual(
            only(
                all,
                "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            ).rules,
            [
                {
                    applyServerSideEncryptionByDefault: {
                        sseAlgorithm: "aws:kms",
                        kmsMasterKeyId: "arn:logs",
                    },
                    bucketKeyEnabled: true,
                },
            ],
        );
        const { rules } = only(
            all,
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        ) as { rules: { expiration: unknown; noncurrentVersionExpiration: unknown }[] };
        assert.deepEqual(
            rules.map(({ expiration, noncurrentVersionExpiration }) => [
                expiration,
                noncurrentVersionExpiration,
            ]),
            [[{ days: 90 }, { noncurrentDays: 30 }]],
        );
    });

    it("has in docs/flow-logs.md a table with a column for every field, in their order", () => {
        const docs = readFileSync(path.join(__dirname, "../../docs/flow-logs.md"), "utf8");
        const [, columns = ""] = /CREATE EXTERNAL TABLE vpc_flow \(([^)]*)\)/.exec(docs) ?? [];
        assert.deepEqual(
            [...columns.matchAll(/`(\w+)` (string|int|bigint)\b/g)].map(([, name]) => name),
            FLOW_LOG_FIELDS.map((field) => field.replaceAll("-", "_")),
        );
    });
});
