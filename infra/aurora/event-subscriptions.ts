import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface EventSubscriptionsArgs {
    /** RDS tries to publish to it at once, and refuses the subscription if it cannot. */
    readonly topicArn: pulumi.Input<string>;
    readonly clusterIdentifier: pulumi.Input<string>;
    /** Instances that autoscaling adds come and go by themselves, and are not among them. */
    readonly instanceIdentifiers: pulumi.Input<string>[];
}

/**
 * What RDS tells about a cluster, and why somebody wants to know. Creation is not among it: what is
 * subscribed to is there already. Nor are backups, which report of themselves every day.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
export const CLUSTER_EVENTS = {
    "configuration change": "The activity stream was stopped, or the master's password reset.",
    deletion: "Nobody may delete it unnoticed.",
    failover: "Another instance writes now, or a failover failed; connections were cut.",
    failure: "Something that RDS was to do did not work out.",
    maintenance: "Patches and upgrades: what is due, and what was done.",
    notification: "Stopped and started, patched, exported: an export takes data out.",
};

/** The same for its instances. */
export const INSTANCE_EVENTS = {
    availability: "It was shut down or restarted; its connections were cut.",
    "configuration change": "Its class, parameters or monitoring changed.",
    deletion: "A reader less, or nothing to fail over to.",
    failure: "Wrong parameters, a wrong network, or no right to monitor.",
    "low storage": "What remains is about to be full.",
    maintenance: "It is offline for maintenance, or will have to be.",
    notification: "What RDS's operators have to say, and delays of patches.",
    "read replica": "Replication broke, or goes on again.",
    recovery: "It recovers after a failure.",
    "security patching": "A patch of the operating system is there.",
};

/** Mails about what RDS does to the cluster and its instances. */
export class EventSubscriptions extends pulumi.ComponentResource {
    constructor(
        name: string,
        args: EventSubscriptionsArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("pii:aurora:EventSubscriptions", name, {}, opts);
        const subscribe = (
            sourceType: string,
            events: Readonly<Record<string, string>>,
            sourceIds: pulumi.Input<string>[],
        ) =>
            new aws.rds.EventSubscription(
                `${name}-${sourceType}`,
                {
                    snsTopic: args.topicArn,
                    sourceType,
                    sourceIds,
                    eventCategories: Object.keys(events),
                },
                { parent: this },
            );
        subscribe("db-cluster", CLUSTER_EVENTS, [args.clusterIdentifier]);
        subscribe("db-instance", INSTANCE_EVENTS, args.instanceIdentifiers);
        this.registerOutputs({});
    }
}
