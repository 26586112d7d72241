import assert from "node:assert/strict";
import { AuditTrail, type AuditTrailArgs } from "../../infra/guardrails/audit-trail";
import type { Statements } from "../../infra/policy-document";
import { isAllowed } from "../support/iam";
import { mockEngine, only, type Registered, registrations, SCOPE } from "./mocks";

const TRAIL_ARN = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/pii-prod-audit";

const TABLE_ARN = "arn:aws:dynamodb:eu-west-1:111111111111:table/consents-1a2b3c4";

const ENCRYPTION =
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** The inputs of the resource of that type and name. */
const of = (all: readonly Registered[], type: string, name: string) =>
    only(
        all.filter((each) => each.name === name),
        type,
    );

describe("AuditTrail", () => {
    before(mockEngine);

    const make = (changes: Partial<AuditTrailArgs> = {}) =>
        registrations(
            () =>
                new AuditTrail("audit", {
                    scope: SCOPE,
                    prefix: "pii-prod",
                    keyArn: "arn:key",
                    tableArns: [TABLE_ARN],
                    bucketArns: [],
                    logsKeyArn: "arn:logs-key",
                    retentionDays: 365,
                    objectLockDays: undefined,
                    insights: false,
                    protect: true,
                    ...changes,
                }),
        );

    it("watches all regions and lets nobody change a log file unseen", async () => {
        assert.deepEqual(only(await make(), "aws:cloudtrail/trail:Trail"), {
            name: "pii-prod-audit",
            s3BucketName: "audit-id",
            kmsKeyId: "arn:key",
            cloudWatchLogsGroupArn: "arn:aws:cloudwatch/logGroup:LogGroup:audit:*",
            cloudWatchLogsRoleArn: "arn:aws:iam/role:Role:audit",
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
        const { policy } = of(await make(), "aws:s3/bucketPolicy:BucketPolicy", "audit");
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
        const access = of(all, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "audit");
        const { bucket, ...blocks } = access;
        assert.equal(bucket, "audit-id");
        assert.deepEqual(Object.values(blocks), [true, true, true, true]);
        const { rules } = of(all, ENCRYPTION, "audit");
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

    const selectors = async (changes: Partial<AuditTrailArgs>) => {
        const trail = only(await make(changes), "aws:cloudtrail/trail:Trail");
        return trail.advancedEventSelectors as { name: string; fieldSelectors: unknown[] }[];
    };

    it("records who comes to objects of the buckets that it is given, and of none besides", async () => {
        assert.equal((await selectors({})).length, 2);
        const [, , objects] = await selectors({ bucketArns: ["arn:aws:s3:::exports"] });
        assert.deepEqual(objects, {
            name: "Objects of the buckets",
            fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::S3::Object"] },
                // A bucket whose name begins alike is another one.
                { field: "resources.ARN", startsWiths: ["arn:aws:s3:::exports/"] },
            ],
        });
    });

    it("looks for what is unusual where it is asked to", async () => {
        const trail = only(await make({ insights: true }), "aws:cloudtrail/trail:Trail");
        assert.deepEqual(trail.insightSelectors, [
            { insightType: "ApiCallRateInsight" },
            { insightType: "ApiErrorRateInsight" },
        ]);
    });

    it("delivers to a log group that is encrypted and kept as long", async () => {
        const all = await make();
        assert.deepEqual(only(all, "aws:cloudwatch/logGroup:LogGroup"), {
            name: "/pii-prod/trail",
            kmsKeyId: "arn:logs-key",
            retentionInDays: 365,
        });
        const { policy } = only(all, "aws:iam/rolePolicy:RolePolicy");
        assert.deepEqual((JSON.parse(policy as string) as { Statement: Statements }).Statement, [
            {
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource:
                    "arn:aws:cloudwatch/logGroup:LogGroup:audit:log-stream:111111111111_CloudTrail_eu-west-1*",
            },
        ]);
    });

    it("lets CloudTrail take its role, which says nothing of itself, and nobody else", async () => {
        const { assumeRolePolicy } = only(await make(), "aws:iam/role:Role");
        const { Statement } = JSON.parse(assumeRolePolicy as string) as { Statement: Statements };
        const taken = (by: string) =>
            isAllowed(
                { resource: Statement },
                { action: "sts:AssumeRole", on: "arn:aws:iam::111111111111:role/audit", by },
            );
        assert.equal(await taken("cloudtrail.amazonaws.com"), true);
        assert.equal(await taken("logs.amazonaws.com"), false);
    });

    it("has S3 log who comes to its bucket, in one that S3 can deliver to and nobody else", async () => {
        const all = await make();
        assert.deepEqual(only(all, "aws:s3/bucketLogging:BucketLogging"), {
            bucket: "audit-id",
            targetBucket: "audit-access-id",
            targetPrefix: "access/",
        });
        assert.deepEqual(of(all, ENCRYPTION, "audit-access").rules, [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        ]);
        const { policy } = of(all, "aws:s3/bucketPolicy:BucketPolicy", "audit-access");
        const { Statement } = JSON.parse(policy as string) as { Statement: Statements };
        const [, allowed, ...others] = Statement;
        assert.deepEqual(others, []);
        assert.deepEqual(allowed, {
            Sid: "AccessIsLogged",
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: "arn:aws:s3/bucket:Bucket:audit-access/*",
            Condition: {
                ArnLike: { "aws:SourceArn": "arn:aws:s3/bucket:Bucket:audit" },
                StringEquals: { "aws:SourceAccount": "111111111111" },
            },
        });
    });

    it("locks what it delivers for so long, where it is asked to, and never the access logs", async () => {
        const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
        assert.ok(!(await make()).some(({ type }) => type === LOCK));
        assert.deepEqual(only(await make({ objectLockDays: 90 }), LOCK), {
            bucket: "audit-id",
            rule: { defaultRetention: { mode: "GOVERNANCE", days: 90 } },
        });
    });
});
