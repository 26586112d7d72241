import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ActivityStreamMode } from "./activity-stream-modes";

export interface ActivityStreamArgs {
    readonly clusterArn: pulumi.Input<string>;
    /** A key of ours: AWS's own are refused. Changing it starts a new stream. */
    readonly keyArn: pulumi.Input<string>;
    /** A change starts a new stream, and may restart the cluster's instances at once. */
    readonly mode: ActivityStreamMode;
    /** The cluster with its instances: RDS wants at least one. */
    readonly cluster: pulumi.Resource;
}

/**
 * The activity stream of a cluster: every statement and login of everybody, the administrators'
 * included, in a Kinesis stream that they cannot touch. It must be off while the engine is upgraded,
 * and starting it may restart the instances, at once.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html
 */
export class ActivityStream extends pulumi.ComponentResource {
    /** Of the Kinesis stream that RDS makes, and deletes with the cluster; it keeps a day. */
    readonly kinesisStreamName: pulumi.Output<string>;

    constructor(name: string, args: ActivityStreamArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:ActivityStream", name, {}, opts);
        const stream = new aws.rds.ClusterActivityStream(
            name,
            { resourceArn: args.clusterArn, kmsKeyId: args.keyArn, mode: args.mode },
            // A cluster has one.
            { parent: this, dependsOn: args.cluster, deleteBeforeReplace: true },
        );
        this.kinesisStreamName = stream.kinesisStreamName;
        this.registerOutputs({ kinesisStreamName: this.kinesisStreamName });
    }
}
