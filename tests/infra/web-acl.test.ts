import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    ANONYMOUS_IPS,
    BASIC_CAPACITY,
    MANAGED_GROUPS,
    RATE_CAPACITY,
} from "../../infra/waf/managed-groups";
import { WebAcl, type WebAclArgs } from "../../infra/waf/web-acl";
import { webAclMistakes } from "../../infra/waf/web-acl-mistakes";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const BALANCER =
    "arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/shop/0123456789abcdef";
const STAGE = "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/prod";

interface Rule {
    readonly name: string;
    readonly priority: number;
    readonly action?: object;
    readonly overrideAction?: object;
    readonly statement: { readonly managedRuleGroupStatement?: { readonly name: string } };
    readonly visibilityConfig: object;
}

describe("WebAcl", () => {
    before(mockEngine);

    const make = (changes: Partial<WebAclArgs> = {}) =>
        registrations(
            () =>
                new WebAcl("pii-prod-apis", {
                    scope: SCOPE,
                    associate: [BALANCER, STAGE],
                    requestsPerFiveMinutes: 2000,
                    countOnly: false,
                    anonymousIps: false,
                    blockedPerFiveMinutes: 500,
                    logsKeyArn: "arn:key",
                    logRetentionDays: 365,
                    alarmTopicArn: "arn:topic",
                    ...changes,
                }),
        );
    const acl = async (changes?: Partial<WebAclArgs>) =>
        only(await make(changes), "aws:wafv2/webAcl:WebAcl");
    const rules = async (changes?: Partial<WebAclArgs>) => (await acl(changes)).rules as Rule[];

    it("limits every address, then asks AWS's own rules, the cheapest first", async () => {
        const [rate, ...groups] = await rules();
        assert.deepEqual(rate, {
            name: "rate",
            priority: 0,
            action: { block: {} },
            statement: {
                rateBasedStatement: {
                    aggregateKeyType: "IP",
                    evaluationWindowSec: 300,
                    limit: 2000,
                },
            },
            visibilityConfig: {
                cloudwatchMetricsEnabled: true,
                metricName: "pii-prod-apis-rate",
                sampledRequestsEnabled: true,
            },
        });
        assert.deepEqual(
            groups.map(({ priority, overrideAction, statement }) => [
                priority,
                overrideAction,
                statement.managedRuleGroupStatement?.name,
            ]),
            [
                [1, { none: {} }, "AWSManagedRulesAmazonIpReputationList"],
                [2, { none: {} }, "AWSManagedRulesKnownBadInputsRuleSet"],
                [3, { none: {} }, "AWSManagedRulesSQLiRuleSet"],
                [4, { none: {} }, "AWSManagedRulesCommonRuleSet"],
            ],
        );
        assert.deepEqual(
            groups.map(({ visibilityConfig }) => visibilityConfig),
            ["reputation", "bad-inputs", "sql", "common"].map((id) => ({
                cloudwatchMetricsEnabled: true,
                metricName: `pii-prod-apis-${id}`,
                sampledRequestsEnabled: true,
            })),
        );
    });

    it("blocks nothing while it only counts", async () => {
        const actions = (await rules({ countOnly: true })).map(
            ({ action, overrideAction }) => action ?? overrideAction,
        );
        assert.deepEqual(actions, Array(5).fill({ count: {} }));
    });

    it("blocks addresses that hide who comes, where that is asked for", async () => {
        const names = (await rules({ anonymousIps: true })).map(({ name }) => name);
        assert.deepEqual(names, ["rate", "anonymous", "reputation", "bad-inputs", "sql", "common"]);
    });

    it("is of the region, and lets through what no rule blocks", async () => {
        const { scope, defaultAction, name } = await acl();
        assert.deepEqual(
            [scope, defaultAction, name],
            ["REGIONAL", { allow: {} }, "pii-prod-apis"],
        );
    });

    it("tells neither log nor samples what logs in, what is asked for, and what is sent", async () => {
        const headers = ["authorization", "cookie", "x-api-key"];
        const { dataProtectionConfig } = await acl();
        assert.deepEqual(dataProtectionConfig, {
            dataProtections: [
                {
                    field: { fieldType: "SINGLE_HEADER", fieldKeys: headers },
                    action: "SUBSTITUTION",
                },
                { field: { fieldType: "SINGLE_COOKIE" }, action: "SUBSTITUTION" },
                { field: { fieldType: "QUERY_STRING" }, action: "SUBSTITUTION" },
                { field: { fieldType: "BODY" }, action: "SUBSTITUTION" },
            ],
        });
        const logging = only(
            await make(),
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        );
        assert.deepEqual(logging, {
            resourceArn: "arn:aws:wafv2/webAcl:WebAcl:pii-prod-apis",
            logDestinationConfigs: ["arn:aws:cloudwatch/logGroup:LogGroup:pii-prod-apis"],
            redactedFields: [
                ...headers.map((name) => ({ singleHeader: { name } })),
                { queryString: {} },
            ],
        });
    });

    it("logs to an encrypted group that AWS may write to for this account alone", async () => {
        const all = await make();
        assert.deepEqual(only(all, "aws:cloudwatch/logGroup:LogGroup"), {
            name: "aws-waf-logs-pii-prod-apis",
            kmsKeyId: "arn:key",
            retentionInDays: 365,
        });
        const { policyDocument } = only(all, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy");
        assert.deepEqual(JSON.parse(policyDocument as string), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "DeliverRequests",
                    Effect: "Allow",
                    Principal: { Service: "delivery.logs.amazonaws.com" },
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: "arn:aws:cloudwatch/logGroup:LogGroup:pii-prod-apis:log-stream:*",
                    Condition: {
                        ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111111111111:*" },
                        StringEquals: { "aws:SourceAccount": "111111111111" },
                    },
                },
            ],
        });
    });

    it("stands in front of every API, each by its own name", async () => {
        const associations = (await make()).filter(
            ({ type }) => type === "aws:wafv2/webAclAssociation:WebAclAssociation",
        );
        assert.deepEqual(
            associations.map(({ name, inputs }) => [name, inputs.resourceArn]),
            [
                ["pii-prod-apis-loadbalancer/app/shop/0123456789abcdef", BALANCER],
                ["pii-prod-apis-/restapis/a1b2c3/stages/prod", STAGE],
            ],
        );
    });

    it("tells somebody when it blocks much", async () => {
        const { alarmDescription, ...alarm } = only(
            await make(),
            "aws:cloudwatch/metricAlarm:MetricAlarm",
        );
        assert.match(alarmDescription as string, /^More than 500 requests/);
        assert.deepEqual(alarm, {
            name: "pii-prod-apis-blocked",
            namespace: "AWS/WAFV2",
            metricName: "BlockedRequests",
            dimensions: { WebACL: "pii-prod-apis", Region: "eu-west-1", Rule: "ALL" },
            statistic: "Sum",
            period: 300,
            evaluationPeriods: 1,
            comparisonOperator: "GreaterThanThreshold",
            threshold: 500,
            treatMissingData: "notBreaching",
            alarmActions: ["arn:topic"],
            okActions: ["arn:topic"],
        });
    });

    it("costs no more than its basic price, with all that can be asked for", () => {
        const capacity = [ANONYMOUS_IPS, ...MANAGED_GROUPS].reduce(
            (sum, group) => sum + group.capacity,
            RATE_CAPACITY,
        );
        assert.deepEqual([capacity, capacity <= BASIC_CAPACITY], [1177, true]);
    });

    it("hands on what others need", async () => {
        const outputs = await new Promise((resolve) => {
            void registrations(() => {
                const made = new WebAcl("other", {
                    scope: SCOPE,
                    associate: [],
                    requestsPerFiveMinutes: 100,
                    countOnly: false,
                    anonymousIps: false,
                    blockedPerFiveMinutes: 1,
                    logsKeyArn: "arn:key",
                    logRetentionDays: 30,
                    alarmTopicArn: "arn:topic",
                });
                pulumi.all([made.arn, made.logGroupName]).apply(resolve);
            });
        });
        assert.deepEqual(outputs, ["arn:aws:wafv2/webAcl:WebAcl:other", "aws-waf-logs-other"]);
    });
});

