import { rule } from "../../rule";

export const rdsClusterBackupRetention = rule({
    name: "rds-cluster-backup-retention",
    description: "Aurora clusters keep automated backups long enough.",
    why: "A mistake found after the last backup has expired cannot be undone; AWS keeps only one day by default.",
    severity: "high",
    remediation: "Set backupRetentionPeriod to at least the number of days asked for (35 at most).",
    frameworks: { fsbp: ["RDS.50"], gdpr: ["32(1)(c)"] },
    settings: {
        days: {
            type: "integer",
            minimum: 1,
            maximum: 35,
            default: 7,
            description: "fewest days that backups are kept",
        },
    },
    types: ["aws:rds/cluster:Cluster"],
    check: (cluster, { days }) => {
        cluster.must(
            "backupRetentionPeriod",
            (kept) => typeof kept === "number" && kept >= days,
            (got) => `backupRetentionPeriod is ${got}; set it to ${days} or more`,
        );
    },
});
