import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, serviceTrust } from "../policy-document";

export interface FlowLogArgs {
    readonly scope: AccountScope;
    readonly vpcId: pulumi.Input<string>;
    /** Name of the log group, such as `/pii-prod/vpc-flow`. Changing it starts a new, empty one. */
    readonly logGroupName: string;
    /** Key whose policy lets CloudWatch Logs use it. */
    readonly keyArn: pulumi.Input<string>;
    /** One of the retentions that CloudWatch Logs knows. */
    readonly retentionDays: number;
}

/** Flow log of all of a VPC's traffic, accepted and rejected, in an encrypted log group. */
export class FlowLog extends pulumi.ComponentResource {
    readonly logGroupName: pulumi.Output<string>;

    constructor(name: string, args: FlowLogArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:FlowLog", name, {}, opts);
        const parent = { parent: this };
        const group = new aws.cloudwatch.LogGroup(
            name,
            {
                name: args.logGroupName,
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
        new aws.ec2.FlowLog(
            name,
            {
                vpcId: args.vpcId,
                trafficType: "ALL",
                logDestinationType: "cloud-watch-logs",
                logDestination: group.arn,
                iamRoleArn: role.arn,
                maxAggregationInterval: 60,
            },
            { ...parent, dependsOn: write },
        );
        this.logGroupName = group.name;
        this.registerOutputs({ logGroupName: this.logGroupName });
    }
}
