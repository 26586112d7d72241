/** A group of rules that AWS writes and keeps up to date. */
export interface ManagedGroup {
    /** Part of the names of its rule and its metric. */
    readonly id: string;
    /** As AWS calls it. */
    readonly name: string;
    /** What it takes of the web ACL's capacity, in WCUs. */
    readonly capacity: number;
}

/**
 * In the order in which a request meets them, the cheapest first. Capacities as in
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html.
 */
export const MANAGED_GROUPS: readonly ManagedGroup[] = [
    { id: "reputation", name: "AWSManagedRulesAmazonIpReputationList", capacity: 25 },
    { id: "bad-inputs", name: "AWSManagedRulesKnownBadInputsRuleSet", capacity: 200 },
    { id: "sql", name: "AWSManagedRulesSQLiRuleSet", capacity: 200 },
    { id: "common", name: "AWSManagedRulesCommonRuleSet", capacity: 700 },
];

/** Addresses that hide who comes: VPNs, proxies, Tor, and hosting providers, where programs run. */
export const ANONYMOUS_IPS: ManagedGroup = {
    id: "anonymous",
    name: "AWSManagedRulesAnonymousIpList",
    capacity: 50,
};

/** What a rate-based rule by address takes. */
export const RATE_CAPACITY = 2;

/** Up to here a web ACL costs its basic price; AWS takes 5,000, for more money. */
export const BASIC_CAPACITY = 1500;
