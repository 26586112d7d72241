import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { logDelivery, policyJson } from "../policy-document";

export interface ResolverLogArgs {
    readonly scope: AccountScope;
    readonly vpcId: pulumi.Input<string>;
    /** Such as `/pii-prod/dns-queries`. Changing it starts a new, empty one. */
    readonly logGroupName: string;
    /** Key whose policy lets CloudWatch Logs use it. */
    readonly keyArn: pulumi.Input<string>;
    /** One of the retentions that CloudWatch Logs knows. */
    readonly retentionDays: number;
}

/**
 * Log of every name that something in the VPC looks up, with the answer and what the DNS firewall
 * did, in an encrypted log group. What the resolver answers from its cache is not in it.
 */
export class ResolverLog extends pulumi.ComponentResource {
    constructor(name: string, args: ResolverLogArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:ResolverLog", name, {}, opts);
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
        // Otherwise AWS makes one for all, which nobody here knows of. A region takes ten of them.
        const policy = new aws.cloudwatch.LogResourcePolicy(
            name,
            {
                policyName: name,
                policyDocument: policyJson([
                    {
                        Sid: "DeliverDnsQueries",
                        Effect: "Allow",
                        Principal: { Service: "delivery.logs.amazonaws.com" },
                        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                        Resource: pulumi.interpolate`${group.arn}:log-stream:*`,
                        Condition: logDelivery(args.scope),
                    },
                ]),
            },
            parent,
        );
        const config = new aws.route53.ResolverQueryLogConfig(
            name,
            { destinationArn: group.arn },
            { ...parent, dependsOn: policy },
        );
        new aws.route53.ResolverQueryLogConfigAssociation(
            name,
            { resolverQueryLogConfigId: config.id, resourceId: args.vpcId },
            // A VPC takes one of them at a time.
            { ...parent, deleteBeforeReplace: true },
        );
        this.registerOutputs({});
    }
}
