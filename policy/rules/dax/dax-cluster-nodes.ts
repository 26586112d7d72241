import { rule } from "../../rule";

export const daxClusterNodes = rule({
    name: "dax-cluster-nodes",
    description: "DAX clusters have three nodes or more.",
    why: "With one node its failure, and every restart for a patch, is an outage; two have no majority.",
    severity: "medium",
    remediation: "Set replicationFactor to 3 or more; it changes in place.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html",
    settings: {
        nodes: {
            type: "integer",
            minimum: 1,
            maximum: 11,
            default: 3,
            description: "fewest nodes of a cluster",
        },
    },
    types: ["aws:dax/cluster:Cluster"],
    check: (cluster, { nodes }) => {
        cluster.must(
            "replicationFactor",
            (count) => typeof count === "number" && count >= nodes,
            (got) => `has ${got} of ${nodes} nodes; set replicationFactor`,
        );
    },
});
