import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../network/mistake";

/** What Aurora takes beside the writer. */
const MOST_READERS = 15;

/** When readers come and go with the load, beside those that the program keeps. */
export interface ReaderAutoscaling {
    /** Most readers at a time (up to 15), those that the program keeps included. */
    readonly maxReaders: number;
    /** CPU of the readers on average, in percent (10 to 90), that is steered towards. */
    readonly targetCpuPercent: number;
}

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

/**
 * What is wrong in the bounds.
 * @param instances of the program, the writer included
 */
export function autoscalingMistakes(
    autoscaling: ReaderAutoscaling | undefined,
    instances: number,
): Mistake[] {
    if (autoscaling === undefined) {
        return [];
    }
    const { maxReaders, targetCpuPercent } = autoscaling;
    if (instances < 2) {
        const advice =
            "must be at least 2 with readerAutoscaling: the CPU of the first reader decides on more";
        return [{ where: "instances", got: instances, advice }];
    }
    const isCount = Number.isInteger(maxReaders);
    return [
        ...(isCount && maxReaders >= instances - 1 && maxReaders <= MOST_READERS
            ? []
            : [
                  {
                      where: "readerAutoscaling.maxReaders",
                      got: maxReaders,
                      advice: `must be a whole number from ${instances - 1}, the readers that are always there, to ${MOST_READERS}`,
                  },
              ]),
        ...(targetCpuPercent >= 10 && targetCpuPercent <= 90
            ? []
            : [
                  {
                      where: "readerAutoscaling.targetCpuPercent",
                      got: targetCpuPercent,
                      advice: "must be from 10 to 90 percent",
                  },
              ]),
    ];
}
