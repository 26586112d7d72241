import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailEncryptedWithCustomerKey = rule({
    name: "cloudtrail-trail-encrypted-with-customer-key",
    description: "Trails encrypt their files with a customer-managed key.",
    why: "Whoever may read the bucket reads who did what, with the names of tables and people in it.",
    severity: "medium",
    remediation: "Set kmsKeyId to the ARN of a key whose policy lets CloudTrail use it.",
    frameworks: {
        fsbp: ["CloudTrail.2"],
        cis: ["3.5"],
        pci: ["10.3.2"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2",
    types: [TRAIL],
    check: (trail) => {
        mustHaveCustomerKey(trail, "kmsKeyId", "the trail");
    },
});
