import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const sqsQueueCustomerKey = rule({
    name: "sqs-queue-customer-key",
    description: "Queues are encrypted with a customer-managed key.",
    why: "AWS's own keys let everyone who may receive messages decrypt them, without a second lock.",
    severity: "medium",
    remediation: "Set kmsMasterKeyId, to a key that the senders may use.",
    frameworks: {
        fsbp: ["SQS.1"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1",
    types: ["aws:sqs/queue:Queue"],
    check: (queue) => {
        mustHaveCustomerKey(queue, "kmsMasterKeyId", "the queue");
    },
});
