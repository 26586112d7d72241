import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { logBucket } from "../log-bucket";
import { logDelivery, policyJson, serviceTrust, type Statements } from "../policy-document";

/** Where a flow log is kept. */
export type FlowLogDestination =
    /** A log group of that name, such as `/pii-prod/vpc-flow`: to search at once. */
    | { readonly kind: "cloudwatch"; readonly logGroupName: string }
    /** A bucket of its own, as Parquet for Athena: to keep, and for a quarter of the price. */
    | { readonly kind: "s3"; /** As for {@link logBucket}. */ readonly protect: boolean };

export interface FlowLogArgs {
    readonly scope: AccountScope;
    readonly vpcId: pulumi.Input<string>;
    /** Changing it starts an empty one: a log group is deleted with its events, a bucket stays. */
    readonly destination: FlowLogDestination;
    /** Key whose policy lets CloudWatch Logs, or the delivery of logs, use it. */
    readonly keyArn: pulumi.Input<string>;
    /** In days; for a log group, one of the retentions that CloudWatch Logs knows. */
    readonly retentionDays: number;
}

/**
 * What a record in a bucket says, in this order: all fields but those of other services' containers
 * and edge locations. Changing them replaces the flow log, and the table over it must follow
 * (docs/flow-logs.md). https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export const FLOW_LOG_FIELDS = [
    "version",
    "account-id",
    "interface-id",
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "protocol",
    "packets",
    "bytes",
    "start",
    "end",
    "action",
    "log-status",
    "vpc-id",
    "subnet-id",
    "instance-id",
    "tcp-flags",
    "type",
    "pkt-srcaddr",
    "pkt-dstaddr",
    "az-id",
    "pkt-src-aws-service",
    "pkt-dst-aws-service",
    "flow-direction",
    "traffic-path",
    "reject-reason",
    "encryption-status",
];

/** Flow log of all of a VPC's traffic, accepted and rejected, encrypted and kept for so long. */
export class FlowLog extends pulumi.ComponentResource {
    /** ARN of the log group or bucket. */
    readonly destinationArn: pulumi.Output<string>;

    constructor(name: string, args: FlowLogArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:FlowLog", name, {}, opts);
        const { destinationArn, dependsOn, ...settings } =
            args.destination.kind === "s3"
                ? this.toBucket(name, args, args.destination.protect)
                : this.toLogGroup(name, args, args.destination.logGroupName);
        new aws.ec2.FlowLog(
            name,
            {
                vpcId: args.vpcId,
                trafficType: "ALL",
                logDestination: destinationArn,
                maxAggregationInterval: 60,
                ...settings,
            },
            // AWS refuses a second one of the VPC to the same destination.
            { parent: this, dependsOn, deleteBeforeReplace: true },
        );
        this.destinationArn = destinationArn;
        this.registerOutputs({ destinationArn: this.destinationArn });
    }

    private toLogGroup(name: string, args: FlowLogArgs, logGroupName: string) {
        const parent = { parent: this };
        const group = new aws.cloudwatch.LogGroup(
            name,
            {
                name: logGroupName,
                kmsKeyId: args.keyArn,
                retentionInDays: args.retentionDays,
            },
            parent,
        );
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", args.scope.accountId) },
            parent,
        );
        const write = new aws.iam.RolePolicy(
            name,
            {
                role: role.id,
                policy: policyJson([
                    {
                        Effect: "Allow",
                        Action: [
                            "logs:CreateLogStream",
                            "logs:DescribeLogStreams",
                            "logs:PutLogEvents",
                        ],
                        Resource: [group.arn, pulumi.interpolate`${group.arn}:*`],
                    },
                    // Lists groups by prefix, and so takes no single one.
                    { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
                ]),
            },
            parent,
        );
        return {
            destinationArn: group.arn,
            dependsOn: [write],
            logDestinationType: "cloud-watch-logs",
            iamRoleArn: role.arn,
        };
    }

    private toBucket(name: string, args: FlowLogArgs, protect: boolean) {
        const { keyArn, retentionDays, scope } = args;
        const writers = (bucketArn: pulumi.Output<string>) => deliveries(bucketArn, scope);
        const { bucket, ready } = logBucket(
            name,
            { keyArn, retentionDays, protect, writers },
            this,
        );
        return {
            destinationArn: bucket.arn,
            dependsOn: ready,
            logDestinationType: "s3",
            logFormat: FLOW_LOG_FIELDS.map((field) => `\${${field}}`).join(" "),
            destinationOptions: {
                fileFormat: "parquet",
                hiveCompatiblePartitions: true,
                perHourPartition: true,
            },
        };
    }
}

/**
 * AWS adds these statements where it finds others, so that they are worded as it does.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
function deliveries(bucketArn: pulumi.Output<string>, scope: AccountScope): Statements {
    const service = { Service: "delivery.logs.amazonaws.com" };
    const ours = logDelivery(scope);
    return [
        {
            Sid: "AWSLogDeliveryWrite",
            Effect: "Allow",
            Principal: service,
            Action: "s3:PutObject",
            Resource: pulumi.interpolate`${bucketArn}/AWSLogs/aws-account-id=${scope.accountId}/*`,
            Condition: {
                ...ours,
                StringEquals: {
                    ...ours.StringEquals,
                    "s3:x-amz-acl": "bucket-owner-full-control",
                },
            },
        },
        {
            Sid: "AWSLogDeliveryAclCheck",
            Effect: "Allow",
            Principal: service,
            Action: "s3:GetBucketAcl",
            Resource: bucketArn,
            Condition: ours,
        },
    ];
}
