import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { TableExports } from "../../infra/dynamodb/table-exports";
import { keyPolicy } from "../../infra/keys/key-policy";
import type { Statements } from "../../infra/policy-document";
import { type Call, isAllowed } from "../support/iam";
import { mockEngine, only, type Registered, registrations, SCOPE } from "./mocks";

const TABLE = "arn:aws:dynamodb:eu-west-1:111111111111:table/consents-0123abc";
const KEY = "arn:aws:kms:eu-west-1:111111111111:key/11111111-1111-1111-1111-111111111111";
const TABLE_KEY = KEY.replaceAll("1111-1111", "2222-2222");
const ROLE = "arn:aws:iam::111111111111:role/exports";

describe("TableExports", () => {
    before(mockEngine);

    const made = (every: "daily" | "weekly", scope = SCOPE) =>
        registrations(
            () =>
                new TableExports("exports", {
                    scope,
                    every,
                    tableArns: { consents: TABLE },
                    tableKeyArn: TABLE_KEY,
                    keyArn: KEY,
                    protect: true,
                }),
        );

    const SCHEDULE = "aws:scheduler/schedule:Schedule";

    it("asks for a whole table, encrypted with our key, into our bucket", async () => {
        const schedule = only(await made("daily"), SCHEDULE);
        const target = schedule.target as Record<string, string>;
        assert.equal(target.arn, "arn:aws:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime");
        assert.deepEqual(JSON.parse(target.input ?? ""), {
            TableArn: TABLE,
            S3Bucket: "exports-id",
            S3BucketOwner: "111111111111",
            S3Prefix: "consents",
            S3SseAlgorithm: "KMS",
            S3SseKmsKeyId: KEY,
            ExportFormat: "DYNAMODB_JSON",
            ClientToken: "consents-<aws.scheduler.scheduled-time>",
        });
    });

    it("calls in the partition of AWS that it is in", async () => {
        const all = await made("daily", { ...SCOPE, partition: pulumi.output("aws-us-gov") });
        assert.match(
            (only(all, SCHEDULE).target as { arn: string }).arn,
            /^arn:aws-us-gov:scheduler:::aws-sdk:dynamodb:/,
        );
    });

    it("is in a group of its own, by which what goes wrong is counted", async () => {
        const all = await made("daily");
        const group = only(all, "aws:scheduler/scheduleGroup:ScheduleGroup");
        assert.deepEqual([group.name, only(all, SCHEDULE).groupName], ["exports", "exports"]);
    });

    it("goes by the clock, daily or weekly", async () => {
        const when = async (every: "daily" | "weekly") =>
            only(await made(every), SCHEDULE).scheduleExpression;
        assert.equal(await when("daily"), "cron(15 2 * * ? *)");
        assert.equal(await when("weekly"), "cron(15 2 ? * SUN *)");
    });

    it("keeps an export for 35 days, private and encrypted", async () => {
        const all = await made("daily");
        const lifecycle = only(
            all,
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        );
        const [rule] = lifecycle.rules as { expiration: unknown }[];
        assert.deepEqual(rule?.expiration, { days: 35 });
        const policy = JSON.parse(
            only(all, "aws:s3/bucketPolicy:BucketPolicy").policy as string,
        ) as { Statement: { Sid: string }[] };
        assert.deepEqual(
            policy.Statement.map(({ Sid }) => Sid),
            ["DenyWithoutTls"],
        );
    });

    describe("its role", () => {
        const rights = (all: readonly Registered[]) =>
            (
                JSON.parse(only(all, "aws:iam/rolePolicy:RolePolicy").policy as string) as {
                    Statement: Statements;
                }
            ).Statement;
        const bucket = "arn:aws:s3:::exports";
        const through = (service: string) => ({
            "kms:CallerAccount": "111111111111",
            "kms:ViaService": `${service}.eu-west-1.amazonaws.com`,
        });
        // Of a key that both may use.
        const keyRule = keyPolicy(
            { accountId: "111111111111", partition: "aws", region: "eu-west-1" },
            { kind: "service", services: ["dynamodb", "s3"] },
        );
        const cases: [what: string, call: Omit<Call, "by">, allowed: boolean][] = [
            ["export the table", { action: "dynamodb:ExportTableToPointInTime", on: TABLE }, true],
            [
                "export another one",
                { action: "dynamodb:ExportTableToPointInTime", on: TABLE.replace("consents", "x") },
                false,
            ],
            ["read the table", { action: "dynamodb:Scan", on: TABLE }, false],
            ["write to the bucket", { action: "s3:PutObject", on: `${bucket}/consents/1` }, true],
            ["read from the bucket", { action: "s3:GetObject", on: `${bucket}/consents/1` }, false],
            [
                "decrypt the table by DynamoDB",
                {
                    action: "kms:Decrypt",
                    on: TABLE_KEY,
                    knowing: through("dynamodb"),
                },
                true,
            ],
            [
                "decrypt it by another service",
                {
                    action: "kms:Decrypt",
                    on: TABLE_KEY,
                    knowing: through("s3"),
                },
                false,
            ],
            ["write to another bucket", { action: "s3:PutObject", on: `${bucket}2/1` }, false],
        ];
        for (const [what, call, allowed] of cases) {
            it(`${allowed ? "may" : "may not"} ${what}`, async () => {
                const identity = JSON.parse(
                    JSON.stringify(rights(await made("daily"))).replaceAll(
                        "arn:aws:s3/bucket:Bucket:exports",
                        bucket,
                    ),
                ) as Statements;
                const resource = call.on === TABLE_KEY ? { resource: keyRule } : {};
                assert.equal(
                    await isAllowed({ identity, ...resource }, { by: ROLE, ...call }),
                    allowed,
                );
            });
        }
    });
});
