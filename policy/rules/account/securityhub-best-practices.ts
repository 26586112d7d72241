import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

export const securityhubBestPractices = rule({
    name: "securityhub-best-practices",
    description: "Security Hub checks AWS's Foundational Security Best Practices.",
    why: "Without a standard it collects findings of others and looks at nothing itself.",
    severity: "medium",
    remediation:
        "Leave enableDefaultStandards on, or make an aws.securityhub.StandardsSubscription of the standard.",
    frameworks: { cis: ["4.16"], pci: ["11.5.2"], gdpr: ["32(1)(d)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
    checkStack: (stack) => {
        const subscribed = stack
            .of("aws:securityhub/standardsSubscription:StandardsSubscription")
            .map((subscription) => subscription.read("standardsArn"))
            .some((arn) => arn === UNKNOWN || String(arn).includes("foundational-security"));
        for (const account of stack.of("aws:securityhub/account:Account")) {
            if (!subscribed && account.read("enableDefaultStandards") === false) {
                account.fail("checks nothing; set enableDefaultStandards to true");
            }
        }
    },
});
