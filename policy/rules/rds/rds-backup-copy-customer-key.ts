import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

const REPLICATION =
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";

export const rdsBackupCopyCustomerKey = rule({
    name: "rds-backup-copy-customer-key",
    description: "Backups of databases in another region have a customer-managed key there.",
    why: "A copy is as much worth protecting as what it is of; without a key AWS's own is taken, or none.",
    severity: "medium",
    remediation: "Set kmsKeyId to the ARN of a KMS key of the region that the copy is in.",
    frameworks: {
        fsbp: ["RDS.4"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-4",
    types: [
        "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
        "aws:rds/snapshotCopy:SnapshotCopy",
        REPLICATION,
    ],
    check: (copy) => {
        // In the region of its source a copy has the key of that.
        const isElsewhere = copy.type === REPLICATION || copy.has("destinationRegion");
        if (isElsewhere || copy.has("kmsKeyId")) {
            mustHaveCustomerKey(copy, "kmsKeyId", "the copy");
        }
    },
});
