import assert from "node:assert/strict";
import { costLine, monthlyCost, sumByKind } from "../../review/costs/monthly-cost";
import { monthly, PRICES } from "../../review/costs/prices";
import { UNKNOWN } from "../../review/fields";
import type { Resource } from "../../review/resource";
import { aws } from "./aws-resource";
import { type Fields, resource } from "./drawn-network";

const charged = (...resources: Resource[]) =>
    monthlyCost(resources).lines.map(({ name, what, count, usd }) => [
        name,
        what,
        count,
        Number(usd.toFixed(4)),
    ]);

const unpriced = (...resources: Resource[]) => {
    const { usd, lines, unpriced: found } = monthlyCost(resources);
    assert.deepEqual([usd, lines], [0, []]);
    return found.map(({ name, what, why }) => `${name}: ${what}: ${why}`);
};

describe("what resources cost a month", () => {
    it("is told by the line, the dearest first, with the price that it comes from", () => {
        const cost = monthlyCost([
            aws("kms/key", "data"),
            aws("ec2/natGateway", "nat"),
            aws("ec2/eip", "nat"),
        ]);
        assert.deepEqual(cost.lines, [
            { name: "nat", what: "NAT gateway", usd: 32.85, count: 1, price: PRICES.natGateway },
            {
                name: "nat",
                what: "public IPv4 address",
                usd: 3.65,
                count: 1,
                price: PRICES.publicAddress,
            },
            { name: "data", what: "KMS key", usd: 1, count: 1, price: PRICES.key },
        ]);
        assert.equal(cost.usd, 37.5);
        assert.deepEqual(cost.unpriced, []);
        assert.deepEqual(cost.byUse, [
            "KMS: requests; after its first yearly rotation a key costs 1 USD a month more, after its second 2",
            "NAT gateways: traffic",
            "public addresses: traffic",
        ]);
    });

    const fixed: [string, Fields, [string, number, number] | undefined][] = [
        ["kms/replicaKey", {}, ["KMS key", 1, 1]],
        ["secretsmanager/secret", {}, ["secret", 1, 0.4]],
        ["secretsmanager/secret", { replicas: [{ region: "eu-central-1" }] }, ["secret", 2, 0.8]],
        ["ssm/parameter", {}, undefined],
        ["ssm/parameter", { tier: "Standard" }, undefined],
        ["ssm/parameter", { tier: "Advanced" }, ["advanced parameter", 1, 0.05]],
        ["cloudwatch/dashboard", {}, ["dashboard", 1, 3]],
        ["cloudwatch/compositeAlarm", {}, ["composite alarm", 1, 0.5]],
        ["cloudwatch/metricAlarm", { period: 60 }, ["metric of an alarm", 1, 0.1]],
        [
            "cloudwatch/metricAlarm",
            {
                metricQueries: [
                    { id: "result", expression: "a + b", returnData: true },
                    { id: "a", metric: { metricName: "A", period: 300 } },
                    { id: "b", metric: { metricName: "B", period: 60 } },
                ],
            },
            ["metric of an alarm", 2, 0.2],
        ],
        ["cloudwatch/logMetricFilter", {}, ["metric counted from a log", 1, 0.3]],
        [
            "route53/resolverFirewallDomainList",
            { domains: ["a", "b", "c"] },
            ["name on a list of the DNS firewall", 3, 0.0015],
        ],
        [
            "ec2/vpcEndpoint",
            { vpcEndpointType: "Interface", subnetIds: ["a", UNKNOWN, "c"] },
            ["interface endpoint, in one zone", 3, 21.9],
        ],
        ["ec2/vpcEndpoint", { vpcEndpointType: "Gateway", routeTableIds: ["a"] }, undefined],
        ["ec2/vpcEndpoint", {}, undefined],
        [
            "rds/proxyEndpoint",
            { vpcSubnetIds: ["a", "b"] },
            ["interface endpoint, in one zone", 2, 14.6],
        ],
        [
            "dax/cluster",
            { nodeType: "dax.r5.large", replicationFactor: 3 },
            ["DAX dax.r5.large", 3, 558.45],
        ],
        ["dynamodb/table", { billingMode: "PAY_PER_REQUEST" }, undefined],
        ["rds/clusterActivityStream", {}, ["Kinesis shard, the first", 1, 10.95]],
        ["ec2/subnet", {}, undefined],
        ["iam/role", {}, undefined],
        ["s3/bucket", {}, undefined],
    ];
    for (const [type, fields, expected] of fixed) {
        it(`of ${type} ${JSON.stringify(fields)} is ${expected?.join(", ") ?? "nothing"}`, () => {
            const one = aws(type, "x", fields);
            assert.deepEqual(charged(one), expected === undefined ? [] : [["x", ...expected]]);
            assert.deepEqual(monthlyCost([one]).unpriced, []);
        });
    }

    const unknown: [string, Fields, string][] = [
        [
            "dax/cluster",
            { nodeType: "dax.r9.large", replicationFactor: 3 },
            "DAX dax.r9.large: it is not in the table of 2026-11-21, review/costs/prices.ts",
        ],
        [
            "dax/cluster",
            { nodeType: "constructor", replicationFactor: 3 },
            "DAX constructor: it is not in the table of 2026-11-21, review/costs/prices.ts",
        ],
        [
            "ec2/vpcEndpoint",
            { vpcEndpointType: "Interface", subnetIds: UNKNOWN },
            "interface endpoint, in one zone: how many there are is not known before an update",
        ],
        [
            "ec2/vpcEndpoint",
            { vpcEndpointType: "Resource", subnetIds: ["a"] },
            "Resource endpoint: its price is not in the table",
        ],
        [
            "cloudwatch/metricAlarm",
            { period: 10 },
            "alarm of seconds: its price is not in the table",
        ],
        [
            "cloudwatch/metricAlarm",
            { metricQueries: [{ id: "a", metric: { period: 10 } }] },
            "alarm of seconds: its price is not in the table",
        ],
        ["kinesis/stream", {}, "Kinesis stream: its price is not in the table"],
        ["dynamodb/table", {}, "provisioned capacity: its price is not in the table"],
        [
            "ec2/vpcEncryptionControl",
            { mode: "monitor" },
            "encryption control: its price is not in the table",
        ],
        [
            "lb/loadBalancer",
            {},
            "lb LoadBalancer: review/costs does not know whether it costs anything",
        ],
    ];
    for (const [type, fields, expected] of unknown) {
        it(`has no price for ${type} ${JSON.stringify(fields)}, and says so`, () => {
            assert.deepEqual(unpriced(aws(type, "x", fields)), [`x: ${expected}`]);
        });
    }

    it("of a group of machines goes by its launch template", () => {
        const template = aws("ec2/launchTemplate", "lt", { instanceType: "t4g.nano" });
        const group = (fields: Fields) =>
            aws("autoscaling/group", "g", { launchTemplate: { id: "lt" }, minSize: 1, ...fields });
        assert.deepEqual(charged(template, group({})), [["g", "EC2 t4g.nano", 1, 3.066]]);
        assert.deepEqual(charged(template, group({ desiredCapacity: 2 })), [
            ["g", "EC2 t4g.nano", 2, 6.132],
        ]);
        const why = ["g: EC2: the launch template does not tell the type of the instances"];
        assert.deepEqual(unpriced(group({})), why);
        assert.deepEqual(unpriced(template, group({ launchTemplate: { id: "other" } })), why);
        assert.deepEqual(unpriced(template, group({ launchTemplate: undefined })), why);
        assert.deepEqual(charged(template, group({ launchTemplate: { id: UNKNOWN } })), [
            ["g", "EC2 t4g.nano", 1, 3.066],
        ]);
    });

    it("is not asked of other providers, or of components", () => {
        const others = [
            "random:index/randomId:RandomId",
            "pii:keys:DataKey",
            "pulumi:providers:aws",
        ];
        assert.deepEqual(monthlyCost(others.map((type) => resource(type, "x", "x", {}))), {
            usd: 0,
            lines: [],
            unpriced: [],
            byUse: [],
        });
    });
});

describe("the sum of costs", () => {
    const cost = monthlyCost([
        aws("kms/key", "a"),
        aws("kms/key", "b"),
        aws("ec2/natGateway", "nat"),
        aws("dynamodb/table", "t"),
    ]);

    it("takes lines of the same kind together, the dearest first", () => {
        assert.deepEqual(sumByKind(cost.lines), [
            { what: "NAT gateway", count: 1, each: 32.85, usd: 32.85 },
            { what: "KMS key", count: 2, each: 1, usd: 2 },
        ]);
    });

    it("is told with where it comes from, and what is not in it", () => {
        assert.equal(
            costLine(cost),
            "~35 USD a month fixed, and 1 without a price (list prices us-east-1 of 2026-11-21, " +
                "review/costs/prices.ts; without storage, requests, logs, transfer)",
        );
        assert.match(costLine(monthlyCost([])), /^~0 USD a month fixed \(list prices/);
    });

    it("comes from prices above nothing, each with AWS's page", () => {
        for (const price of Object.values(PRICES)) {
            assert.ok(monthly(price) > 0, price.what);
            assert.match(price.source, /^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\/$/);
        }
    });
});
