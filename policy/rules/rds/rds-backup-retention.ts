import { CLUSTER, INSTANCE, isReplica } from "../../databases";
import { rule } from "../../rule";

export const rdsBackupRetention = rule({
    name: "rds-backup-retention",
    description: "Databases keep automated backups long enough.",
    why: "A mistake found after the last backup has expired cannot be undone; AWS keeps only one day by default.",
    severity: "high",
    remediation: "Set backupRetentionPeriod to at least the number of days asked for (35 at most).",
    frameworks: { fsbp: ["RDS.11", "RDS.50"], gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-50",
    settings: {
        days: {
            type: "integer",
            minimum: 1,
            maximum: 35,
            default: 7,
            description: "fewest days that backups are kept",
        },
    },
    types: [CLUSTER, INSTANCE],
    check: (database, { days }) => {
        // What a replica holds is in the backups of its source.
        if (!isReplica(database)) {
            database.must(
                "backupRetentionPeriod",
                (kept) => typeof kept === "number" && kept >= days,
                (got) => `backupRetentionPeriod is ${got}; set it to ${days} or more`,
            );
        }
    },
    remediate: (database, { days }) => {
        const kept = database.read("backupRetentionPeriod");
        // An instance without any backups is interrupted by its first one.
        const interrupts = database.type === INSTANCE && !(typeof kept === "number" && kept > 0);
        const isShort = kept === undefined || (typeof kept === "number" && kept < days);
        return isShort && !interrupts ? { backupRetentionPeriod: days } : undefined;
    },
});
