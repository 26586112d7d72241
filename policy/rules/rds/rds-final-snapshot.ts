import { CLUSTER, INSTANCE, isReplica } from "../../databases";
import { rule } from "../../rule";

export const rdsFinalSnapshot = rule({
    name: "rds-final-snapshot",
    description: "Databases leave a final snapshot behind when they are deleted.",
    why: "Automated backups expire after weeks at most; the final snapshot is then the only way back.",
    severity: "high",
    remediation: "Leave skipFinalSnapshot false and set finalSnapshotIdentifier.",
    frameworks: { gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        // AWS takes none of a replica.
        if (isReplica(database)) {
            return;
        }
        database.must(
            "skipFinalSnapshot",
            (skip) => skip !== true,
            "no final snapshot is taken; set skipFinalSnapshot to false",
        );
        database.mustHave(
            "finalSnapshotIdentifier",
            "the final snapshot has no name, so deleting fails; set finalSnapshotIdentifier",
        );
    },
});
