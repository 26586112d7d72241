/**
 * What AWS's own groups of rules take of a web ACL's capacity, in WCUs
 * (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html).
 */
export const MANAGED_GROUPS: Readonly<Record<string, number>> = {
    AWSManagedRulesAdminProtectionRuleSet: 100,
    AWSManagedRulesAmazonIpReputationList: 25,
    AWSManagedRulesAnonymousIpList: 50,
    AWSManagedRulesCommonRuleSet: 700,
    AWSManagedRulesKnownBadInputsRuleSet: 200,
    AWSManagedRulesLinuxRuleSet: 200,
    AWSManagedRulesPHPRuleSet: 100,
    AWSManagedRulesSQLiRuleSet: 200,
    AWSManagedRulesUnixRuleSet: 100,
    AWSManagedRulesWindowsRuleSet: 200,
    AWSManagedRulesWordPressRuleSet: 100,
};
