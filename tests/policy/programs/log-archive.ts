import {
    ACCOUNT,
    KEY,
    type Made,
    REGION,
    ROOT,
    bucket,
    doc,
    key,
    made,
    org,
    provider,
    role,
    trust,
} from "./made";
import { olderBuckets } from "./older-buckets";

const trail = "arn:aws:cloudtrail:eu-central-1:999988887777:trail/org";
/** Where the accounts of an organization send their records. */
export const logArchive: readonly Made[] = [
    provider,
    key(
        "key",
        KEY,
        doc(
            ROOT,
            {
                Sid: "Trail",
                Effect: "Allow",
                Principal: { Service: "cloudtrail.amazonaws.com" },
                Action: ["kms:GenerateDataKey*", "kms:DescribeKey"],
                Resource: "*",
                Condition: { StringEquals: { "aws:SourceArn": trail } },
            },
            {
                Sid: "Config",
                Effect: "Allow",
                Principal: { Service: "config.amazonaws.com" },
                Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
                Resource: "*",
                Condition: { StringEquals: { "aws:SourceOrgID": "o-abc1234567" } },
            },
            {
                Sid: "Members",
                Effect: "Allow",
                Principal: "*",
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: { ...org, StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
            },
            {
                Sid: "Security",
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::444455556666:root" },
                Action: ["kms:Decrypt", "kms:DescribeKey"],
                Resource: "*",
            },
        ),
    ),
    ...bucket("trail", "org-trail-logs", {
        logTo: "org-access-logs",
        statements: [
            {
                Effect: "Allow",
                Principal: { Service: "cloudtrail.amazonaws.com" },
                Action: "s3:GetBucketAcl",
                Resource: "arn:aws:s3:::org-trail-logs",
                Condition: { StringEquals: { "aws:SourceArn": trail } },
            },
            {
                Effect: "Allow",
                Principal: { Service: "cloudtrail.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: ["arn:aws:s3:::org-trail-logs/AWSLogs/o-abc1234567/*"],
                Condition: {
                    StringEquals: {
                        "aws:SourceArn": trail,
                        "s3:x-amz-acl": "bucket-owner-full-control",
                    },
                },
            },
            {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::444455556666:role/security-audit" },
                Action: ["s3:GetObject", "s3:ListBucket"],
                Resource: ["arn:aws:s3:::org-trail-logs", "arn:aws:s3:::org-trail-logs/*"],
            },
        ],
    }),
    made(
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        "trail-lock",
        {
            bucket: "org-trail-logs",
            objectLockEnabled: "Enabled",
            rule: { defaultRetention: { mode: "COMPLIANCE", days: 365 } },
        },
        {},
    ),
    // An old one, all inline
    ...olderBuckets,
    made(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "old-block",
        {
            bucket: "old-reports",
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        {},
    ),
    made(
        "aws:cloudwatch/logDestination:LogDestination",
        "members",
        {
            name: "members",
            roleArn: `arn:aws:iam::${ACCOUNT}:role/to-stream`,
            targetArn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/logs`,
        },
        {},
    ),
    made(
        "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
        "members",
        {
            destinationName: "members",
            accessPolicy: doc({
                Effect: "Allow",
                Principal: "*",
                Action: "logs:PutSubscriptionFilter",
                Resource: "*",
                Condition: org,
            }),
        },
        {},
    ),
    made(
        "aws:kinesis/stream:Stream",
        "logs-stream",
        {
            name: "logs",
            encryptionType: "KMS",
            kmsKeyId: KEY,
            streamModeDetails: { streamMode: "ON_DEMAND" },
            retentionPeriod: 48,
        },
        { arn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/logs` },
    ),
    role(
        "to-stream",
        trust("logs.amazonaws.com", {
            Condition: {
                StringLike: {
                    "aws:SourceArn": [
                        `arn:aws:logs:*:${ACCOUNT}:*`,
                        "arn:aws:logs:*:444455556666:*",
                    ],
                },
            },
        }),
    ),
    role(
        "auditor",
        doc({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::444455556666:root" },
            Action: "sts:AssumeRole",
            Condition: {
                StringEquals: { "sts:ExternalId": "audit-7f" },
                Bool: { "aws:MultiFactorAuthPresent": "true" },
            },
        }),
    ),
    made(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "auditor",
        { role: "auditor", policyArn: "arn:aws:iam::aws:policy/SecurityAudit" },
        {},
    ),
    made(
        "aws:iam/policy:Policy",
        "auditor-deny",
        {
            path: "/",
            policy: doc({
                Effect: "Deny",
                NotAction: ["s3:Get*", "s3:List*", "kms:Decrypt"],
                Resource: "*",
            }),
        },
        {},
    ),
];
