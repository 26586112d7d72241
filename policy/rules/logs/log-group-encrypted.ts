import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const logGroupEncrypted = rule({
    name: "log-group-encrypted",
    description: "Log groups are encrypted with a customer-managed key.",
    why: "Database logs hold statements, and those hold personal data.",
    severity: "medium",
    remediation: "Set kmsKeyId to the ARN of a key that lets the logs service use it.",
    frameworks: { pci: ["10.3.2"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    check: (group) => {
        mustHaveCustomerKey(group, "kmsKeyId", "the log group");
    },
});
