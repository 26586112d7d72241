import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson } from "../policy-document";

export interface AuditTrailArgs {
    readonly scope: AccountScope;
    /** Start of the trail's name, such as `pii-prod`. Changing it replaces the trail. */
    readonly prefix: string;
    /** Key whose policy lets the trail of {@link trailName} encrypt. */
    readonly keyArn: pulumi.Input<string>;
    /** Days until an event is deleted from the bucket. */
    readonly retentionDays: number;
    /** Pulumi refuses to delete or replace the bucket. */
    readonly protect: boolean;
}

/** Name of the trail: known before the trail is, because its key's policy names it. */
export function trailName(prefix: string): string {
    return `${prefix}-audit`;
}

/**
 * A CloudTrail trail of all regions with validated log files, encrypted with our key, in a bucket
 * that is private, versioned, TLS-only and written by nothing but this trail.
 *
 * Destroying it ends the trail and leaves the bucket, with all that keeps it private: what was
 * recorded outlives what it was recorded of.
 */
export class AuditTrail extends pulumi.ComponentResource {
    readonly trailArn: pulumi.Output<string>;
    readonly bucketName: pulumi.Output<string>;

    constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:AuditTrail", name, {}, opts);
        const parent = { parent: this };
        const outlives = { ...parent, retainOnDelete: true };
        const { accountId, partition, region } = args.scope;
        const trail = trailName(args.prefix);

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
        new aws.s3.BucketVersioning(
            name,
            { ...ofBucket, versioningConfiguration: { status: "Enabled" } },
            outlives,
        );
        const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
            name,
            {
                ...ofBucket,
                rules: [
                    {
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
        const trailArn = pulumi.interpolate`arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trail}`;
        const policy = new aws.s3.BucketPolicy(
            name,
            { ...ofBucket, policy: bucketPolicy(bucket.arn, trailArn, accountId) },
            // S3 refuses two changes of a bucket's access at once.
            { ...outlives, dependsOn: access },
        );
        const cloudTrail = new aws.cloudtrail.Trail(
            name,
            {
                name: trail,
                s3BucketName: bucket.id,
                kmsKeyId: args.keyArn,
                isMultiRegionTrail: true,
                includeGlobalServiceEvents: true,
                enableLogFileValidation: true,
            },
            { ...parent, dependsOn: [policy, encryption] },
        );
        this.trailArn = cloudTrail.arn;
        this.bucketName = bucket.id;
        this.registerOutputs({ trailArn: this.trailArn, bucketName: this.bucketName });
    }
}

function bucketPolicy(
    bucketArn: pulumi.Output<string>,
    trailArn: pulumi.Output<string>,
    accountId: pulumi.Output<string>,
) {
    const service = { Service: "cloudtrail.amazonaws.com" };
    const objects = pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`;
    return policyJson([
        {
            Sid: "DenyWithoutTls",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
            Sid: "TrailChecksBucket",
            Effect: "Allow",
            Principal: service,
            Action: "s3:GetBucketAcl",
            Resource: bucketArn,
            Condition: { StringEquals: { "aws:SourceArn": trailArn } },
        },
        {
            Sid: "TrailWrites",
            Effect: "Allow",
            Principal: service,
            Action: "s3:PutObject",
            Resource: objects,
            Condition: {
                StringEquals: {
                    "aws:SourceArn": trailArn,
                    "s3:x-amz-acl": "bucket-owner-full-control",
                },
            },
        },
    ]);
}
