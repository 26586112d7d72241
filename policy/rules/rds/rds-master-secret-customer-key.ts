import { mustHaveCustomerKeyWhere } from "../../customer-key";
import { CLUSTER, INSTANCE } from "../../databases";
import { rule } from "../../rule";

export const rdsMasterSecretCustomerKey = rule({
    name: "rds-master-secret-customer-key",
    description: "The managed master password is encrypted with a customer-managed key.",
    why: "With the key of AWS whoever may read secrets reads this one; an own key is a second lock, for which a second policy stands.",
    severity: "low",
    remediation: "Set masterUserSecretKmsKeyId to the ARN of a KMS key.",
    frameworks: {
        pci: ["3.6.1", "8.3.2"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        mustHaveCustomerKeyWhere(
            database,
            "manageMasterUserPassword",
            "masterUserSecretKmsKeyId",
            "the master password",
        );
    },
});
