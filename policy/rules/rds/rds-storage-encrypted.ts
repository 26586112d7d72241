import { CLUSTER, INSTANCE, hasSource } from "../../databases";
import { rule } from "../../rule";

export const rdsStorageEncrypted = rule({
    name: "rds-storage-encrypted",
    description: "Databases are encrypted at rest.",
    why: "Whoever gets hold of a snapshot, a backup or a disk would read personal data; it cannot be switched on later.",
    severity: "high",
    remediation: "Set storageEncrypted to true; only at creation.",
    frameworks: {
        fsbp: ["RDS.3", "RDS.27"],
        cis: ["2.2.1"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-27",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        // What is made from another database is encrypted when that is.
        const inherits = hasSource(database) && !database.has("storageEncrypted");
        if (!inherits) {
            database.must(
                "storageEncrypted",
                (on) => on === true,
                "storage is not encrypted; set storageEncrypted to true",
            );
        }
    },
});
