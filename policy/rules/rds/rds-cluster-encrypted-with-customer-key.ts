import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const rdsClusterEncryptedWithCustomerKey = rule({
    name: "rds-cluster-encrypted-with-customer-key",
    description: "Aurora clusters are encrypted at rest with a customer-managed key.",
    why: "Whoever gets hold of a snapshot or a disk reads personal data; only an own key can be withheld, watched and revoked.",
    severity: "high",
    remediation:
        "Set storageEncrypted to true and kmsKeyId to the ARN of a KMS key; both only at creation.",
    frameworks: { fsbp: ["RDS.3", "RDS.27"], cis: ["2.2.1"], pci: ["3.5.1"], gdpr: ["32(1)(a)"] },
    types: ["aws:rds/cluster:Cluster"],
    check: (cluster) => {
        cluster.must(
            "storageEncrypted",
            (on) => on === true,
            "storage is not encrypted; set storageEncrypted to true",
        );
        mustHaveCustomerKey(cluster, "kmsKeyId", "storage");
    },
});
