import assert from "node:assert/strict";
import { AuditTrail } from "../../infra/guardrails/audit-trail";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const TRAIL_ARN = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/pii-prod-audit";

const TABLE_ARN = "arn:aws:dynamodb:eu-west-1:111111111111:table/consents-1a2b3c4";

describe("AuditTrail", () => {
    before(mockEngine);

    const make = () =>
        registrations(
            () =>
                new AuditTrail("audit", {
                    scope: SCOPE,
                    prefix: "pii-prod",
                    keyArn: "arn:key",
                    tableArns: [TABLE_ARN],
                    retentionDays: 365,
                    protect: true,
                }),
        );

    it("watches all regions and lets nobody change a log file unseen", async () => {
        assert.deepEqual(only(await make(), "aws:cloudtrail/trail:Trail"), {
            name: "pii-prod-audit",
            s3BucketName: "audit-id",
            kmsKeyId: "arn:key",
            isMultiRegionTrail: true,
            includeGlobalServiceEvents: true,
            enableLogFileValidation: true,
            advancedEventSelectors: [
                {
                    name: "Management events",
                    fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
                },
                {
                    name: "Items of the tables",
                    fieldSelectors: [
                        { field: "eventCategory", equals: ["Data"] },
                        { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
                        { field: "resources.ARN", equals: [TABLE_ARN] },
                    ],
                },
            ],
        });
    });

    it("lets nothing but the trail write, and nobody come without TLS", async () => {
        const bucketArn = "arn:aws:s3/bucket:Bucket:audit";
        const { policy } = only(await make(), "aws:s3/bucketPolicy:BucketPolicy");
        const { Statement } = JSON.parse(policy as string) as { Statement: object[] };
        assert.deepEqual(
            Statement.map((statement) => ({ ...statement, Sid: undefined })),
            [
                {
                    Sid: undefined,
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: [bucketArn, `${bucketArn}/*`],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
                {
                    Sid: undefined,
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:GetBucketAcl",
                    Resource: bucketArn,
                    Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
                },
                {
                    Sid: undefined,
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: `${bucketArn}/AWSLogs/111111111111/*`,
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": TRAIL_ARN,
                            "s3:x-amz-acl": "bucket-owner-full-control",
                        },
                    },
                },
            ],
        );
    });

    it("keeps its bucket private and encrypted", async () => {
        const all = await make();
        const access = only(all, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
        const { bucket, ...blocks } = access;
        assert.equal(bucket, "audit-id");
        assert.deepEqual(Object.values(blocks), [true, true, true, true]);
        const { rules } = only(
            all,
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        );
        assert.deepEqual(rules, [
            {
                applyServerSideEncryptionByDefault: {
                    sseAlgorithm: "aws:kms",
                    kmsMasterKeyId: "arn:key",
                },
                bucketKeyEnabled: true,
            },
        ]);
    });
});
