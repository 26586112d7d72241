import { rule } from "../../rule";
import { withoutTlsOnly } from "../../tls-only";

export const snsTopicTlsOnly = rule({
    name: "sns-topic-tls-only",
    description: "Every topic has a policy that denies publishing without TLS.",
    why: "SNS still answers plain HTTP, and then anyone on the way reads along.",
    severity: "medium",
    remediation: "Deny sns:Publish to everyone when aws:SecureTransport is false.",
    frameworks: { pci: ["4.2.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
    checkStack: (stack) => {
        const topics = withoutTlsOnly(stack, {
            type: "aws:sns/topic:Topic",
            policies: { type: "aws:sns/topicPolicy:TopicPolicy", property: "arn" },
            identifiers: ["arn", "id"],
            action: "sns:Publish",
        });
        for (const topic of topics) {
            topic.fail("takes messages without TLS; deny them in an aws.sns.TopicPolicy");
        }
    },
});
