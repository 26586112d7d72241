import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../network/mistake";
import { hasFeature } from "./instance-classes";

/**
 * `sync`: a session goes on once its activity is safely recorded; slower, and nothing is missing.
 * `async`: it goes on at once; what is lost when recording fails is announced as an event.
 */
export const ACTIVITY_STREAM_MODES = ["sync", "async"] as const;

export type ActivityStreamMode = (typeof ACTIVITY_STREAM_MODES)[number];

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

/**
 * Why a cluster cannot have an activity stream.
 * @param instanceClasses those of all its instances, such as `db.r7g.large` or `db.serverless`
 */
export function activityStreamMistakes(
    mode: ActivityStreamMode,
    region: string,
    instanceClasses: readonly string[],
): Mistake[] {
    const mistake = (advice: string) => ({ where: "activityStream", got: mode, advice });
    const unfit = [
        ...new Set(instanceClasses.filter((each) => !hasFeature(each, "activityStream"))),
    ];
    return [
        ...(unfit.length === 0
            ? []
            : [
                  mistake(
                      `must be left out with instances of ${unfit.join(", ")}: burstable and serverless ones have no activity stream; take another class, such as db.r7g.large`,
                  ),
              ]),
        ...(/^(cn|us-gov)-/.test(region)
            ? [mistake(`must be left out in ${region}: AWS has no activity streams there`)]
            : []),
    ];
}
