import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const ssmParameterCustomerKey = rule({
    name: "ssm-parameter-customer-key",
    description: "SecureString parameters are encrypted with a customer-managed key.",
    why: "The default key lets everyone in the account who may read parameters decrypt them, without a second lock.",
    severity: "low",
    remediation: "Set keyId to the ARN of a key of your own.",
    frameworks: { pci: ["8.3.2"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    types: ["aws:ssm/parameter:Parameter"],
    check: (parameter) => {
        if (parameter.read("type") === "SecureString") {
            mustHaveCustomerKey(parameter, "keyId", "the parameter");
        }
    },
});
