import * as good from "../good";
import { badInputs, rateLimit } from "../good/waf";
import type { StackTable } from "./stack-table";

const { webAcl } = good;
const rules = (...list: object[]) => ({ props: { front: { rules: list } } });
const group = badInputs.statement.managedRuleGroupStatement;
const separate = {
    type: "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation",
    name: "front-bad-inputs",
    props: {
        webAclArn: good.webAclLog.props.resourceArn,
        priority: 1,
        ruleName: "bad-inputs",
        managedRuleGroup: group,
        overrideAction: "none",
    },
};

export const wafStackTables: readonly StackTable[] = [
    {
        rule: "waf-acl-has-rules",
        bad: {
            "an empty list": { ...rules(), at: [webAcl] },
            "not set": { props: { front: { rules: undefined } }, at: [webAcl] },
        },
        fine: {
            "as resources": { ...rules(), and: [good.webAclRule, separate] },
            "as JSON": { props: { front: { rules: undefined, ruleJson: "[]" } } },
        },
    },
    {
        rule: "waf-acl-logged",
        bad: {
            "not logged": { without: [good.webAclLog], at: [webAcl] },
            "another one's": {
                props: { "front-log": { resourceArn: "arn:other" } },
                at: [webAcl],
            },
        },
    },
    {
        rule: "waf-known-bad-inputs",
        bad: {
            "not there": { ...rules(rateLimit), at: [webAcl] },
            "counted only": {
                ...rules(rateLimit, { ...badInputs, overrideAction: { count: {} } }),
                at: [webAcl],
            },
            "Log4Shell counted only": {
                ...rules(rateLimit, {
                    ...badInputs,
                    statement: {
                        managedRuleGroupStatement: {
                            ...group,
                            ruleActionOverrides: [
                                { name: "Log4JRCE_HEADER", actionToUse: { count: {} } },
                            ],
                        },
                    },
                }),
                at: [webAcl],
            },
            "counted only, as a resource": {
                ...rules(rateLimit),
                and: [{ ...separate, props: { ...separate.props, overrideAction: "count" } }],
                at: [webAcl],
            },
        },
        fine: { "as a resource": { ...rules(rateLimit), and: [separate] } },
    },
    {
        rule: "waf-acl-attached",
        bad: { "to nothing": { without: [good.webAclAssociation], at: [webAcl] } },
        fine: {
            "of CloudFront": {
                without: [good.webAclAssociation],
                props: { front: { scope: "CLOUDFRONT" } },
            },
        },
    },
    {
        rule: "waf-rate-limited",
        bad: { "no limit": { ...rules(badInputs), at: [webAcl] } },
        fine: {
            "as a resource": { ...rules(badInputs), and: [good.webAclRule] },
            "maybe in a group of one's own": rules(badInputs, {
                ...badInputs,
                name: "own",
                statement: { ruleGroupReferenceStatement: { arn: "arn:own" } },
            }),
        },
    },
];
