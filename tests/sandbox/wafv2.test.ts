import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";

const ACL = "aws:wafv2/webAcl:WebAcl";
const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const BALANCER =
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/0123456789abcdef";

const measured = (metricName: string): Props => ({
    cloudwatchMetricsEnabled: true,
    metricName,
    sampledRequestsEnabled: true,
});
const rate: Props = {
    name: "rate",
    priority: 0,
    action: { block: {} },
    statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: 100 } },
    visibilityConfig: measured("rate"),
};
const group: Props = {
    name: "common",
    priority: 1,
    overrideAction: { none: {} },
    statement: {
        managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" },
    },
    visibilityConfig: measured("common"),
};
const good: Props = {
    name: "apis",
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rules: [rate, group],
    visibilityConfig: measured("apis"),
    dataProtectionConfig: {
        dataProtections: [
            {
                action: "SUBSTITUTION",
                field: { fieldType: "SINGLE_HEADER", fieldKeys: ["cookie"] },
            },
        ],
    },
};

describe("sandbox: web ACLs", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const rateOf = (changes: Props): Props => ({
        rules: [
            {
                ...rate,
                statement: {
                    rateBasedStatement: { aggregateKeyType: "IP", limit: 100, ...changes },
                },
            },
        ],
    });
    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "another scope": [{ scope: "GLOBAL" }, /^scope: must be one of REGIONAL, CLOUDFRONT/],
        "a name with dots": [{ name: "a.b" }, /^name: must be 1 to 128 letters/],
        "a description with quotes": [{ description: `it's "it"` }, /^description: must be 3/],
        "two default actions": [
            { defaultAction: { allow: {}, block: {} } },
            /^defaultAction: must be exactly one of allow, block, got allow and block/,
        ],
        "no metrics": [{ visibilityConfig: undefined }, /^visibilityConfig: is required/],
        "a reserved metric": [
            { visibilityConfig: measured("Default_Action") },
            /must not be "Default_Action"/,
        ],
        "a rule without metrics": [
            { rules: [{ ...rate, visibilityConfig: undefined }] },
            /visibilityConfig: is required/,
        ],
        "a rule that does nothing": [
            { rules: [{ ...rate, action: {} }] },
            /^rules\[0\]: must have exactly one action, got none/,
        ],
        "a group that is to act": [
            { rules: [{ ...group, action: { block: {} } }] },
            /^rules\[0\]: has action, which rules that name a group have not/,
        ],
        "a group without override": [
            { rules: [{ ...group, overrideAction: undefined }] },
            /^rules\[0\]: must have exactly one overrideAction, got none/,
        ],
        "a group that there is not": [
            {
                rules: [
                    {
                        ...group,
                        statement: {
                            managedRuleGroupStatement: { vendorName: "AWS", name: "Common" },
                        },
                    },
                ],
            },
            /must be one of AWSManagedRules/,
        ],
        "two rules of one priority": [
            { rules: [rate, { ...group, priority: 0 }] },
            /^rules: must have different priorities/,
        ],
        "two rules of one name": [
            { rules: [rate, { ...group, name: "rate" }] },
            /^rules: must have different names/,
        ],
        "a limit below 10": [rateOf({ limit: 9 }), /must be a whole number from 10 to 2000000000/],
        "a window of its own": [rateOf({ evaluationWindowSec: 90 }), /must be one of 60, 120/],
        "a forwarded address without its header": [
            rateOf({ aggregateKeyType: "FORWARDED_IP" }),
            /needs forwardedIpConfig/,
        ],
        "more than 5000 WCUs": [
            {
                rules: Array.from({ length: 8 }, (_, n) => ({
                    ...group,
                    name: `g${n}`,
                    priority: n,
                })),
            },
            /^rules: must take at most 5000 WCUs, got 5600/,
        ],
        "a protection of nothing": [
            { dataProtectionConfig: { dataProtections: [] } },
            /dataProtections: must be 1 to 26, got 0/,
        ],
        "keys of a body": [
            {
                dataProtectionConfig: {
                    dataProtections: [
                        { action: "HASH", field: { fieldType: "BODY", fieldKeys: ["a"] } },
                    ],
                },
            },
            /takes fieldKeys only of headers, cookies and query arguments/,
        ],
        "a header in upper case": [
            {
                dataProtectionConfig: {
                    dataProtections: [
                        {
                            action: "HASH",
                            field: { fieldType: "SINGLE_HEADER", fieldKeys: ["Cookie"] },
                        },
                    ],
                },
            },
            /must be 1 to 64 characters in lower case/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(ACL, good), []);
            assert.match(cloud.failure(ACL, { ...good, ...changes }), failure);
        });
    }

    it("tell what they take, and are replaced by another name or scope", async () => {
        const made = await cloud.create(ACL, good);
        assert.equal(made.outputs.capacity, 702);
        assert.equal(
            made.outputs.arn,
            `arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/apis/${made.id}`,
        );
        assert.deepEqual(cloud.diff(made, { name: "other" }).replaces, ["name"]);
        assert.deepEqual(cloud.diff(made, { scope: "CLOUDFRONT" }).replaces, ["scope"]);
        assert.deepEqual(cloud.diff(made, { rules: [group, rate] }).changed, []);
        assert.deepEqual(cloud.diff(made, { rules: [rate] }).replaces, []);
        await assert.rejects(cloud.create(ACL, good, "two"), /WAFDuplicateItemException/);
    });

    it("of CloudFront are in us-east-1", async () => {
        const global = { ...good, scope: "CLOUDFRONT" };
        await assert.rejects(cloud.create(ACL, global), /CLOUDFRONT is known in us-east-1 alone/);
        const made = await cloud.create(ACL, { ...global, region: "us-east-1" });
        assert.match(made.outputs.arn as string, /:global\/webacl\//);
    });

    it("log to a group of the right name alone", async () => {
        const acl = await cloud.create(ACL, good);
        const named = await cloud.create(LOG_GROUP, { name: "aws-waf-logs-apis" });
        const other = await cloud.create(LOG_GROUP, { name: "apis" }, "other");
        const to = (logDestinationConfigs: unknown[]): Props => ({
            resourceArn: acl.outputs.arn,
            logDestinationConfigs,
            redactedFields: [{ singleHeader: { name: "cookie" } }, { queryString: {} }],
        });
        await assert.rejects(
            cloud.create(LOGGING, to([other.outputs.arn])),
            /must begin with "aws-waf-logs-"/,
        );
        await assert.rejects(
            cloud.create(LOGGING, to([`${String(named.outputs.arn)}-not`])),
            /does not exist in eu-west-1/,
        );
        await assert.rejects(
            cloud.create(LOGGING, to(["arn:aws:s3:::aws-waf-logs-apis"])),
            /is no log group/,
        );
        const made = await cloud.create(LOGGING, to([named.outputs.arn]));
        assert.equal(made.id, acl.outputs.arn);
        assert.match(
            cloud.failure(LOGGING, { ...made.inputs, redactedFields: [{}] }),
            /^redactedFields\[0\]: must be exactly one of method, .* got none/,
        );
        assert.match(
            cloud.failure(LOGGING, {
                ...made.inputs,
                redactedFields: [{ singleHeader: { name: "Cookie" } }],
            }),
            /must be 1 to 64 characters in lower case/,
        );
    });

    it("protect APIs of their region, each of which has one", async () => {
        const acl = await cloud.create(ACL, good);
        const inFront = (resourceArn: string): Props => ({
            webAclArn: acl.outputs.arn,
            resourceArn,
        });
        for (const resourceArn of [
            BALANCER.replace("/app/", "/net/"),
            "arn:aws:apigateway:eu-west-1::/apis/a1/stages/prod",
            "arn:aws:rds:eu-west-1:123456789012:cluster:main",
            "arn:aws:cloudfront::123456789012:distribution/E1",
        ]) {
            assert.match(
                cloud.failure(ASSOCIATION, inFront(resourceArn)),
                /^resourceArn: must be a load balancer for applications/,
            );
        }
        await assert.rejects(
            cloud.create(ASSOCIATION, inFront(BALANCER.replace("eu-west-1", "eu-west-2"))),
            /WAFUnavailableEntityException/,
        );
        await assert.rejects(
            cloud.create(ASSOCIATION, inFront(BALANCER.replace("123456789012", "999999999999"))),
            /WAFUnavailableEntityException: .* is not in eu-west-1 of 123456789012/,
        );
        const made = await cloud.create(ASSOCIATION, inFront(BALANCER));
        assert.equal(made.id, `${String(acl.outputs.arn)},${BALANCER}`);
        const rival = await cloud.create(ACL, { ...good, name: "rival" }, "rival");
        await assert.rejects(
            cloud.create(
                ASSOCIATION,
                { webAclArn: rival.outputs.arn, resourceArn: BALANCER },
                "rival",
            ),
            /WAFDuplicateItemException: resourceArn/,
        );
        await assert.rejects(cloud.delete(acl), /WAFAssociatedItemException/);
        await cloud.delete(made);
        await cloud.delete(acl);
    });
});
