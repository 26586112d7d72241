import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, furnished, type Made, REGION } from "../support/cloud";
import { allow } from "./lambda-harness";

const SCHEDULE = "aws:scheduler/schedule:Schedule";

describe("sandbox: schedules that export tables", () => {
    let cloud: Cloud;
    let call: Props;
    let roleArn: string;
    let table: Made;
    const rights = {
        export: ["dynamodb:ExportTableToPointInTime"],
        write: ["s3:PutObject", "s3:AbortMultipartUpload"],
        encrypt: ["kms:GenerateDataKey", "kms:Decrypt"],
    };

    beforeEach(async () => {
        cloud = new Cloud();
        const around = await furnished(cloud, "scheduler.amazonaws.com");
        roleArn = around.roleArn;
        table = await cloud.create("aws:dynamodb/table:Table", {
            name: "orders",
            billingMode: "PAY_PER_REQUEST",
            hashKey: "id",
            attributes: [{ name: "id", type: "S" }],
            pointInTimeRecovery: { enabled: true },
        });
        await cloud.create("aws:s3/bucket:Bucket", { bucket: "exports" });
        call = {
            TableArn: table.outputs.arn,
            S3Bucket: "exports",
            S3Prefix: "orders",
            S3SseAlgorithm: "KMS",
            S3SseKmsKeyId: around.keyArn,
            ExportFormat: "DYNAMODB_JSON",
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    const schedule = (changes: Props = {}, target: Props = {}): Props => ({
        scheduleExpression: "rate(1 day)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
            arn: "arn:aws:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime",
            roleArn,
            input: JSON.stringify({ ...call, ...changes }),
            ...target,
        },
    });

    it("are made when everything is there and allowed", async () => {
        for (const actions of Object.values(rights)) {
            await allow(cloud, roleArn, actions);
        }
        await cloud.create(SCHEDULE, schedule());
    });

    const refused: Record<string, [inputs: () => Props, failure: RegExp]> = {
        "another call": [
            () => schedule({}, { arn: "arn:aws:scheduler:::aws-sdk:dynamodb:ExportTable" }),
            /^target.arn: the sandbox knows of DynamoDB only exportTableToPointInTime/,
        ],
        "no input": [
            () => schedule({}, { input: undefined }),
            /^target.input: must be JSON of an object with TableArn and S3Bucket/,
        ],
        "no JSON": [
            () => schedule({}, { input: "{" }),
            /^target.input: must be JSON of an object with TableArn and S3Bucket/,
        ],
        "words in small letters": [
            () => schedule({ s3Prefix: "orders" }),
            /^target.input: has s3Prefix, which the call does not take; it takes ClientToken, /,
        ],
        "no bucket": [() => schedule({ S3Bucket: undefined }), /^target.input: must have S3Bucket/],
        "another format": [
            () => schedule({ ExportFormat: "CSV" }),
            /^target.input: ExportFormat must be one of DYNAMODB_JSON, ION, got CSV/,
        ],
        "encryption without a key": [
            () => schedule({ S3SseKmsKeyId: undefined }),
            /^target.input: must have S3SseKmsKeyId when S3SseAlgorithm is "KMS"/,
        ],
    };
    for (const [what, [inputs, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(SCHEDULE, schedule()), []);
            assert.match(cloud.failure(SCHEDULE, inputs()), failure);
        });
    }

    it("are of a table that is there and can be recovered, to a bucket and a key", async () => {
        const arn = (name: string) => `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/${name}`;
        for (const [changes, error] of [
            [{ TableArn: arn("others") }, /the table .*others does not exist in eu-west-1/],
            [{ S3Bucket: "elsewhere" }, /the bucket elsewhere does not exist/],
            [{ S3SseKmsKeyId: "key" }, /S3SseKmsKeyId: the key key does not exist/],
        ] as const) {
            await assert.rejects(cloud.create(SCHEDULE, schedule(changes)), error);
        }
        await cloud.update(table, { pointInTimeRecovery: { enabled: false } });
        await assert.rejects(
            cloud.create(SCHEDULE, schedule()),
            /table\/orders has no pointInTimeRecovery, which an export needs/,
        );
    });

    for (const [lacking, action] of [
        ["export", "dynamodb:ExportTableToPointInTime on .*table/orders"],
        ["write", "s3:PutObject on arn:aws:s3:::exports/orders/AWSDynamoDB/x"],
        ["encrypt", "kms:GenerateDataKey on .*:key/"],
    ] as const) {
        it(`need a role that may ${lacking}`, async () => {
            for (const [what, actions] of Object.entries(rights)) {
                if (what !== lacking) {
                    await allow(cloud, roleArn, actions);
                }
            }
            await assert.rejects(
                cloud.create(SCHEDULE, schedule()),
                new RegExp(`PowerlessRole: target.roleArn: .* do not let it do ${action}`),
            );
        });
    }
});
