import { ACCOUNT, KEY, type Made, bucketOut, doc, made, org, tlsDeny } from "./made";

/** Buckets of @pulumi/aws 6, and with everything inline as in 5. */
export const olderBuckets: readonly Made[] = [
    made(
        "aws:s3/bucketV2:BucketV2",
        "config",
        { bucket: "org-config", forceDestroy: false, objectLockEnabled: true },
        {
            ...bucketOut("org-config"),
            serverSideEncryptionConfigurations: [
                {
                    rules: [
                        {
                            applyServerSideEncryptionByDefaults: [
                                { kmsMasterKeyId: KEY, sseAlgorithm: "aws:kms" },
                            ],
                            bucketKeyEnabled: true,
                        },
                    ],
                },
            ],
            serverSideEncryptionConfiguration: undefined,
            versionings: [{ enabled: true, mfaDelete: false }],
            versioning: undefined,
            policy: doc(tlsDeny("org-config")),
            lifecycleRules: [],
            loggings: [],
        },
    ),
    made(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "config-block",
        {
            bucket: "org-config",
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        { id: "org-config" },
    ),
    made(
        "aws:s3/bucketVersioningV2:BucketVersioningV2",
        "config-versions",
        { bucket: "org-config", versioningConfiguration: { status: "Enabled" } },
        { id: "org-config" },
    ),
    made(
        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
        "config-sse",
        {
            bucket: "org-config",
            rules: [
                {
                    applyServerSideEncryptionByDefault: {
                        sseAlgorithm: "aws:kms",
                        kmsMasterKeyId: KEY,
                    },
                    bucketKeyEnabled: true,
                },
            ],
        },
        {},
    ),
    made(
        "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
        "config-life",
        {
            bucket: "org-config",
            rules: [
                {
                    id: "a",
                    status: "Enabled",
                    expiration: { days: 2555 },
                    noncurrentVersionExpiration: { noncurrentDays: 30 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                },
            ],
        },
        {},
    ),
    made(
        "aws:s3/bucketLoggingV2:BucketLoggingV2",
        "config-logging",
        { bucket: "org-config", targetBucket: "org-access-logs", targetPrefix: "config/" },
        {},
    ),
    made(
        "aws:s3/bucketPolicy:BucketPolicy",
        "config-policy",
        {
            bucket: "org-config",
            policy: doc(
                tlsDeny("org-config"),
                {
                    Effect: "Allow",
                    Principal: { Service: "config.amazonaws.com" },
                    Action: ["s3:PutObject", "s3:GetBucketAcl", "s3:ListBucket"],
                    Resource: ["arn:aws:s3:::org-config", "arn:aws:s3:::org-config/*"],
                    Condition: { StringEquals: { "aws:SourceOrgID": "o-abc1234567" } },
                },
                {
                    Effect: "Allow",
                    Principal: "*",
                    Action: ["s3:GetObject", "s3:ListBucket"],
                    Resource: ["arn:aws:s3:::org-config", "arn:aws:s3:::org-config/*"],
                    Condition: org,
                },
                {
                    Effect: "Deny",
                    Principal: "*",
                    Action: ["s3:DeleteObject*", "s3:PutBucketPolicy"],
                    Resource: ["arn:aws:s3:::org-config", "arn:aws:s3:::org-config/*"],
                    Condition: {
                        ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/admin` },
                    },
                },
            ),
        },
        {},
    ),
    // Version 5 style
    made(
        "aws:s3/bucket:Bucket",
        "access-logs",
        {
            bucket: "org-access-logs",
            acl: "private",
            forceDestroy: false,
            serverSideEncryptionConfiguration: {
                rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
            },
            versioning: { enabled: true },
            lifecycleRules: [
                {
                    enabled: true,
                    expiration: { days: 400 },
                    noncurrentVersionExpiration: { days: 30 },
                    abortIncompleteMultipartUploadDays: 7,
                },
            ],
        },
        {
            ...bucketOut("org-access-logs"),
            acl: "private",
            versioning: { enabled: true, mfaDelete: false },
            lifecycleRules: [{ enabled: true, id: "x", expiration: { days: 400 } }],
        },
    ),
    made(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "access-logs-block",
        {
            bucket: "org-access-logs",
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        {},
    ),
    made(
        "aws:s3/bucketPolicy:BucketPolicy",
        "access-logs-policy",
        {
            bucket: "org-access-logs",
            policy: doc(tlsDeny("org-access-logs"), {
                Effect: "Allow",
                Principal: { Service: "logging.s3.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: "arn:aws:s3:::org-access-logs/*",
                Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
            }),
        },
        {},
    ),
    made(
        "aws:s3/bucket:Bucket",
        "old",
        {
            bucket: "old-reports",
            acl: "private",
            forceDestroy: false,
            policy: doc(tlsDeny("old-reports")),
            serverSideEncryptionConfiguration: {
                rule: {
                    applyServerSideEncryptionByDefault: {
                        sseAlgorithm: "aws:kms",
                        kmsMasterKeyId: KEY,
                    },
                    bucketKeyEnabled: true,
                },
            },
            versioning: { enabled: true },
            logging: { targetBucket: "org-access-logs", targetPrefix: "old/" },
            lifecycleRules: [
                {
                    enabled: true,
                    expiration: { days: 400 },
                    noncurrentVersionExpiration: { days: 30 },
                },
            ],
        },
        {
            ...bucketOut("old-reports"),
            policy: doc(tlsDeny("old-reports")),
            acl: "private",
            serverSideEncryptionConfiguration: {
                rule: {
                    applyServerSideEncryptionByDefault: {
                        sseAlgorithm: "aws:kms",
                        kmsMasterKeyId: KEY,
                    },
                    bucketKeyEnabled: true,
                },
            },
            versioning: { enabled: true, mfaDelete: false },
            logging: { targetBucket: "org-access-logs", targetPrefix: "old/" },
            lifecycleRules: [{ enabled: true, id: "x" }],
        },
    ),
];
