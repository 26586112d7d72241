import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const cloudtrailEventDataStoreEncryptedWithCustomerKey = rule({
    name: "cloudtrail-event-data-store-encrypted-with-customer-key",
    description: "Event data stores of CloudTrail Lake are encrypted with a customer-managed key.",
    why: "The default key belongs to AWS: access to it cannot be withheld, watched or revoked.",
    severity: "medium",
    remediation: "Set kmsKeyId to the ARN of a key whose policy lets CloudTrail use it.",
    frameworks: { pci: ["10.3.2"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
    types: ["aws:cloudtrail/eventDataStore:EventDataStore"],
    check: (store) => {
        mustHaveCustomerKey(store, "kmsKeyId", "the event data store");
    },
});
