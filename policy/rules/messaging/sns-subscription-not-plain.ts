import { rule } from "../../rule";

export const snsSubscriptionNotPlain = rule({
    name: "sns-subscription-not-plain",
    description: "No subscription is delivered by plain HTTP.",
    why: "Anyone on the way reads along.",
    severity: "medium",
    remediation: "Set protocol to 'https'.",
    frameworks: { pci: ["4.2.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
    types: ["aws:sns/topicSubscription:TopicSubscription"],
    check: (subscription) => {
        subscription.must(
            "protocol",
            (protocol) => protocol !== "http",
            'is delivered in clear; set protocol to "https"',
        );
    },
});
