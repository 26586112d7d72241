import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface InstancesArgs {
    readonly clusterIdentifier: pulumi.Input<string>;
    /** Number of instances: the first starts as the writer, the others follow it. */
    readonly instances: number;
    readonly writerClass: string;
    readonly readerClass: string;
    /** Zones for new instances, taken in turn. A change moves none that is there. */
    readonly zones: readonly string[];
    /** The cluster's own. */
    readonly subnetGroupName: pulumi.Input<string>;
    /** An instance that changes its group takes it up at a reboot. */
    readonly parameterGroupName: pulumi.Input<string>;
    /** Of Enhanced Monitoring: of the instances alone, as AWS refuses it where the cluster has it. */
    readonly monitoringRoleArn: pulumi.Input<string>;
    /** Performance Insights: as the cluster's, or AWS refuses. */
    readonly insights: Insights;
    readonly maintenanceWindow: string;
    readonly applyImmediately: boolean;
}

/** What cluster and instance say alike. */
export type Insights = Pick<
    aws.rds.ClusterInstanceArgs,
    | "performanceInsightsEnabled"
    | "performanceInsightsKmsKeyId"
    | "performanceInsightsRetentionPeriod"
>;

/**
 * The instances of a cluster: `<name>-1`, the writer at first, then its readers.
 *
 * Each waits for the one before it. So the first is there before the others and becomes the writer,
 * and a change that restarts them restarts one at a time: the others serve on, and Aurora fails over
 * twice at most, away from the writer and away from the one that took over.
 */
export function clusterInstances(
    name: string,
    args: InstancesArgs,
    opts: pulumi.CustomResourceOptions & { readonly dependsOn: pulumi.Resource },
): [aws.rds.ClusterInstance, ...aws.rds.ClusterInstance[]] {
    const instance = (index: number, dependsOn: pulumi.Resource[]) =>
        new aws.rds.ClusterInstance(
            `${name}-${index + 1}`,
            {
                clusterIdentifier: args.clusterIdentifier,
                engine: aws.rds.EngineType.AuroraPostgresql,
                instanceClass: index === 0 ? args.writerClass : args.readerClass,
                availabilityZone: args.zones[index % args.zones.length],
                dbSubnetGroupName: args.subnetGroupName,
                dbParameterGroupName: args.parameterGroupName,
                publiclyAccessible: false,
                // The lowest takes over. A serverless one in tier 0 or 1 scales with the writer, so
                // as to be able to; from 2 on each follows its own load. Autoscaled ones are in 15.
                promotionTier: index,
                // As for the cluster, and those that autoscaling adds.
                autoMinorVersionUpgrade: false,
                caCertIdentifier: "rds-ca-rsa2048-g1",
                copyTagsToSnapshot: true,
                // Seconds: what the operating system does, every process of it, into CloudWatch Logs.
                monitoringInterval: 60,
                monitoringRoleArn: args.monitoringRoleArn,
                ...args.insights,
                preferredMaintenanceWindow: args.maintenanceWindow,
                applyImmediately: args.applyImmediately,
            },
            { ...opts, dependsOn, ignoreChanges: ["availabilityZone"] },
        );
    const made: [aws.rds.ClusterInstance, ...aws.rds.ClusterInstance[]] = [
        instance(0, [opts.dependsOn]),
    ];
    for (let index = 1; index < args.instances; index++) {
        made.push(instance(index, made.slice(-1)));
    }
    return made;
}
