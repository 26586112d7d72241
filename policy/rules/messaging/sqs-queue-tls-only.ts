import { rule } from "../../rule";
import { withoutTlsOnly } from "../../tls-only";

export const sqsQueueTlsOnly = rule({
    name: "sqs-queue-tls-only",
    description: "Every queue has a policy that denies requests without TLS.",
    why: "SQS still answers plain HTTP, and then anyone on the way reads along.",
    severity: "medium",
    remediation: "Deny sqs:* to everyone when aws:SecureTransport is false.",
    frameworks: { pci: ["4.2.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    checkStack: (stack) => {
        const queues = withoutTlsOnly(stack, {
            type: "aws:sqs/queue:Queue",
            policies: { type: "aws:sqs/queuePolicy:QueuePolicy", property: "queueUrl" },
            identifiers: ["url", "id"],
            action: "sqs:SendMessage",
        });
        for (const queue of queues) {
            queue.fail("takes messages without TLS; deny them in an aws.sqs.QueuePolicy");
        }
    },
});
