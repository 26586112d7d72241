import { Autoscaled } from "../../autoscaling";
import { clustersOf } from "../../cluster-instances";
import { CLUSTER } from "../../databases";
import { rule } from "../../rule";

export const rdsClusterInstances = rule({
    name: "rds-cluster-instances",
    description: "Clusters have another instance to fail over to.",
    why: "With one instance alone its failure, and every restart for a patch, is an outage of minutes.",
    severity: "medium",
    remediation: "Make another aws.rds.ClusterInstance of the cluster, in another zone.",
    frameworks: { fsbp: ["RDS.15"], cis: ["2.2.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html",
    settings: {
        count: {
            type: "integer",
            minimum: 1,
            maximum: 16,
            default: 2,
            description: "fewest instances of a cluster",
        },
    },
    checkStack: (stack, { count }) => {
        const clusters = clustersOf(stack);
        const autoscaled = new Autoscaled(stack);
        for (const cluster of stack.of(CLUSTER)) {
            const { length } = clusters.to(cluster);
            const id = `cluster:${String(cluster.read("clusterIdentifier"))}`;
            // A cluster whose instances are made elsewhere has none here.
            if (length > 0 && length < count && !autoscaled.has(cluster, id)) {
                cluster.fail(
                    `has ${length} of ${count} instances; make another aws.rds.ClusterInstance in another zone`,
                );
            }
        }
    },
});
