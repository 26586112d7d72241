import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { resource } from "./resource";

const ACL = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/front/1";

export const visible = (metricName: string) => ({
    cloudwatchMetricsEnabled: true,
    sampledRequestsEnabled: true,
    metricName,
});
/** The rules that every good web ACL has. */
export const badInputs = {
    name: "bad-inputs",
    priority: 1,
    overrideAction: { none: {} },
    statement: {
        managedRuleGroupStatement: {
            vendorName: "AWS",
            name: "AWSManagedRulesKnownBadInputsRuleSet",
        },
    },
    visibilityConfig: visible("bad-inputs"),
};
export const rateLimit = {
    name: "rate",
    priority: 2,
    action: { block: {} },
    statement: { rateBasedStatement: { limit: 1000, aggregateKeyType: "IP" } },
    visibilityConfig: visible("rate"),
};
export const webAcl = resource<aws.wafv2.WebAclArgs>("aws:wafv2/webAcl:WebAcl", "front", {
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rules: [badInputs, rateLimit],
    visibilityConfig: visible("front"),
});
export const webAclRule = resource<aws.wafv2.WebAclRuleArgs>(
    "aws:wafv2/webAclRule:WebAclRule",
    "front-rate",
    {
        webAclArn: ACL,
        priority: 3,
        action: { block: {} },
        statement: { rateBasedStatement: { limit: 1000, aggregateKeyType: "IP" } },
        visibilityConfig: visible("front-rate"),
    },
);
export const ruleGroup = resource<aws.wafv2.RuleGroupArgs>("aws:wafv2/ruleGroup:RuleGroup", "own", {
    scope: "REGIONAL",
    capacity: 10,
    rules: [rateLimit],
    visibilityConfig: visible("own"),
});
export const webAclLog = resource<aws.wafv2.WebAclLoggingConfigurationArgs>(
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    "front-log",
    {
        resourceArn: ACL,
        logDestinationConfigs: ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-a"],
    },
);
export const webAclAssociation = resource<aws.wafv2.WebAclAssociationArgs>(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "front-api",
    { webAclArn: ACL, resourceArn: "arn:aws:apigateway:eu-west-1::/restapis/a/stages/b" },
);

/** Web ACLs without fault. */
export const wafStack: readonly Sample[] = [
    { ...webAcl, props: { ...webAcl.props, arn: ACL } },
    webAclLog,
    webAclAssociation,
];
