import { rule } from "../../rule";
import { WEB_RULES, rulesIn } from "../../web-acls";

export const wafRulesHaveAction = rule({
    name: "waf-rules-have-action",
    description: "Every rule of a web ACL or a rule group does something.",
    why: "AWS refuses a rule without an action, in the middle of an update.",
    severity: "low",
    remediation: "Set action, or overrideAction where the rule applies a group.",
    frameworks: { pci: ["6.4.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
    types: WEB_RULES,
    check: (resource) => {
        for (const entry of rulesIn(resource)) {
            if (!entry.has("action") && !entry.has("overrideAction")) {
                entry.fail("does nothing; set action, or overrideAction of a group");
            }
        }
    },
});
