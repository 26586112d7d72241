import { rule } from "../../rule";

export const rdsClusterFinalSnapshot = rule({
    name: "rds-cluster-final-snapshot",
    description: "Aurora clusters leave a final snapshot behind when they are deleted.",
    why: "Automated backups go with the cluster; the final snapshot is then the only way back.",
    severity: "high",
    remediation: "Leave skipFinalSnapshot false and set finalSnapshotIdentifier.",
    frameworks: { gdpr: ["32(1)(c)"] },
    types: ["aws:rds/cluster:Cluster"],
    check: (cluster) => {
        cluster.must(
            "skipFinalSnapshot",
            (skip) => skip !== true,
            "no final snapshot is taken; set skipFinalSnapshot to false",
        );
        cluster.mustHave(
            "finalSnapshotIdentifier",
            "the final snapshot has no name, so deleting fails; set finalSnapshotIdentifier",
        );
    },
});
