import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";

const TRAIL = "aws:cloudtrail/trail:Trail";
const ARN = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/pii";

const service = { Service: "cloudtrail.amazonaws.com" };
const fromTrail = { StringEquals: { "aws:SourceArn": ARN } };
const getAcl = {
    Effect: "Allow",
    Principal: service,
    Action: "s3:GetBucketAcl",
    Resource: "arn:aws:s3:::audit",
    Condition: fromTrail,
};
const put = {
    Effect: "Allow",
    Principal: service,
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::audit/AWSLogs/123456789012/*",
    Condition: {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": ARN },
    },
};
const tlsOnly = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::audit", "arn:aws:s3:::audit/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const root = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
};
const encrypt = {
    Effect: "Allow",
    Principal: service,
    Action: "kms:GenerateDataKey*",
    Resource: "*",
    Condition: {
        ...fromTrail,
        StringLike: {
            "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:123456789012:trail/*",
        },
    },
};
const describeKey = { ...encrypt, Action: "kms:DescribeKey", Condition: fromTrail };

const document = (...statements: unknown[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });

describe("sandbox: CloudTrail", () => {
    let cloud: Cloud;
    let bucketPolicy: Made;
    let good: Props;

    beforeEach(async () => {
        cloud = new Cloud();
        await cloud.create("aws:s3/bucket:Bucket", { bucket: "audit" });
        bucketPolicy = await cloud.create("aws:s3/bucketPolicy:BucketPolicy", {
            bucket: "audit",
            policy: document(getAcl, put, tlsOnly),
        });
        const key = await cloud.create("aws:kms/key:Key", {
            policy: document(root, encrypt, describeKey),
        });
        good = {
            name: "pii",
            s3BucketName: "audit",
            kmsKeyId: key.outputs.arn,
            isMultiRegionTrail: true,
            enableLogFileValidation: true,
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("creates a trail that may write to its bucket with its key", async () => {
        const { id, outputs } = await cloud.create(TRAIL, good);
        assert.equal(id, ARN);
        assert.equal(outputs.arn, ARN);
        assert.equal(outputs.homeRegion, "eu-west-1");
    });

    it("needs a bucket that exists", async () => {
        await assert.rejects(
            cloud.create(TRAIL, { ...good, s3BucketName: "other" }),
            /S3BucketDoesNotExistException/,
        );
    });

    const elsewhere = { ...put, Resource: "arn:aws:s3:::audit/AWSLogs/999999999999/*" };
    const otherTrail = { StringEquals: { "aws:SourceArn": `${ARN}s` } };
    for (const [what, statements, lacking] of [
        ["reading the bucket's ACL", [put], "s3:GetBucketAcl"],
        ["writing", [getAcl], "s3:PutObject"],
        ["writing to the account's folder", [getAcl, elsewhere], "s3:PutObject"],
        ["this very trail", [{ ...getAcl, Condition: otherTrail }, put], "s3:GetBucketAcl"],
        [
            "a request that something denies",
            [getAcl, put, { ...put, Effect: "Deny" }],
            "s3:PutObject",
        ],
    ] as const) {
        it(`needs a bucket policy that allows ${what}`, async () => {
            await cloud.update(bucketPolicy, { policy: document(...statements) });
            await assert.rejects(
                cloud.create(TRAIL, good),
                new RegExp(`InsufficientS3BucketPolicyException: .* does not let .* do ${lacking}`),
            );
        });
    }

    it("writes under its prefix", async () => {
        const prefixed = { ...good, s3KeyPrefix: "trails" };
        await assert.rejects(cloud.create(TRAIL, prefixed), /audit\/trails\/AWSLogs/);
        const under = { ...put, Resource: "arn:aws:s3:::audit/trails/AWSLogs/123456789012/*" };
        await cloud.update(bucketPolicy, { policy: document(getAcl, under) });
        await cloud.create(TRAIL, prefixed);
    });

    for (const [what, statements] of [
        ["encrypting", [root, describeKey]],
        ["describing", [root, encrypt]],
    ] as const) {
        it(`needs a key policy that allows ${what}`, async () => {
            const key = await cloud.create(
                "aws:kms/key:Key",
                { policy: document(...statements) },
                "other",
            );
            await assert.rejects(
                cloud.create(TRAIL, { ...good, kmsKeyId: key.outputs.arn }),
                /InsufficientEncryptionPolicyException/,
            );
        });
    }

    it("needs a key policy that allows decrypting where the bucket has a bucket key", async () => {
        const key = await cloud.create(
            "aws:kms/key:Key",
            { policy: document(root, encrypt, describeKey) },
            "other",
        );
        const trail = { ...good, kmsKeyId: key.outputs.arn };
        const byDefault = { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.outputs.arn };
        await cloud.create(
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            {
                bucket: "audit",
                rules: [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: true }],
            },
        );
        await assert.rejects(
            cloud.create(TRAIL, trail),
            /InsufficientEncryptionPolicyException: .* does not let .* do kms:Decrypt/,
        );
        const decrypt = { ...describeKey, Action: "kms:Decrypt" };
        await cloud.update(key, { policy: document(root, encrypt, describeKey, decrypt) });
        await cloud.create(TRAIL, trail);
    });

    describe("in a log group", () => {
        const group = "arn:aws:logs:eu-west-1:123456789012:log-group:trail";
        const trust = (rest: Props) =>
            document({
                Effect: "Allow",
                Principal: service,
                Action: "sts:AssumeRole",
                ...rest,
            });
        const writing = (...actions: string[]) =>
            document({ Effect: "Allow", Action: actions, Resource: `${group}:log-stream:*` });
        let role: Made;
        let policy: Made;
        let delivering: Props;

        beforeEach(async () => {
            await cloud.create("aws:cloudwatch/logGroup:LogGroup", { name: "trail" });
            role = await cloud.create("aws:iam/role:Role", {
                name: "trail",
                assumeRolePolicy: trust({}),
            });
            policy = await cloud.create("aws:iam/rolePolicy:RolePolicy", {
                role: role.id,
                policy: writing("logs:CreateLogStream", "logs:PutLogEvents"),
            });
            delivering = {
                ...good,
                cloudWatchLogsGroupArn: `${group}:*`,
                cloudWatchLogsRoleArn: role.outputs.arn,
            };
        });

        it("writes as a role", async () => {
            assert.equal((await cloud.create(TRAIL, delivering)).id, ARN);
        });

        it("needs a group that exists", async () => {
            const other = { ...delivering, cloudWatchLogsGroupArn: `${group}s:*` };
            await assert.rejects(
                cloud.create(TRAIL, other),
                /InvalidCloudWatchLogsLogGroupArnException: .* does not exist in region eu-west-1/,
            );
        });

        it("needs a role that it may take without a word of the trail", async () => {
            await cloud.update(role, { assumeRolePolicy: trust({ Condition: fromTrail }) });
            await assert.rejects(
                cloud.create(TRAIL, delivering),
                /InvalidCloudWatchLogsRoleArnException: .* does not let cloudtrail/,
            );
        });

        it("needs a role that may make a stream and write to it", async () => {
            await cloud.update(policy, { policy: writing("logs:PutLogEvents") });
            await assert.rejects(
                cloud.create(TRAIL, delivering),
                /role\/trail may not do logs:CreateLogStream on .*:trail:log-stream:123456789012_Cl/,
            );
        });
    });

    const management = { field: "eventCategory", equals: ["Management"] };
    const data = { field: "eventCategory", equals: ["Data"] };
    const table = { field: "resources.type", equals: ["AWS::DynamoDB::Table"] };
    const selector = (...fieldSelectors: unknown[]) => ({
        advancedEventSelectors: [{ fieldSelectors }],
    });
    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "a name of two letters": [{ name: "ab" }, /^name: must be 3 to 128/],
        "two marks in a row": [{ name: "pii-_trail" }, /^name: must be/],
        "an IP address for a name": [{ name: "192.168.5.4" }, /^name: must not have the form/],
        "an alias for a key": [{ kmsKeyId: "alias/audit" }, /^kmsKeyId: must be the ARN/],
        "a log group without a role": [
            { cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:a:*" },
            /^cloudWatchLogsRoleArn: is required/,
        ],
        "a log group ARN without an end": [
            { cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:a" },
            /^cloudWatchLogsGroupArn: must be/,
        ],
        "all regions without global services": [
            { includeGlobalServiceEvents: false },
            /^includeGlobalServiceEvents: must be true/,
        ],
        "both kinds of selectors": [
            { ...selector(management), eventSelectors: [{}] },
            /^advancedEventSelectors: cannot be given with eventSelectors/,
        ],
        "a selector without a category": [selector(table), /must have one for eventCategory/],
        "data events of nothing": [selector(data), /must have one for resources.type/],
        "a category that starts with something": [
            selector({ field: "eventCategory", equals: ["Data"], startsWiths: ["D"] }, table),
            /can only use equals for eventCategory/,
        ],
        "a field that is compared with nothing": [
            selector(management, { field: "eventName" }),
            /needs one of equals/,
        ],
        "insights without management events": [
            {
                ...selector(data, table),
                insightSelectors: [{ insightType: "ApiErrorRateInsight" }],
            },
            /^insightSelectors: needs selectors that log management events$/,
        ],
        "rates of calls that only read": [
            {
                ...selector(management, { field: "readOnly", equals: ["true"] }),
                insightSelectors: [{ insightType: "ApiCallRateInsight" }],
            },
            /^insightSelectors: needs selectors that log management events that write/,
        ],
        "rates of calls that simple selectors leave out": [
            {
                eventSelectors: [{ includeManagementEvents: false }],
                insightSelectors: [{ insightType: "ApiCallRateInsight" }],
            },
            /^insightSelectors: needs selectors that log management events$/,
        ],
        "a field that there is not": [
            selector(management, { field: "user" }),
            /field: must be one of/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(TRAIL, { ...good, ...selector(data, table) }), []);
            cloud.assertFailure(TRAIL, { ...good, ...changes }, failure);
        });
    }

    it("looks for what is unusual in what it logs", () => {
        const insights = {
            insightSelectors: [
                { insightType: "ApiCallRateInsight" },
                { insightType: "ApiErrorRateInsight" },
            ],
        };
        for (const selectors of [
            {},
            selector(management),
            { eventSelectors: [{ readWriteType: "WriteOnly" }] },
        ]) {
            assert.deepEqual(cloud.failures(TRAIL, { ...good, ...insights, ...selectors }), []);
        }
    });

    it("replaces a trail for its name, and nothing else", async () => {
        const made = await cloud.create(TRAIL, good);
        assert.deepEqual(cloud.diff(made, { name: "other" }).replaces, ["name"]);
        assert.deepEqual(cloud.diff(made, { isMultiRegionTrail: false }).replaces, []);
        assert.deepEqual(cloud.diff(made, { s3KeyPrefix: "a" }).replaces, []);
    });
});
