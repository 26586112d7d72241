import { rule } from "../../rule";

const CLUSTERS = ["aws:rds/cluster:Cluster"];
const GROUPS = ["aws:rds/clusterParameterGroup:ClusterParameterGroup"];

function forcesTls(parameters: unknown): boolean {
    return (
        Array.isArray(parameters) &&
        (parameters as { name?: unknown; value?: unknown }[]).some(
            ({ name, value }) => name === "rds.force_ssl" && String(value) === "1",
        )
    );
}

export const rdsForcedTls = rule({
    name: "rds-forced-tls",
    description: "Aurora PostgreSQL refuses connections without TLS.",
    why: "Otherwise one client with a careless setting sends passwords and personal data in clear; up to version 16 that is the default.",
    severity: "high",
    remediation:
        "Set the parameter rds.force_ssl to 1 in a cluster parameter group, and name that group in dbClusterParameterGroupName.",
    frameworks: { fsbp: ["RDS.38"], pci: ["4.2.1"], gdpr: ["32(1)(a)"] },
    types: GROUPS,
    check: (group) => {
        group.must(
            "parameters",
            forcesTls,
            "TLS is not forced; set the parameter rds.force_ssl to 1",
        );
    },
    checkStack: (stack) => {
        const groups = stack.links(CLUSTERS, "dbClusterParameterGroupName", GROUPS, ["name", "id"]);
        for (const cluster of stack.of(...CLUSTERS)) {
            if (groups.from(cluster).length === 0) {
                cluster.fail(
                    "uses no parameter group of this stack that forces TLS; name one in dbClusterParameterGroupName",
                );
            }
        }
    },
});
