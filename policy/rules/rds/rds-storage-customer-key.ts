import { mustHaveCustomerKey } from "../../customer-key";
import { CLUSTER, INSTANCE, isReplica } from "../../databases";
import { rule } from "../../rule";

export const rdsStorageCustomerKey = rule({
    name: "rds-storage-customer-key",
    description: "Databases are encrypted with a customer-managed key.",
    why: "Only access to an own key can be withheld, watched and revoked, and only what it encrypts can be shared with another account.",
    severity: "medium",
    remediation: "Set kmsKeyId to the ARN of a KMS key; only at creation.",
    frameworks: {
        pci: ["3.5.1", "3.6.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        // A replica in the region of its source has the key of that, and may name no other.
        if (!isReplica(database) || database.has("kmsKeyId")) {
            mustHaveCustomerKey(database, "kmsKeyId", "storage");
        }
    },
});
