import { rule } from "../../rule";
import { webAcls } from "../../web-acls";

export const wafRateLimited = rule({
    name: "waf-rate-limited",
    description: "Every web ACL limits how much one caller may ask.",
    why: "Otherwise one address can try a million passwords, or bring the service down.",
    severity: "low",
    remediation: "Add a rule with a rateBasedStatement.",
    frameworks: { pci: ["6.4.2", "8.3.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
    // A rule group of one's own, or the service behind it, may do so.
    level: "advisory",
    checkStack: (stack) => {
        for (const { acl, rules, isOpaque } of webAcls(stack)) {
            const limits = rules.some(
                (entry) =>
                    entry.has("statement.rateBasedStatement") ||
                    entry.has("statement.ruleGroupReferenceStatement") ||
                    entry.has("ruleGroupReference"),
            );
            if (rules.length > 0 && !isOpaque && !limits) {
                acl.fail("limits nobody; add a rule with a rateBasedStatement");
            }
        }
    },
});
