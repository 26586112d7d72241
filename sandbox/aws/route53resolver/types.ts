import { type Draft, matching, maxLength, num, str } from "../../cloud/model";
import { arn } from "../shared/arn";

/** Type tokens that the models of Route 53 Resolver speak of to each other. */
export const QUERY_LOG_CONFIG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
export const QUERY_LOG_ASSOCIATION =
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation";
export const DOMAIN_LIST = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
export const RULE_GROUP = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup";
export const RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
export const RULE_GROUP_ASSOCIATION =
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
export const FIREWALL_CONFIG = "aws:route53/resolverFirewallConfig:ResolverFirewallConfig";

/** The longest name that anything in Route 53 Resolver may have. */
export const MAX_NAME = 64;

/** The input `name` of whatever has one. */
export const nameField = (options: { replaces?: boolean } = {}) =>
    str({
        ...options,
        check: (value) =>
            maxLength(MAX_NAME)(value) ??
            matching(
                /^(?!\d+$)[a-zA-Z0-9\-_' ]+$/,
                "letters, digits, spaces and -_', not digits alone",
            )(value),
    });

/** The input `priority`: a whole number between two others, neither of them included. */
export const priorityField = (above: number, below: number) =>
    num({
        required: true,
        check: (value) =>
            Number.isInteger(value) && value > above && value < below
                ? undefined
                : `must be a whole number above ${above} and below ${below}, got ${value}`,
    });

/** The output `arn` of a resource that stands under `folder`. */
export const arnUnder = (folder: string) => (draft: Draft) =>
    arn(draft, "route53resolver", `${folder}/${draft.id}`);
