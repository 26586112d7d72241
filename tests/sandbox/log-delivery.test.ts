import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";

const LOG_CONFIG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const LOG_POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const ENCRYPTION =
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

const GROUP_ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/pii/dns";

const document = (...statements: Props[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
const service = { Service: "delivery.logs.amazonaws.com" };
const source = {
    StringEquals: { "aws:SourceAccount": "123456789012" },
    ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" },
};
const put = {
    Effect: "Allow",
    Principal: service,
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::logs/AWSLogs/123456789012/*",
    Condition: {
        ...source,
        StringEquals: { ...source.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
    },
};
const getAcl = {
    Effect: "Allow",
    Principal: service,
    Action: "s3:GetBucketAcl",
    Resource: "arn:aws:s3:::logs",
    Condition: source,
};
const tlsOnly = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const own = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
};
const encrypt = {
    Effect: "Allow",
    Principal: service,
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
    Condition: source,
};

describe("sandbox: delivery of logs", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const bucketWith = async (...statements: Props[]) => {
        await cloud.create("aws:s3/bucket:Bucket", { bucket: "logs" });
        const policy = document(...statements);
        await cloud.create("aws:s3/bucketPolicy:BucketPolicy", { bucket: "logs", policy });
    };
    const encryptedWith = (by: Props) =>
        cloud.create(ENCRYPTION, {
            bucket: "logs",
            rules: [{ applyServerSideEncryptionByDefault: by }],
        });
    const keyFor = (...statements: Props[]) =>
        cloud.create("aws:kms/key:Key", { policy: document(own, ...statements) });
    const deliverTo = (destinationArn: string) => cloud.create(LOG_CONFIG, { destinationArn });

    it("goes to a bucket that lets it write, with a key that lets it encrypt", async () => {
        await bucketWith(put, getAcl, tlsOnly);
        const key = await keyFor(encrypt);
        await encryptedWith({ sseAlgorithm: "aws:kms", kmsMasterKeyId: key.outputs.arn });
        await deliverTo("arn:aws:s3:::logs");
    });

    it("goes to a folder that its policy names", async () => {
        await bucketWith(put, getAcl);
        await assert.rejects(
            deliverTo("arn:aws:s3:::logs/dns/"),
            /s3:PutObject on arn:aws:s3:::logs\/dns\/AWSLogs\/123456789012\/vpcdnsquerylogs/,
        );
        await cloud.create("aws:s3/bucket:Bucket", { bucket: "other" }, "other");
        const ofOther = (statement: Props, resource: string) => ({
            ...statement,
            Resource: `arn:aws:s3:::other${resource}`,
        });
        await cloud.create("aws:s3/bucketPolicy:BucketPolicy", {
            bucket: "other",
            policy: document(ofOther(put, "/dns/AWSLogs/*"), ofOther(getAcl, "")),
        });
        await deliverTo("arn:aws:s3:::other/dns");
    });

    const otherAccount = { StringEquals: { "aws:SourceAccount": "999999999999" } };
    for (const [what, statements, reason] of [
        ["reading the ACL", [put], /does not let .* do s3:GetBucketAcl on arn:aws:s3:::logs\)/],
        ["writing", [getAcl], /does not let delivery\.logs\.amazonaws\.com do s3:PutObject on/],
        ["this account", [{ ...put, Condition: otherAccount }, getAcl], /do s3:PutObject/],
        ["what something denies", [put, getAcl, { ...put, Effect: "Deny" }], /do s3:PutObject/],
    ] as const) {
        it(`needs a bucket policy that allows ${what}`, async () => {
            await bucketWith(...statements);
            await assert.rejects(deliverTo("arn:aws:s3:::logs"), reason);
        });
    }

    it("needs a bucket", async () => {
        await assert.rejects(
            deliverTo("arn:aws:s3:::logs"),
            /\[RSLVR-01605\] Missing permission .* \(the bucket arn:aws:s3:::logs does not exist\)/,
        );
    });

    it("needs a key policy that allows encrypting", async () => {
        await bucketWith(put, getAcl);
        const key = await keyFor({ ...encrypt, Action: "kms:Decrypt" });
        await encryptedWith({ sseAlgorithm: "aws:kms", kmsMasterKeyId: key.outputs.arn });
        await assert.rejects(
            deliverTo("arn:aws:s3:::logs"),
            /the policy of the key .* does not let .* do kms:GenerateDataKey\)/,
        );
    });

    it("cannot use the key that AWS has for S3, and needs none for AES256", async () => {
        await bucketWith(put, getAcl);
        const encryption = await encryptedWith({ sseAlgorithm: "aws:kms" });
        await assert.rejects(deliverTo("arn:aws:s3:::logs"), /is encrypted with aws\/s3, a key/);
        await cloud.update(encryption, {
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        });
        await deliverTo("arn:aws:s3:::logs");
    });

    describe("to a log group", () => {
        beforeEach(() => cloud.create(LOG_GROUP, { name: "/pii/dns" }));
        const write = {
            Effect: "Allow",
            Principal: service,
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: `${GROUP_ARN}:log-stream:*`,
            Condition: source,
        };
        const deny = { ...write, Effect: "Deny" };
        const elsewhere = { ...deny, Resource: `${GROUP_ARN}s:log-stream:*` };

        it("needs no policy, because AWS adds what is missing", async () => {
            await deliverTo(GROUP_ARN);
        });

        it("is refused where a policy denies it", async () => {
            await cloud.create(LOG_POLICY, {
                policyName: "dns",
                policyDocument: document(write, elsewhere),
            });
            await deliverTo(GROUP_ARN);
            await cloud.create(
                LOG_POLICY,
                { resourceArn: GROUP_ARN, policyDocument: document(deny) },
                "denial",
            );
            await assert.rejects(
                deliverTo(GROUP_ARN),
                /RSLVR-01605.*the log resource policy arn:.*:\/pii\/dns denies delivery\.logs/,
            );
        });
    });
});