describe("what a web ACL attaches to", () => {
    const in1 = "eu-west-1:111111111111";
    const place = { region: "eu-west-1", accountIds: ["111111111111", "222222222222"] };

    it("are APIs that take one", () => {
        const all = [
            BALANCER,
            STAGE,
            `arn:aws:appsync:${in1}:apis/abcdef`,
            `arn:aws:cognito-idp:${in1}:userpool/eu-west-1_abcdef`,
            `arn:aws:apprunner:${in1}:service/shop/0123`,
            `arn:aws:ec2:${in1}:verified-access-instance/vai-0123`,
        ];
        assert.deepEqual(webAclMistakes(all, place), []);
    });

    const refused: Record<string, [arn: string, advice: RegExp]> = {
        "a distribution": [
            "arn:aws:cloudfront::111111111111:distribution/E1",
            /; CloudFront and Amplify take a web ACL of the scope CLOUDFRONT in us-east-1/,
        ],
        "a network load balancer": [
            BALANCER.replace("/app/", "/net/"),
            /; only application load balancers speak HTTP/,
        ],
        "an HTTP API": [
            "arn:aws:apigateway:eu-west-1::/apis/a1b2c3/stages/prod",
            /; HTTP and WebSocket APIs take none/,
        ],
        "a REST API without its stage": [
            "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3",
            /; name the stage/,
        ],
        "a function": [`arn:aws:lambda:${in1}:function:shop`, /; function URLs take none/],
        "a cluster": [`arn:aws:rds:${in1}:cluster:main`, /; no database speaks HTTP/],
        "a bucket": [
            "arn:aws:s3:::data",
            /^must be the ARN of an application load balancer, [^;]*$/,
        ],
        "an API of another region": [
            BALANCER.replace("eu-west-1", "us-east-1"),
            /^must be in eu-west-1, where the web ACL is$/,
        ],
        "an API of another account": [
            BALANCER.replace("111111111111", "333333333333"),
            /^must be in the account of the web ACL: 111111111111 or 222222222222$/,
        ],
        "no ARN": ["shop", /^must be the ARN of/],
    };
    for (const [what, [arn, advice]] of Object.entries(refused)) {
        it(`is not ${what}`, () => {
            const [mistake, ...others] = webAclMistakes([STAGE, arn], place);
            assert.deepEqual(others, []);
            assert.equal(mistake?.where, "associate[1]");
            assert.equal(mistake.got, arn);
            assert.match(mistake.advice, advice);
        });
    }

    it("is named once", () => {
        assert.deepEqual(webAclMistakes([STAGE, BALANCER, STAGE], place), [
            { where: "associate[2]", got: STAGE, advice: "is named twice" },
        ]);
    });
});
