import { rule } from "../../rule";

/** A cluster made from another one has its master user, too. */
const INHERITING = [
    "globalClusterIdentifier",
    "replicationSourceIdentifier",
    "restoreToPointInTime",
    "snapshotIdentifier",
];

export const rdsManagedMasterSecret = rule({
    name: "rds-managed-master-secret",
    description: "The master password of an Aurora cluster is made and kept by AWS.",
    why: "A password that passes through a program ends up in its state, its logs and its history.",
    severity: "high",
    remediation:
        "Set manageMasterUserPassword to true and drop masterPassword; where AWS cannot manage it (global databases), use masterPasswordWo.",
    frameworks: { pci: ["8.6.2"], gdpr: ["32(1)(b)"] },
    types: ["aws:rds/cluster:Cluster"],
    check: (cluster) => {
        if (cluster.has("masterPassword")) {
            cluster.fail("masterPassword is set; drop it and set manageMasterUserPassword to true");
        }
        const inherited = INHERITING.some((property) => cluster.has(property));
        if (!inherited && !cluster.has("masterPasswordWo")) {
            cluster.must(
                "manageMasterUserPassword",
                (on) => on === true,
                "the master password is not managed; set manageMasterUserPassword to true",
            );
        }
    },
});
