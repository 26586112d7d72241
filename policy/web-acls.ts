import type { Inspected } from "./inspect";
import type { Stack, StackResource } from "./resource";

export const WEB_ACL = "aws:wafv2/webAcl:WebAcl";

const SEPARATE = [
    "aws:wafv2/webAclRule:WebAclRule",
    "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation",
] as const;

/** Whatever holds rules that act on requests, or is one. */
export const WEB_RULES = [WEB_ACL, "aws:wafv2/ruleGroup:RuleGroup", SEPARATE[0]] as const;

/** The rules of a resource of {@link WEB_RULES}: those in it, or itself. */
export function rulesIn(resource: Inspected & { readonly type: string }): Inspected[] {
    return resource.type === SEPARATE[0] ? [resource] : resource.each("rules");
}

/** A web ACL with all its rules that this stack tells of. */
export interface WebAcl {
    readonly acl: StackResource;
    /** Inline rules, and those that are resources, rule groups included. */
    readonly rules: readonly Inspected[];
    /** True when rules stand where nobody reads them: as JSON, or not known yet. */
    readonly isOpaque: boolean;
}

/** The web ACLs of a stack. */
export function webAcls(stack: Stack): WebAcl[] {
    const separate = stack.links(SEPARATE, "webAclArn", [WEB_ACL], ["arn", "id"]);
    return stack.of(WEB_ACL).map((acl) => {
        const inline = acl.each("rules");
        return {
            acl,
            rules: [...inline, ...separate.to(acl)],
            isOpaque: acl.has("ruleJson") || (acl.has("rules") && inline.length === 0),
        };
    });
}
