import type { Metric } from "../alarms/alarm-rule";

/**
 * A metric of the cluster's instances, of which the worst counts in every minute.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function worstInstance(
    clusterIdentifier: string,
    name: string,
    statistic: "Maximum" | "Minimum",
): Metric {
    return {
        namespace: "AWS/RDS",
        name,
        dimensions: { DBClusterIdentifier: clusterIdentifier },
        statistic,
        periodSeconds: 60,
    };
}
