import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { logBucket } from "../log-bucket";
import { policyJson, serviceTrust, type Statements } from "../policy-document";
import { ownMark } from "./singletons";

export interface ConfigRecorderArgs {
    readonly scope: AccountScope;
    /** Name of the recorder, such as `pii-prod`. Changing it replaces the recorder. */
    readonly prefix: string;
    /**
     * Key of the bucket, whose policy lets the account and `config.amazonaws.com` encrypt for it.
     */
    readonly keyArn: pulumi.Input<string>;
    /**
     * Days until what was recorded is deleted from the bucket, and forgotten by AWS Config, as far
     * as that can (30 to 2557).
     */
    readonly retentionDays: number;
    /** Pulumi refuses to delete or replace the bucket. */
    readonly protect: boolean;
}

/** AWS Config forgets nothing earlier, and everything then. */
const MEMORY_DAYS = { min: 30, max: 2557 };

/**
 * AWS Config: how every resource of the account and region was set up, at any time, and all of IAM.
 * Costs 0.003 USD for each change that it records.
 *
 * Destroying it ends the recording and leaves the bucket, with all that keeps it private.
 */
export class ConfigRecorder extends pulumi.ComponentResource {
    readonly bucketName: pulumi.Output<string>;
    /** What has to be there before rules are. */
    readonly recording: pulumi.Resource;

    constructor(name: string, args: ConfigRecorderArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:ConfigRecorder", name, {}, opts);
        const parent = { parent: this };
        const { accountId, partition } = args.scope;
        // Not the service-linked role: that is one for the account, and nobody knows who made it.
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: serviceTrust("config.amazonaws.com", accountId) },
            parent,
        );
        const mayRead = new aws.iam.RolePolicyAttachment(
            name,
            {
                role: role.name,
                policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AWS_ConfigRole`,
            },
            parent,
        );
        const { bucket, ready } = logBucket(
            name,
            { ...args, writers: (bucketArn) => configWrites(bucketArn, accountId) },
            this,
        );
        const mayDeliver = new aws.iam.RolePolicy(
            name,
            { role: role.id, policy: policyJson(roleDelivers(bucket.arn, accountId, args.keyArn)) },
            parent,
        );
        const recorder = new aws.cfg.Recorder(
            name,
            {
                name: args.prefix,
                roleArn: role.arn,
                recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
            },
            { parent: this, dependsOn: [ownMark("recorder", args.prefix, this), mayRead] },
        );
        const channel = new aws.cfg.DeliveryChannel(
            name,
            {
                name: args.prefix,
                s3BucketName: bucket.id,
                snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
            },
            { parent: this, dependsOn: [recorder, mayDeliver, ...ready] },
        );
        new aws.cfg.RetentionConfiguration(
            name,
            {
                retentionPeriodInDays: Math.min(
                    Math.max(args.retentionDays, MEMORY_DAYS.min),
                    MEMORY_DAYS.max,
                ),
            },
            { parent: this, dependsOn: recorder },
        );
        this.recording = new aws.cfg.RecorderStatus(
            name,
            { name: recorder.name, isEnabled: true },
            { parent: this, dependsOn: channel },
        );
        this.bucketName = bucket.id;
        this.registerOutputs({ bucketName: this.bucketName });
    }
}

/**
 * What the recorder's role needs of the bucket: AWS Config delivers as it
 * (https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html).
 */
function roleDelivers(
    bucketArn: pulumi.Output<string>,
    accountId: pulumi.Output<string>,
    keyArn: pulumi.Input<string>,
): Statements {
    return [
        {
            Effect: "Allow",
            Action: ["s3:GetBucketAcl", "s3:ListBucket"],
            Resource: bucketArn,
        },
        {
            Effect: "Allow",
            Action: "s3:PutObject",
            Resource: recordsIn(bucketArn, accountId),
            Condition: { StringLike: { "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
        { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: keyArn },
    ];
}

function recordsIn(bucketArn: pulumi.Output<string>, accountId: pulumi.Output<string>) {
    return pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/Config/*`;
}

/**
 * What the service needs of the bucket: it looks at it in its own name, and delivers so where its
 * role may not (https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html).
 */
function configWrites(
    bucketArn: pulumi.Output<string>,
    accountId: pulumi.Output<string>,
): Statements {
    const common = { Effect: "Allow", Principal: { Service: "config.amazonaws.com" } } as const;
    const fromHere = { "aws:SourceAccount": accountId };
    return [
        {
            ...common,
            Sid: "ConfigChecksBucket",
            Action: ["s3:GetBucketAcl", "s3:ListBucket"],
            Resource: bucketArn,
            Condition: { StringEquals: fromHere },
        },
        {
            ...common,
            Sid: "ConfigWrites",
            Action: "s3:PutObject",
            Resource: recordsIn(bucketArn, accountId),
            Condition: {
                StringEquals: { ...fromHere, "s3:x-amz-acl": "bucket-owner-full-control" },
            },
        },
    ];
}
