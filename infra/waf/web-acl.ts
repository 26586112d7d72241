import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { logDelivery, policyJson } from "../policy-document";
import { ANONYMOUS_IPS, MANAGED_GROUPS, type ManagedGroup } from "./managed-groups";

export interface WebAclArgs {
    readonly scope: AccountScope;
    /** ARNs of the APIs that it protects; each takes one web ACL at a time. */
    readonly associate: readonly string[];
    /** Requests of one address in any five minutes, beyond which it is blocked; 10 to 2 billion. */
    readonly requestsPerFiveMinutes: number;
    /** Counts and logs what would be blocked, and blocks nothing. For the time of trying. */
    readonly countOnly: boolean;
    /** Blocks addresses that hide who comes, programs at hosting providers among them. */
    readonly anonymousIps: boolean;
    /** Requests blocked in five minutes, beyond which somebody is told. */
    readonly blockedPerFiveMinutes: number;
    /** Key whose policy lets CloudWatch Logs use it. */
    readonly logsKeyArn: pulumi.Input<string>;
    /** One of the retentions that CloudWatch Logs knows. */
    readonly logRetentionDays: number;
    readonly alarmTopicArn: pulumi.Input<string>;
}

/** Headers that hold what logs a client in. */
const SECRET_HEADERS = ["authorization", "cookie", "x-api-key"];

/**
 * A web ACL in front of APIs in the region: a limit for each address, and AWS's own rules against bad
 * addresses, known bad inputs, SQL injection and the rest of what is common. Everything is logged,
 * without headers that log in, query strings and bodies.
 *
 * The rules are the ACL's own, not resources of `aws.wafv2.WebAclRule`: all of them change in one step,
 * so that it never stands there without some, and a rule that somebody adds shows as a change at
 * the next preview. Each of those resources writes the whole ACL, one against the other. What inline rules are warned of
 * is about address sets and rule groups of one's own, of which there are none here.
 */
export class WebAcl extends pulumi.ComponentResource {
    readonly arn: pulumi.Output<string>;
    readonly logGroupName: pulumi.Output<string>;

    /**
     * @param name of the ACL, its log group, its metric and its alarm. A change of it would leave the
     * APIs open: what deletes the old association takes off whatever is in front of the API by then.
     */
    constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:waf:WebAcl", name, {}, opts);
        const parent = { parent: this };
        const acl = new aws.wafv2.WebAcl(
            name,
            {
                name,
                scope: "REGIONAL",
                defaultAction: { allow: {} },
                rules: rules(name, args),
                visibilityConfig: measured(name),
                // Of logs and samples alike, also where a rule tells what it has found.
                dataProtectionConfig: {
                    dataProtections: [
                        { fieldType: "SINGLE_HEADER", fieldKeys: SECRET_HEADERS },
                        // All of them: what a rule has found in one stands in no header.
                        { fieldType: "SINGLE_COOKIE" },
                        { fieldType: "QUERY_STRING" },
                        { fieldType: "BODY" },
                    ].map((field) => ({ field, action: "SUBSTITUTION" })),
                },
            },
            parent,
        );
        this.logGroupName = logged(name, acl, args, parent).name;
        for (const resourceArn of args.associate) {
            new aws.wafv2.WebAclAssociation(
                `${name}-${resourceArn.split(":").slice(5).join(":")}`,
                { webAclArn: acl.arn, resourceArn },
                parent,
            );
        }
        new aws.cloudwatch.MetricAlarm(
            `${name}-blocked`,
            {
                name: `${name}-blocked`,
                alarmDescription:
                    `More than ${args.blockedPerFiveMinutes} requests were blocked in five minutes: ` +
                    "somebody tries something, or a client does what a rule takes for an attack. " +
                    "docs/waf.md tells how to see which.",
                namespace: "AWS/WAFV2",
                metricName: "BlockedRequests",
                // By the name of its metric, not its own.
                dimensions: {
                    WebACL: acl.visibilityConfig.metricName,
                    Region: args.scope.region,
                    Rule: "ALL",
                },
                statistic: "Sum",
                period: 300,
                evaluationPeriods: 1,
                comparisonOperator: "GreaterThanThreshold",
                threshold: args.blockedPerFiveMinutes,
                // Nothing is published while nothing is blocked.
                treatMissingData: "notBreaching",
                alarmActions: [args.alarmTopicArn],
                okActions: [args.alarmTopicArn],
            },
            parent,
        );
        this.arn = acl.arn;
        this.registerOutputs({ arn: this.arn, logGroupName: this.logGroupName });
    }
}

function rules(name: string, args: WebAclArgs): aws.types.input.wafv2.WebAclRule[] {
    const groups = [...(args.anonymousIps ? [ANONYMOUS_IPS] : []), ...MANAGED_GROUPS];
    return [
        {
            name: "rate",
            priority: 0,
            action: args.countOnly ? { count: {} } : { block: {} },
            statement: {
                rateBasedStatement: {
                    aggregateKeyType: "IP",
                    evaluationWindowSec: 300,
                    limit: args.requestsPerFiveMinutes,
                },
            },
            visibilityConfig: measured(`${name}-rate`),
        },
        ...groups.map((group, index) => groupRule(name, group, index + 1, args.countOnly)),
    ];
}

function groupRule(name: string, group: ManagedGroup, priority: number, countOnly: boolean) {
    return {
        name: group.id,
        priority,
        overrideAction: countOnly ? { count: {} } : { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group.name } },
        visibilityConfig: measured(`${name}-${group.id}`),
    };
}

function measured(metricName: string) {
    return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

/** The log of an ACL, and what lets AWS deliver to it. */
function logged(
    name: string,
    acl: aws.wafv2.WebAcl,
    args: WebAclArgs,
    parent: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
    const group = new aws.cloudwatch.LogGroup(
        name,
        {
            // AWS WAF delivers to no group of another beginning.
            name: `aws-waf-logs-${name}`,
            kmsKeyId: args.logsKeyArn,
            retentionInDays: args.logRetentionDays,
        },
        parent,
    );
    // Otherwise AWS makes one for all web ACLs, which nobody here knows of and which gets too long.
    const policy = new aws.cloudwatch.LogResourcePolicy(
        name,
        {
            policyName: name,
            policyDocument: policyJson([
                {
                    Sid: "DeliverRequests",
                    Effect: "Allow",
                    Principal: { Service: "delivery.logs.amazonaws.com" },
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: pulumi.interpolate`${group.arn}:log-stream:*`,
                    Condition: logDelivery(args.scope),
                },
            ]),
        },
        parent,
    );
    new aws.wafv2.WebAclLoggingConfiguration(
        name,
        {
            resourceArn: acl.arn,
            logDestinationConfigs: [group.arn],
            redactedFields: [
                ...SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
                { queryString: {} },
            ],
        },
        { ...parent, dependsOn: policy },
    );
    return group;
}
