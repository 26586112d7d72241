import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { logBucket } from "../log-bucket";
import type { Statements } from "../policy-document";

export interface AuditTrailArgs {
    readonly scope: AccountScope;
    /** Start of the trail's name, such as `pii-prod`. Changing it replaces the trail. */
    readonly prefix: string;
    /** Key whose policy lets the trail of {@link trailName} encrypt. */
    readonly keyArn: pulumi.Input<string>;
    /**
     * Tables, with their replicas, of which every access to an item is recorded: who, which key, when.
     * AWS charges about 1 USD for a million of them.
     */
    readonly tableArns: pulumi.Input<string[]>;
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
 * Destroying it ends the trail and leaves the bucket, with all that keeps it private.
 */
export class AuditTrail extends pulumi.ComponentResource {
    readonly trailArn: pulumi.Output<string>;
    readonly bucketName: pulumi.Output<string>;

    constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:AuditTrail", name, {}, opts);
        const { accountId, partition, region } = args.scope;
        const trail = trailName(args.prefix);
        const trailArn = pulumi.interpolate`arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trail}`;
        const { bucket, ready } = logBucket(
            name,
            { ...args, writers: (bucketArn) => trailWrites(bucketArn, trailArn, accountId) },
            this,
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
                advancedEventSelectors: [
                    // As without selectors: what is done to resources.
                    {
                        name: "Management events",
                        fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
                    },
                    {
                        name: "Items of the tables",
                        fieldSelectors: [
                            { field: "eventCategory", equals: ["Data"] },
                            { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
                            { field: "resources.ARN", equals: args.tableArns },
                        ],
                    },
                ],
            },
            { parent: this, dependsOn: ready },
        );
        this.trailArn = cloudTrail.arn;
        this.bucketName = bucket.id;
        this.registerOutputs({ trailArn: this.trailArn, bucketName: this.bucketName });
    }
}

function trailWrites(
    bucketArn: pulumi.Output<string>,
    trailArn: pulumi.Output<string>,
    accountId: pulumi.Output<string>,
): Statements {
    const service = { Service: "cloudtrail.amazonaws.com" };
    return [
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
            Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
            Condition: {
                StringEquals: {
                    "aws:SourceArn": trailArn,
                    "s3:x-amz-acl": "bucket-owner-full-control",
                },
            },
        },
    ];
}
