import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import type { Statements } from "../policy-document";
import { trailBucket } from "./trail-bucket";
import { trailLog } from "./trail-log";

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
    /** Buckets of which every access to an object is recorded; never the trail's own ones. */
    readonly bucketArns: readonly pulumi.Input<string>[];
    /** Key of the log group, whose policy lets CloudWatch Logs use it. */
    readonly logsKeyArn: pulumi.Input<string>;
    /**
     * Days until an event is deleted from the bucket and the log group; one of the retentions that
     * CloudWatch Logs knows.
     */
    readonly retentionDays: number;
    /** As for {@link trailBucket}. */
    readonly objectLockDays: number | undefined;
    /** Whether CloudTrail looks for calls and errors that are unusual in number; charged by event. */
    readonly insights: boolean;
    /** Pulumi refuses to delete or replace the bucket. */
    readonly protect: boolean;
}

/** What CloudTrail looks for among management events, where it is asked to. */
const INSIGHTS = ["ApiCallRateInsight", "ApiErrorRateInsight"];

/** Name of the trail: known before the trail is, because its key's policy names it. */
export function trailName(prefix: string): string {
    return `${prefix}-audit`;
}

/**
 * A CloudTrail trail of all regions with validated log files, encrypted with our key, in a bucket
 * that is private, versioned, TLS-only and written by nothing but this trail, and in a log group,
 * where alarms find within minutes what happens.
 *
 * Destroying it ends the trail and leaves the bucket, with all that keeps it private.
 */
export class AuditTrail extends pulumi.ComponentResource {
    readonly trailArn: pulumi.Output<string>;
    readonly bucketName: pulumi.Output<string>;
    readonly logGroupName: pulumi.Output<string>;

    constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:AuditTrail", name, {}, opts);
        const { accountId, partition, region } = args.scope;
        const trail = trailName(args.prefix);
        const trailArn = pulumi.interpolate`arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trail}`;
        const { bucket, ready } = trailBucket(
            name,
            { ...args, writers: (bucketArn) => trailWrites(bucketArn, trailArn, accountId) },
            this,
        );
        const log = trailLog(name, { ...args, keyArn: args.logsKeyArn }, this);
        const cloudTrail = new aws.cloudtrail.Trail(
            name,
            {
                name: trail,
                s3BucketName: bucket.id,
                kmsKeyId: args.keyArn,
                // CloudTrail wants the ARN of all of the group's streams.
                cloudWatchLogsGroupArn: pulumi.interpolate`${log.group.arn}:*`,
                cloudWatchLogsRoleArn: log.role.arn,
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
                    ...(args.bucketArns.length === 0 ? [] : [objectsOf(args.bucketArns)]),
                ],
                ...(args.insights && {
                    insightSelectors: INSIGHTS.map((insightType) => ({ insightType })),
                }),
            },
            { parent: this, dependsOn: [...ready, ...log.ready] },
        );
        this.trailArn = cloudTrail.arn;
        this.bucketName = bucket.id;
        this.logGroupName = log.group.name;
        this.registerOutputs({
            trailArn: this.trailArn,
            bucketName: this.bucketName,
            logGroupName: this.logGroupName,
        });
    }
}

function objectsOf(bucketArns: readonly pulumi.Input<string>[]) {
    return {
        name: "Objects of the buckets",
        fieldSelectors: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::S3::Object"] },
            {
                field: "resources.ARN",
                startsWiths: bucketArns.map((arn) => pulumi.interpolate`${arn}/`),
            },
        ],
    };
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
