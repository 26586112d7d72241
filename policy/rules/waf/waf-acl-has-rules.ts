import { rule } from "../../rule";
import { webAcls } from "../../web-acls";

export const wafAclHasRules = rule({
    name: "waf-acl-has-rules",
    description: "Every web ACL has rules.",
    why: "Without, it lets through, or refuses, everything alike.",
    severity: "medium",
    remediation: "Add rules, inline or as aws.wafv2.WebAclRule.",
    frameworks: { fsbp: ["WAF.10"], pci: ["6.4.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-10",
    checkStack: (stack) => {
        for (const { acl, rules, isOpaque } of webAcls(stack)) {
            if (rules.length === 0 && !isOpaque) {
                acl.fail("has no rules; add some");
            }
        }
    },
});
