import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const secretCustomerKey = rule({
    name: "secret-customer-key",
    description: "Secrets and their replicas are encrypted with a customer-managed key.",
    why: "The default key lets everyone in the account who may read secrets decrypt them, without a second lock.",
    severity: "medium",
    remediation: "Set kmsKeyId, also of every replica.",
    frameworks: { pci: ["8.3.2"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
    types: ["aws:secretsmanager/secret:Secret"],
    check: (secret) => {
        mustHaveCustomerKey(secret, "kmsKeyId", "the secret");
        for (const replica of secret.each("replicas")) {
            mustHaveCustomerKey(replica, "kmsKeyId", "the replica");
        }
    },
});
