import { rule } from "../../rule";

export const rdsGlobalClusterEncrypted = rule({
    name: "rds-global-cluster-encrypted",
    description: "Global databases are encrypted at rest.",
    why: "All clusters of one are as it is, and it cannot be changed later.",
    severity: "high",
    remediation: "Set storageEncrypted to true, or begin with an encrypted cluster.",
    frameworks: {
        fsbp: ["RDS.27"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-getting-started.html",
    types: ["aws:rds/globalCluster:GlobalCluster"],
    check: (database) => {
        // One that begins with a cluster is as that is.
        if (!database.has("sourceDbClusterIdentifier")) {
            database.must(
                "storageEncrypted",
                (on) => on === true,
                "storage is not encrypted; set storageEncrypted to true",
            );
        }
    },
});
