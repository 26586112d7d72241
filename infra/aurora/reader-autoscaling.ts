import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ReaderAutoscaling } from "./autoscaling-mistakes";

export interface ReaderAutoscalingArgs extends ReaderAutoscaling {
    readonly clusterIdentifier: pulumi.Input<string>;
    /** Readers that the program keeps: at least one, whose CPU is measured. */
    readonly ownReaders: number;
}

/**
 * Readers that Aurora adds and takes away by their CPU. It takes away none but those that it added,
 * and it does so only while this exists: those that are left keep the cluster from being deleted.
 * So set `maxReaders` to the program's own readers, and wait, before any of this is taken down.
 */
export class AutoscaledReaders extends pulumi.ComponentResource {
    constructor(name: string, args: ReaderAutoscalingArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:AutoscaledReaders", name, {}, opts);
        const target = new aws.appautoscaling.Target(
            name,
            {
                serviceNamespace: "rds",
                scalableDimension: "rds:cluster:ReadReplicaCount",
                resourceId: pulumi.interpolate`cluster:${args.clusterIdentifier}`,
                minCapacity: args.ownReaders,
                maxCapacity: args.maxReaders,
            },
            { parent: this },
        );
        new aws.appautoscaling.Policy(
            name,
            {
                serviceNamespace: target.serviceNamespace,
                scalableDimension: target.scalableDimension,
                resourceId: target.resourceId,
                policyType: "TargetTrackingScaling",
                targetTrackingScalingPolicyConfiguration: {
                    predefinedMetricSpecification: {
                        predefinedMetricType: "RDSReaderAverageCPUUtilization",
                    },
                    targetValue: args.targetCpuPercent,
                    // Seconds. A reader takes minutes to come, and longer to fill its cache: it is
                    // not given up at the first quiet moment.
                    scaleOutCooldown: 300,
                    scaleInCooldown: 900,
                },
            },
            { parent: this },
        );
        this.registerOutputs({});
    }
}
