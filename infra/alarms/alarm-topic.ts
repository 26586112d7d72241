import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson } from "../policy-document";

export interface AlarmTopicArgs {
    readonly scope: AccountScope;
    /**
     * Key whose policy lets the services of {@link ALARM_PUBLISHERS} use it. Without that they would
     * fail, silently. AWS's own key for SNS can never work: its policy cannot be changed.
     */
    readonly keyArn: pulumi.Input<string>;
    /**
     * Addresses that get every message. Each is asked by mail, and gets nothing until it agrees; one
     * that never did cannot be unsubscribed, and is forgotten by AWS after a while.
     */
    readonly emails: readonly string[];
    /**
     * Https addresses that get every message, by a name of ours. They hold keys of their services, so
     * that they are kept as secrets. Each is asked first, and agrees by itself within minutes; one
     * that does not fails the deployment, because it would wake nobody.
     */
    readonly pagers: Readonly<Record<string, string>>;
}

/** The services that may publish, each for this account only. */
export const ALARM_PUBLISHERS = [
    "cloudwatch.amazonaws.com",
    "events.rds.amazonaws.com",
    "budgets.amazonaws.com",
    "costalerts.amazonaws.com",
];

/** Where alarms and events go: encrypted, over TLS only, open to AWS's own senders and no others. */
export class AlarmTopic extends pulumi.ComponentResource {
    /** Known once the services may publish: RDS tries it when it is given a topic. */
    readonly arn: pulumi.Output<string>;

    constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:alarms:AlarmTopic", name, {}, opts);
        const parent = { parent: this };
        const topic = new aws.sns.Topic(name, { kmsMasterKeyId: args.keyArn }, parent);
        const policy = new aws.sns.TopicPolicy(
            name,
            {
                arn: topic.arn,
                policy: policyJson([
                    {
                        Sid: "PublishFromThisAccount",
                        Effect: "Allow",
                        Principal: { Service: ALARM_PUBLISHERS },
                        Action: "sns:Publish",
                        Resource: topic.arn,
                        Condition: { StringEquals: { "aws:SourceAccount": args.scope.accountId } },
                    },
                    {
                        // EventBridge supports no conditions here
                        // (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html).
                        Sid: "PublishFromEventBridge",
                        Effect: "Allow",
                        Principal: { Service: "events.amazonaws.com" },
                        Action: "sns:Publish",
                        Resource: topic.arn,
                    },
                    {
                        Sid: "TlsOnly",
                        Effect: "Deny",
                        Principal: "*",
                        Action: "sns:Publish",
                        Resource: topic.arn,
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ]),
            },
            parent,
        );
        for (const email of args.emails) {
            new aws.sns.TopicSubscription(
                `${name}-${email}`,
                { topic: topic.arn, protocol: "email", endpoint: email },
                parent,
            );
        }
        for (const [pager, url] of Object.entries(args.pagers)) {
            new aws.sns.TopicSubscription(
                `${name}-pager-${pager}`,
                {
                    topic: topic.arn,
                    protocol: "https",
                    endpoint: pulumi.secret(url),
                    // Their services want the message in its envelope, whose subject says the state.
                    rawMessageDelivery: false,
                    endpointAutoConfirms: true,
                    confirmationTimeoutInMinutes: 5,
                },
                parent,
            );
        }
        this.arn = policy.arn;
        this.registerOutputs({ arn: this.arn });
    }
}
