import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const rdsActivityStreamCustomerKey = rule({
    name: "rds-activity-stream-customer-key",
    description: "Activity streams are encrypted with a customer-managed key.",
    why: "Every statement of everybody is in it; AWS refuses its own keys only when the stream starts.",
    severity: "low",
    remediation:
        "Set kmsKeyId to the ARN of a KMS key that auditors may use, and administrators not.",
    frameworks: { pci: ["10.3.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Enabling.html",
    types: ["aws:rds/clusterActivityStream:ClusterActivityStream"],
    check: (stream) => {
        mustHaveCustomerKey(stream, "kmsKeyId", "the stream");
    },
});
