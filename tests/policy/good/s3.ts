import type * as aws from "@pulumi/aws";
import { KEY, document, resource } from "./resource";

/** The policy that every good bucket has. */
function tlsOnly(bucket: string) {
    return {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
}

/** The statement of {@link bucketPolicy}. */
export const TLS_ONLY = tlsOnly("trail");

/** A bucket and all that belongs to it, named after it. */
function bucketOf(bucket: string, byDefault: object, ...statements: object[]) {
    const name = `${bucket}-bucket`;
    return {
        bucket: resource<aws.s3.BucketArgs>("aws:s3/bucket:Bucket", name, { bucket }),
        access: resource<aws.s3.BucketPublicAccessBlockArgs>(
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            `${name}-access`,
            {
                bucket,
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
        ),
        ownership: resource<aws.s3.BucketOwnershipControlsArgs>(
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            `${name}-ownership`,
            { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
        ),
        versioning: resource<aws.s3.BucketVersioningArgs>(
            "aws:s3/bucketVersioning:BucketVersioning",
            `${name}-versioning`,
            { bucket, versioningConfiguration: { status: "Enabled" } },
        ),
        encryption: resource<aws.s3.BucketServerSideEncryptionConfigurationArgs>(
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            `${name}-encryption`,
            {
                bucket,
                rules: [
                    {
                        applyServerSideEncryptionByDefault:
                            byDefault as aws.types.input.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault,
                        bucketKeyEnabled: true,
                    },
                ],
            },
        ),
        lifecycle: resource<aws.s3.BucketLifecycleConfigurationArgs>(
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            `${name}-lifecycle`,
            {
                bucket,
                rules: [
                    {
                        id: "expire",
                        status: "Enabled",
                        expiration: { days: 365 },
                        noncurrentVersionExpiration: { noncurrentDays: 30 },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                    },
                ],
            },
        ),
        policy: resource<aws.s3.BucketPolicyArgs>(
            "aws:s3/bucketPolicy:BucketPolicy",
            `${name}-policy`,
            { bucket, policy: document(tlsOnly(bucket), ...statements) },
        ),
    };
}

const own = bucketOf("trail", { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY });
export const bucket = own.bucket;
export const bucketAccess = own.access;
export const bucketOwnership = own.ownership;
export const bucketVersioning = own.versioning;
export const bucketEncryption = own.encryption;
export const bucketLifecycle = own.lifecycle;
export const bucketPolicy = own.policy;

/** Where S3 delivers access logs to, which it does to no bucket that encrypts with KMS. */
const logs = bucketOf("access-logs", { sseAlgorithm: "AES256" });
export const bucketLogging = resource<aws.s3.BucketLoggingArgs>(
    "aws:s3/bucketLogging:BucketLogging",
    "trail-bucket-logging",
    { bucket: "trail", targetBucket: "access-logs", targetPrefix: "trail/" },
);
export const bucketAcl = resource<aws.s3.BucketAclArgs>(
    "aws:s3/bucketAcl:BucketAcl",
    "trail-bucket-acl",
    { bucket: "trail", acl: "private" },
);
export const accessPoint = resource<aws.s3.AccessPointArgs>(
    "aws:s3/accessPoint:AccessPoint",
    "readers",
    { bucket: "trail" },
);

export const s3Stack = [...Object.values(own), bucketLogging, ...Object.values(logs)];
