import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyJson, type Statements } from "./policy-document";

export interface LogBucketArgs {
    /**
     * Key whose policy lets the writer encrypt; without one S3's own key does, for S3 itself, which
     * delivers its access logs to no bucket that encrypts with KMS.
     */
    readonly keyArn?: pulumi.Input<string>;
    /** Days until an object is deleted; one that was overwritten or deleted stays 30 days more. */
    readonly retentionDays: number;
    /** Pulumi refuses to delete or replace the bucket. */
    readonly protect: boolean;
    /** Who may write, and what: the statements that the bucket's policy has besides TLS only. */
    readonly writers: (bucketArn: pulumi.Output<string>) => Statements;
}

/**
 * The resources of a bucket that an AWS service writes logs to, as children of `parent`: private,
 * versioned, encrypted, TLS-only, and emptied by age alone.
 *
 * Destroying them leaves the bucket, with all that keeps it private: what was recorded outlives
 * what it was recorded of.
 * @returns the bucket, what must be there before anybody writes to it, and its versioning, which an
 * object lock waits for
 */
export function logBucket(name: string, args: LogBucketArgs, parent: pulumi.Resource) {
    const outlives = { parent, retainOnDelete: true };
    const bucket = new aws.s3.Bucket(name, {}, { ...outlives, protect: args.protect });
    const ofBucket = { bucket: bucket.id };
    const access = new aws.s3.BucketPublicAccessBlock(
        name,
        {
            ...ofBucket,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        outlives,
    );
    new aws.s3.BucketOwnershipControls(
        name,
        { ...ofBucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
        outlives,
    );
    const versioning = new aws.s3.BucketVersioning(
        name,
        { ...ofBucket, versioningConfiguration: { status: "Enabled" } },
        outlives,
    );
    const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
        name,
        {
            ...ofBucket,
            rules: [
                args.keyArn === undefined
                    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
                    : {
                          applyServerSideEncryptionByDefault: {
                              sseAlgorithm: "aws:kms",
                              kmsMasterKeyId: args.keyArn,
                          },
                          bucketKeyEnabled: true,
                      },
            ],
        },
        outlives,
    );
    new aws.s3.BucketLifecycleConfiguration(
        name,
        {
            ...ofBucket,
            rules: [
                {
                    id: "expire",
                    status: "Enabled",
                    filter: {},
                    expiration: { days: args.retentionDays },
                    noncurrentVersionExpiration: { noncurrentDays: 30 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                },
            ],
        },
        outlives,
    );
    const policy = new aws.s3.BucketPolicy(
        name,
        {
            ...ofBucket,
            policy: policyJson([tlsOnly(bucket.arn), ...args.writers(bucket.arn)]),
        },
        // S3 refuses two changes of a bucket's access at once.
        { ...outlives, dependsOn: access },
    );
    return { bucket, versioning, ready: [policy, encryption] };
}

function tlsOnly(bucketArn: pulumi.Output<string>): Statements[number] {
    return {
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
}
