import { CLUSTER, INSTANCE, isReplica } from "../../databases";
import { rule } from "../../rule";

export const rdsAutomatedBackupsKept = rule({
    name: "rds-automated-backups-kept",
    description: "Automated backups stay until they expire when their database is deleted.",
    why: "By default they go with the database, and with them every point in time that it could be restored to.",
    severity: "medium",
    remediation: "Set deleteAutomatedBackups to false.",
    frameworks: { gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.Retaining.html",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        if (!isReplica(database)) {
            database.must(
                "deleteAutomatedBackups",
                (deletes) => deletes === false,
                "automated backups go with the database; set deleteAutomatedBackups to false",
            );
        }
    },
});
