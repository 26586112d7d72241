import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const snsTopicCustomerKey = rule({
    name: "sns-topic-customer-key",
    description: "Topics are encrypted with a customer-managed key.",
    why: "Alarms and events tell of persons and of weaknesses, and no alarm can use AWS's own key for topics.",
    severity: "medium",
    remediation: "Set kmsMasterKeyId, to a key that the senders may use.",
    frameworks: {
        fsbp: ["SNS.1"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1",
    types: ["aws:sns/topic:Topic"],
    check: (topic) => {
        mustHaveCustomerKey(topic, "kmsMasterKeyId", "the topic");
    },
});
