import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, serviceTrust } from "../policy-document";
import { trailLogGroup } from "./trail-event";

export interface TrailLogArgs {
    readonly scope: AccountScope;
    /** Start of the group's name, such as `pii-prod`. */
    readonly prefix: string;
    /** Key whose policy lets CloudWatch Logs use it. */
    readonly keyArn: pulumi.Input<string>;
    /** One of the retentions that CloudWatch Logs knows. */
    readonly retentionDays: number;
}

/**
 * The resources of a trail's log group, as children of `parent`: where metric filters and searches
 * find within minutes what its bucket keeps.
 * @returns the group, the role that CloudTrail takes, and what must be there before it does
 */
export function trailLog(name: string, args: TrailLogArgs, parent: pulumi.Resource) {
    const child = { parent };
    const { accountId, region } = args.scope;
    const group = new aws.cloudwatch.LogGroup(
        name,
        {
            name: trailLogGroup(args.prefix),
            kmsKeyId: args.keyArn,
            retentionInDays: args.retentionDays,
        },
        child,
    );
    const role = new aws.iam.Role(
        name,
        // Without a condition: CloudTrail is not documented to say for which trail it takes a role.
        { assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com") },
        child,
    );
    // CloudTrail names its streams, in the group, after the account and the trail's home region.
    const streams = pulumi.interpolate`${group.arn}:log-stream:${accountId}_CloudTrail_${region}*`;
    const write = new aws.iam.RolePolicy(
        name,
        {
            role: role.id,
            policy: policyJson([
                {
                    Effect: "Allow",
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: streams,
                },
            ]),
        },
        child,
    );
    return { group, role, ready: [write] };
}
