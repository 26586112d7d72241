import { type Inspected, UNKNOWN } from "../../inspect";
import { rule } from "../../rule";
import { webAcls } from "../../web-acls";

const GROUP = "statement.managedRuleGroupStatement";
const SEPARATE_GROUP = "managedRuleGroup";

/** True when a rule applies the group of AWS that knows bad inputs, and does more than count them. */
function blocks(entry: Inspected): boolean {
    const path = entry.has(SEPARATE_GROUP) ? SEPARATE_GROUP : GROUP;
    const name = entry.read(`${path}.name`);
    const action = entry.read("overrideAction");
    const counts =
        action === "count" ||
        (typeof action === "object" && action !== null && entry.has("overrideAction.count"));
    const overridden = entry
        .each(`${path}.ruleActionOverrides`)
        .some((override) => override.has("actionToUse.count"));
    return (
        name === UNKNOWN ||
        (name === "AWSManagedRulesKnownBadInputsRuleSet" && !counts && !overridden)
    );
}

export const wafKnownBadInputs = rule({
    name: "waf-known-bad-inputs",
    description: "Every web ACL blocks inputs that AWS knows to be bad, such as Log4Shell's.",
    why: "They are tried on every address within hours, and succeed where a library is old.",
    severity: "medium",
    remediation:
        "Add AWSManagedRulesKnownBadInputsRuleSet with overrideAction none, and no action overridden to count.",
    frameworks: { pci: ["6.4.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
    checkStack: (stack) => {
        for (const { acl, rules, isOpaque } of webAcls(stack)) {
            // One without any rule is told of as such.
            if (rules.length > 0 && !isOpaque && !rules.some(blocks)) {
                acl.fail("lets known bad inputs through; add AWSManagedRulesKnownBadInputsRuleSet");
            }
        }
    },
});
