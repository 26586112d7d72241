import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, serviceTrust } from "../policy-document";
import { inRegion } from "../region";

export interface SlackChannelArgs {
    readonly scope: AccountScope;
    /** The workspace; an administrator has let AWS in to it by hand, once. */
    readonly teamId: string;
    readonly channelId: string;
    /** One of `CHAT_REGIONS`. */
    readonly region: string;
    /** Topics, of any region, whose messages it gets. */
    readonly topicArns: readonly pulumi.Input<string>[];
}

/**
 * A channel of Slack that gets what topics are told. Nobody can do anything from there: what the
 * channel may is to look at the alarms that it tells of.
 */
export class SlackChannel extends pulumi.ComponentResource {
    readonly arn: pulumi.Output<string>;

    constructor(name: string, args: SlackChannelArgs, opts?: pulumi.ComponentResourceOptions) {
        super(
            "pii:alarms:SlackChannel",
            name,
            {},
            {
                ...opts,
                transformations: [...(opts?.transformations ?? []), inRegion(args.region)],
            },
        );
        const parent = { parent: this };
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: serviceTrust("chatbot.amazonaws.com") },
            parent,
        );
        const look = new aws.iam.RolePolicy(
            name,
            {
                role: role.id,
                policy: policyJson([
                    {
                        Effect: "Allow",
                        Action: ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"],
                        Resource: "*",
                    },
                ]),
            },
            parent,
        );
        const channel = new aws.chatbot.SlackChannelConfiguration(
            name,
            {
                configurationName: name,
                slackTeamId: args.teamId,
                slackChannelId: args.channelId,
                iamRoleArn: role.arn,
                // Without one the channel's commands may do whatever its roles may.
                guardrailPolicyArns: [
                    pulumi.interpolate`arn:${args.scope.partition}:iam::aws:policy/CloudWatchReadOnlyAccess`,
                ],
                // Whoever asks for something there does it as himself.
                userAuthorizationRequired: true,
                loggingLevel: "ERROR",
                snsTopicArns: [...args.topicArns],
            },
            { ...parent, dependsOn: look },
        );
        this.arn = channel.chatConfigurationArn;
        this.registerOutputs({ arn: this.arn });
    }
}
