import { rule } from "../../rule";

export const rdsClusterDeletionProtection = rule({
    name: "rds-cluster-deletion-protection",
    description: "Aurora clusters refuse to be deleted.",
    why: "One wrong destroy, by hand or by a program, would delete the database with all personal data in it.",
    severity: "high",
    remediation: "Set deletionProtection to true.",
    frameworks: { fsbp: ["RDS.7"], gdpr: ["32(1)(b)"] },
    types: ["aws:rds/cluster:Cluster"],
    check: (cluster) => {
        cluster.must(
            "deletionProtection",
            (on) => on === true,
            "deletion protection is off; set deletionProtection to true",
        );
    },
});
