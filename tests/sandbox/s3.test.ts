import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";

const BUCKET = "aws:s3/bucket:Bucket";
const setting = (name: string) => `aws:s3/bucket${name}:Bucket${name}`;

const policy = (resource: string, principal: unknown = { Service: "logging.s3.amazonaws.com" }) =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Principal: principal, Action: "s3:PutObject", Resource: resource },
        ],
    });

describe("sandbox: S3", () => {
    let cloud: Cloud;

    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("gives a bucket the outputs that AWS gives, and a name when it has none", async () => {
        const { outputs } = await cloud.create(BUCKET, { bucket: "pii-trail" });
        assert.equal(outputs.arn, "arn:aws:s3:::pii-trail");
        assert.equal(outputs.bucketDomainName, "pii-trail.s3.amazonaws.com");
        assert.equal(outputs.bucketRegionalDomainName, "pii-trail.s3.eu-west-1.amazonaws.com");
        const named = await cloud.create(BUCKET, {}, "Trail");
        assert.match(named.id, /^trail-[0-9a-f]{7}$/);
    });

    for (const [what, bucket] of Object.entries({
        "two characters": "ab",
        "64 characters": "a".repeat(64),
        "an upper-case letter": "Trail",
        "an underscore": "pii_trail",
        "two dots in a row": "pii..trail",
        "a hyphen at the end": "pii-",
        "the form of an IP address": "10.0.0.1",
        "a reserved prefix": "xn--trail",
        "a reserved suffix": "trail-s3alias",
    })) {
        it(`refuses a bucket name with ${what}`, () => {
            assert.match(cloud.failures(BUCKET, { bucket })[0] ?? "", /^bucket: /);
        });
    }

    it("replaces a bucket for its name and object lock, and nothing else", async () => {
        const made = await cloud.create(BUCKET, { bucket: "trail" });
        assert.deepEqual(cloud.diff(made, { bucket: "other" }).replaces, ["bucket"]);
        assert.deepEqual(cloud.diff(made, { objectLockEnabled: true }).replaces, [
            "objectLockEnabled",
        ]);
        assert.deepEqual(cloud.diff(made, { forceDestroy: true }).replaces, []);
    });

    const aes = { sseAlgorithm: "AES256" };
    const rule = { id: "old", status: "Enabled", expiration: { days: 400 } };
    const refused: [what: string, name: string, inputs: Props, failure: RegExp][] = [
        ["a policy that is no JSON", "Policy", { policy: "{" }, /^policy: must be JSON/],
        [
            "a policy without a principal",
            "Policy",
            { policy: policy("*", []) },
            /^policy: Statement\[0\] must have Principal/,
        ],
        [
            "another versioning state",
            "Versioning",
            { versioningConfiguration: { status: "On" } },
            /^versioningConfiguration.status: must be one of Enabled, Suspended/,
        ],
        ["no versioning state", "Versioning", {}, /^versioningConfiguration: is required/],
        [
            "another algorithm",
            "ServerSideEncryptionConfiguration",
            { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES128" } }] },
            /sseAlgorithm: must be one of/,
        ],
        [
            "a key for AES256",
            "ServerSideEncryptionConfiguration",
            { rules: [{ applyServerSideEncryptionByDefault: { ...aes, kmsMasterKeyId: "key" } }] },
            /kmsMasterKeyId: needs sseAlgorithm "aws:kms"/,
        ],
        [
            "two encryption rules",
            "ServerSideEncryptionConfiguration",
            {
                rules: [
                    { applyServerSideEncryptionByDefault: aes },
                    { applyServerSideEncryptionByDefault: aes },
                ],
            },
            /^rules: must have exactly one rule/,
        ],
        [
            "a lifecycle rule that does nothing",
            "LifecycleConfiguration",
            { rules: [{ id: "old", status: "Enabled" }] },
            /^rules\[0\]: must have at least one action/,
        ],
        [
            "two rules of one id",
            "LifecycleConfiguration",
            { rules: [rule, rule] },
            /^rules: has two rules of one id/,
        ],
        [
            "expiry before the move",
            "LifecycleConfiguration",
            { rules: [{ ...rule, transitions: [{ days: 400, storageClass: "GLACIER" }] }] },
            /^rules\[0\].expiration.days: must be more than/,
        ],
        [
            "a move to STANDARD_IA after a week",
            "LifecycleConfiguration",
            { rules: [{ ...rule, transitions: [{ days: 7, storageClass: "STANDARD_IA" }] }] },
            /transitions\[0\].days: must be 30 or more/,
        ],
        [
            "no lifecycle rule",
            "LifecycleConfiguration",
            { rules: [] },
            /^rules: must have at least/,
        ],
        [
            "expiry at once",
            "LifecycleConfiguration",
            { rules: [{ ...rule, expiration: { days: 0 } }] },
            /expiration.days: must be a whole number of days from 1 up, got 0/,
        ],
        [
            "expiry of two kinds",
            "LifecycleConfiguration",
            { rules: [{ ...rule, expiration: { days: 1, expiredObjectDeleteMarker: true } }] },
            /^rules\[0\].expiration: give exactly one of days, date, expiredObjectDeleteMarker/,
        ],
        [
            "old versions that end at no time",
            "LifecycleConfiguration",
            { rules: [{ ...rule, noncurrentVersionExpiration: { newerNoncurrentVersions: 3 } }] },
            /noncurrentVersionExpiration.noncurrentDays: is required/,
        ],
        [
            "uploads that are never given up",
            "LifecycleConfiguration",
            { rules: [{ ...rule, abortIncompleteMultipartUpload: {} }] },
            /abortIncompleteMultipartUpload.daysAfterInitiation: is required/,
        ],
        [
            "two conditions side by side",
            "LifecycleConfiguration",
            { rules: [{ ...rule, filter: { prefix: "a", objectSizeLessThan: 5 } }] },
            /^rules\[0\].filter: must have one condition, or several inside and; got prefix, obj/,
        ],
        [
            "uploads that are given up by tag",
            "LifecycleConfiguration",
            {
                rules: [
                    {
                        ...rule,
                        filter: { and: { tags: { a: "b" }, prefix: "c" } },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                    },
                ],
            },
            /abortIncompleteMultipartUpload: cannot be given with a filter of tags/,
        ],
        [
            "another ownership",
            "OwnershipControls",
            { rule: { objectOwnership: "Mine" } },
            /objectOwnership: must be one of/,
        ],
        [
            "logging without a prefix",
            "Logging",
            { targetBucket: "trail" },
            /^targetPrefix: is required/,
        ],
        [
            "a lock of days and years",
            "ObjectLockConfiguration",
            { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1, years: 1 } } },
            /^rule.defaultRetention: give exactly one of days, years/,
        ],
    ];
    for (const [what, name, inputs, failure] of refused) {
        it(`refuses ${what} at preview`, () => {
            assert.match(cloud.failure(setting(name), { bucket: "trail", ...inputs }), failure);
        });
    }

    it("takes good settings for a bucket that exists", async () => {
        const key = await cloud.create("aws:kms/key:Key", {});
        const encryption = {
            rules: [
                {
                    applyServerSideEncryptionByDefault: {
                        sseAlgorithm: "aws:kms",
                        kmsMasterKeyId: key.outputs.arn,
                    },
                    bucketKeyEnabled: true,
                },
            ],
        };
        const good: [name: string, inputs: Props][] = [
            ["PublicAccessBlock", { blockPublicPolicy: true, restrictPublicBuckets: true }],
            ["Policy", { policy: policy("arn:aws:s3:::trail/*") }],
            ["Versioning", { versioningConfiguration: { status: "Enabled" } }],
            ["ServerSideEncryptionConfiguration", encryption],
            [
                "LifecycleConfiguration",
                {
                    rules: [
                        {
                            ...rule,
                            filter: {},
                            noncurrentVersionExpiration: { noncurrentDays: 30 },
                            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                        },
                    ],
                },
            ],
            ["OwnershipControls", { rule: { objectOwnership: "BucketOwnerEnforced" } }],
            [
                "ObjectLockConfiguration",
                { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } },
            ],
        ];
        for (const [name, inputs] of good) {
            await assert.rejects(
                cloud.create(setting(name), { bucket: "trail", ...inputs }),
                /NotFound: bucket: aws:s3\/bucket:Bucket "trail" does not exist/,
            );
        }
        await cloud.create(BUCKET, { bucket: "trail" });
        for (const [name, inputs] of good) {
            const made = await cloud.create(setting(name), { bucket: "trail", ...inputs });
            assert.equal(made.id, "trail");
            assert.deepEqual(cloud.diff(made, { bucket: "other" }).replaces, ["bucket"]);
        }
    });

    it("refuses a policy about another bucket", async () => {
        await cloud.create(BUCKET, { bucket: "trail" });
        await assert.rejects(
            cloud.create(setting("Policy"), {
                bucket: "trail",
                policy: policy("arn:aws:s3:::trailer/*"),
            }),
            /MalformedPolicy: Policy has invalid resource: arn:aws:s3:::trailer/,
        );
    });

    it("refuses a public policy where public policies are blocked", async () => {
        await cloud.create(BUCKET, { bucket: "trail" });
        const open = { bucket: "trail", policy: policy("arn:aws:s3:::trail/*", "*") };
        const made = await cloud.create(setting("Policy"), open);
        await cloud.delete(made);
        await cloud.create(setting("PublicAccessBlock"), {
            bucket: "trail",
            blockPublicPolicy: true,
        });
        await assert.rejects(cloud.create(setting("Policy"), open), /AccessDenied/);
    });

    it("refuses an encryption key that does not exist", async () => {
        await cloud.create(BUCKET, { bucket: "trail" });
        const by = {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: "arn:aws:kms:eu-west-1:123456789012:key/no",
        };
        await assert.rejects(
            cloud.create(setting("ServerSideEncryptionConfiguration"), {
                bucket: "trail",
                rules: [{ applyServerSideEncryptionByDefault: by }],
            }),
            /kmsMasterKeyId: the key .* does not exist/,
        );
    });

    it("locks objects only where there are versions, which then stay on", async () => {
        await cloud.create(BUCKET, { bucket: "trail" });
        const lock = setting("ObjectLockConfiguration");
        await assert.rejects(cloud.create(lock, { bucket: "trail" }), /InvalidBucketState/);
        const versions = await cloud.create(setting("Versioning"), {
            bucket: "trail",
            versioningConfiguration: { status: "Enabled" },
        });
        await cloud.create(lock, { bucket: "trail" });
        for (const status of ["Disabled", "Suspended"]) {
            await assert.rejects(
                cloud.update(versions, { versioningConfiguration: { status } }),
                /InvalidBucketState: An Object Lock configuration is present/,
            );
        }
    });

    it("can suspend versions, but not take them off", async () => {
        await cloud.create(BUCKET, { bucket: "trail" });
        const versions = await cloud.create(setting("Versioning"), {
            bucket: "trail",
            versioningConfiguration: { status: "Enabled" },
        });
        await assert.rejects(
            cloud.update(versions, { versioningConfiguration: { status: "Disabled" } }),
            /can be Suspended, but not Disabled/,
        );
        await cloud.update(versions, { versioningConfiguration: { status: "Suspended" } });
    });

    describe("logs who comes to a bucket", () => {
        const logging = { bucket: "trail", targetBucket: "access", targetPrefix: "log/" };
        const log = () => cloud.create(setting("Logging"), logging);

        beforeEach(async () => {
            await cloud.create(BUCKET, { bucket: "trail" });
            await cloud.create(BUCKET, { bucket: "access" }, "access");
        });
        const letIn = (resource = "arn:aws:s3:::access/*", principal?: unknown) =>
            cloud.create(setting("Policy"), {
                bucket: "access",
                policy: policy(resource, principal),
            });

        it("into one that lets it", async () => {
            await letIn();
            const made = await log();
            assert.equal(made.id, "trail");
            assert.deepEqual(cloud.diff(made, { bucket: "other" }).replaces, ["bucket"]);
        });

        it("into none whose policy does not let it, there", async () => {
            await assert.rejects(
                log(),
                /InvalidTargetBucketForLogging: .* has no policy that lets/,
            );
            const made = await letIn("arn:aws:s3:::access/other/*");
            await assert.rejects(log(), /s3:PutObject on arn:aws:s3:::access\/log\/log/);
            await cloud.update(made, {
                policy: policy("arn:aws:s3:::access/*", { Service: "cloudtrail.amazonaws.com" }),
            });
            await assert.rejects(log(), /has no policy that lets logging\.s3\.amazonaws\.com/);
        });

        it("into none that encrypts with KMS", async () => {
            await letIn();
            const encrypted = (sseAlgorithm: string) => ({
                bucket: "access",
                rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
            });
            const encryption = setting("ServerSideEncryptionConfiguration");
            const made = await cloud.create(encryption, encrypted("aws:kms"));
            await assert.rejects(
                log(),
                /access encrypts with aws:kms; S3 delivers .* AES256 alone/,
            );
            await cloud.update(made, encrypted("AES256"));
            await log();
        });

        it("into none that locks new objects", async () => {
            await letIn();
            await cloud.create(setting("Versioning"), {
                bucket: "access",
                versioningConfiguration: { status: "Enabled" },
            });
            const lock = await cloud.create(setting("ObjectLockConfiguration"), {
                bucket: "access",
                rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } },
            });
            await assert.rejects(log(), /access locks new objects/);
            await cloud.delete(lock);
            await log();
        });
    });
});
