import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";
import { type Ec2, ec2In, FLOW_LOG } from "./ec2-harness";

describe("sandbox: flow logs", () => {
    let cloud: Cloud;
    let ec2: Ec2;
    let toLogs: Props;
    let toS3: Props;

    beforeEach(async () => {
        cloud = new Cloud();
        ec2 = await ec2In(cloud);
        toLogs = ec2.good[FLOW_LOG] ?? {};
        const bucket = await cloud.create("aws:s3/bucket:Bucket", { bucket: "flow-logs" });
        toS3 = {
            vpcId: ec2.around.vpcId,
            trafficType: "ALL",
            logDestinationType: "s3",
            logDestination: `${String(bucket.outputs.arn)}/vpc/`,
            destinationOptions: {
                fileFormat: "parquet",
                hiveCompatiblePartitions: true,
                perHourPartition: true,
            },
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    const refused: readonly [what: string, to: "logs" | "s3", Props, failure: RegExp][] = [
        ["two things to watch", "logs", { subnetId: "subnet-1" }, /^subnetId: give exactly one of/],
        ["no kind of traffic", "logs", { trafficType: undefined }, /^trafficType: is required$/],
        ["no role", "logs", { iamRoleArn: undefined }, /^iamRoleArn: is required/],
        ["an interval of 300", "logs", { maxAggregationInterval: 300 }, /must be one of 60, 600/],
        ["a format of bare words", "logs", { logFormat: "version" }, /^logFormat: must be fields/],
        [
            "a field that there is not",
            "logs",
            { logFormat: "${version} ${source}" },
            /^logFormat: has no field source$/,
        ],
        [
            "options of files",
            "logs",
            { destinationOptions: {} },
            /^destinationOptions: is for logDestinationType "s3" only$/,
        ],
        [
            "a role for S3",
            "s3",
            { iamRoleArn: "arn:aws:iam::123456789012:role/a" },
            /^iamRoleArn: cannot be given/,
        ],
        [
            "files of another format",
            "s3",
            { destinationOptions: { fileFormat: "json" } },
            /^destinationOptions.fileFormat: must be one of plain-text, parquet/,
        ],
        [
            "a destination of a third kind",
            "s3",
            { logDestinationType: "kinesis" },
            /^logDestinationType: must be one of/,
        ],
    ];
    for (const [what, to, changes, failure] of refused) {
        it(`are refused at preview with ${what}`, () => {
            const good = to === "s3" ? toS3 : toLogs;
            assert.deepEqual(cloud.failures(FLOW_LOG, good), []);
            cloud.assertFailure(FLOW_LOG, { ...good, ...changes }, failure);
        });
    }

    it("go to a log group or bucket that there is, each of its kind", async () => {
        const { logDestination } = toLogs;
        for (const inputs of [
            { ...toLogs, logDestination: "arn:aws:logs:x" },
            { ...toLogs, logDestination: toS3.logDestination },
            { ...toS3, logDestination },
            { ...toS3, logDestination: "arn:aws:s3:::none" },
        ]) {
            await assert.rejects(
                cloud.create(FLOW_LOG, inputs),
                /logDestination .* does not exist/,
            );
        }
        await cloud.create(FLOW_LOG, { ...toLogs, logDestination: `${String(logDestination)}:*` });
        await cloud.create(FLOW_LOG, toS3, "files");
    });

    it("cannot be changed, but in their tags", async () => {
        const made = await cloud.create(FLOW_LOG, toS3);
        const changes = {
            trafficType: "REJECT",
            maxAggregationInterval: 60,
            logFormat: "${version} ${vpc-id} ${encryption-status}",
            destinationOptions: { fileFormat: "plain-text" },
        };
        const { changed, replaces } = cloud.diff(made, changes);
        assert.deepEqual(replaces, changed);
        assert.deepEqual(
            [...new Set(replaces.map((path) => path.split(".", 1)[0]))].sort(),
            Object.keys(changes).sort(),
        );
        assert.deepEqual(cloud.diff(made, { tags: { a: "b" } }).replaces, []);
    });

    it("need a role that trusts the service", async () => {
        const role = await cloud.create(
            "aws:iam/role:Role",
            {
                assumeRolePolicy: {
                    Statement: [
                        {
                            Effect: "Allow",
                            Principal: { Service: "lambda.amazonaws.com" },
                            Action: "sts:AssumeRole",
                        },
                    ],
                },
            },
            "other",
        );
        await assert.rejects(
            cloud.create(FLOW_LOG, { ...toLogs, iamRoleArn: role.outputs.arn }),
            /does not let vpc-flow-logs.amazonaws.com assume it/,
        );
    });
});
