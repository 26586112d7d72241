import { rule } from "../../rule";

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
    types: ["aws:rds/clusterParameterGroup:ClusterParameterGroup"],
    check: (group) => {
        group.must(
            "parameters",
            forcesTls,
            "TLS is not forced; set the parameter rds.force_ssl to 1",
        );
    },
    checkStack: (stack) => {
        const groups = stack.of("aws:rds/clusterParameterGroup:ClusterParameterGroup");
        for (const cluster of stack.of("aws:rds/cluster:Cluster")) {
            const own = groups.some((group) =>
                cluster.refersTo("dbClusterParameterGroupName", group, ["name", "id"]),
            );
            if (!own) {
                cluster.fail(
                    "uses no parameter group of this stack that forces TLS; name one in dbClusterParameterGroupName",
                );
            }
        }
    },
});
