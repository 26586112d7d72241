import assert from "node:assert/strict";
import { monthlyCost } from "../../review/costs/monthly-cost";
import { UNKNOWN } from "../../review/fields";
import type { Resource } from "../../review/resource";
import { aws } from "./aws-resource";
import type { Fields } from "./drawn-network";

const cluster = (fields: Fields = {}) =>
    aws("rds/cluster", "main", { clusterIdentifier: "main", storageType: "aurora", ...fields });

const instance = (name: string, instanceClass: string, fields: Fields = {}) =>
    aws("rds/clusterInstance", name, { clusterIdentifier: "main", instanceClass, ...fields });

const PROXY = aws("rds/proxy", "proxy", { name: "proxy" });
const TARGET = aws("rds/proxyTarget", "target", {
    dbProxyName: "proxy",
    dbClusterIdentifier: "main",
});

const SERVERLESS = { serverlessv2ScalingConfiguration: { minCapacity: 2, maxCapacity: 8 } };

const charged = (...resources: Resource[]) => {
    const { lines, unpriced } = monthlyCost(resources);
    assert.deepEqual(unpriced, []);
    return lines.map(({ name, what, count, usd }) => [name, what, count, Number(usd.toFixed(4))]);
};

const unpriced = (...resources: Resource[]) =>
    monthlyCost(resources).unpriced.map(({ name, what, why }) => `${name}: ${what}: ${why}`);

const NOT_HERE = "the cluster is not among the resources, or not known before an update";

describe("what databases cost a month", () => {
    it("goes by the class of each instance", () => {
        assert.deepEqual(
            charged(cluster(), instance("a", "db.r7g.large"), instance("b", "db.t4g.medium")),
            [
                ["a", "Aurora db.r7g.large", 1, 201.48],
                ["b", "Aurora db.t4g.medium", 1, 53.29],
            ],
        );
    });

    it("is 30 % more on I/O-optimized storage", () => {
        const optimized = cluster({ storageType: "aurora-iopt1", ...SERVERLESS });
        assert.deepEqual(
            charged(optimized, instance("a", "db.r7g.large"), instance("b", "db.serverless")),
            [
                ["a", "Aurora db.r7g.large, I/O-optimized", 1, 261.924],
                ["b", "Aurora capacity unit, kept, I/O-optimized", 2, 227.76],
            ],
        );
    });

    it("of a serverless instance is its least capacity, down to nothing", () => {
        const least = (minCapacity: number) =>
            charged(
                cluster({ serverlessv2ScalingConfiguration: { minCapacity, maxCapacity: 8 } }),
                instance("a", "db.serverless"),
            );
        assert.deepEqual(least(0.5), [["a", "Aurora capacity unit, kept", 0.5, 43.8]]);
        assert.deepEqual(least(0), [["a", "Aurora capacity unit, kept", 0, 0]]);
    });

    it("has advanced insights by vCPU, or by the least capacity", () => {
        const advanced = cluster({ databaseInsightsMode: "advanced", ...SERVERLESS });
        assert.deepEqual(
            charged(advanced, instance("a", "db.r7g.2xlarge"), instance("b", "db.serverless")),
            [
                ["a", "Aurora db.r7g.2xlarge", 1, 807.38],
                ["b", "Aurora capacity unit, kept", 2, 175.2],
                ["a", "advanced Database Insights, for a vCPU", 8, 73],
                ["b", "advanced Database Insights, for a capacity unit", 2, 4.5625],
            ],
        );
    });

    it("has a secret where RDS keeps the master's password", () => {
        assert.deepEqual(charged(cluster({ manageMasterUserPassword: true })), [
            ["main", "secret", 1, 0.4],
        ]);
        assert.deepEqual(charged(cluster({ manageMasterUserPassword: false })), []);
    });

    const proxies: [string, Resource[], [string, number, number][]][] = [
        ["two vCPUs", [instance("a", "db.t4g.medium")], [["vCPU", 2, 21.9]]],
        [
            "the vCPUs of all instances",
            [instance("a", "db.r7g.xlarge"), instance("b", "db.r7g.12xlarge")],
            [["vCPU", 52, 569.4]],
        ],
        [
            "eight units at the least",
            [instance("a", "db.serverless")],
            [["capacity unit", 8, 87.6]],
        ],
        [
            "the units of all instances",
            Array.from({ length: 5 }, (_, i) => instance(`s${i}`, "db.serverless")),
            [["capacity unit", 10, 109.5]],
        ],
        [
            "both kinds of a mixed cluster",
            [instance("a", "db.r7g.large"), instance("b", "db.serverless")],
            [
                ["capacity unit", 8, 87.6],
                ["vCPU", 2, 21.9],
            ],
        ],
    ];
    for (const [what, instances, expected] of proxies) {
        it(`of a proxy is that of ${what}`, () => {
            const others = [instance("z", "db.r5.24xlarge", { clusterIdentifier: "other" })];
            const lines = charged(
                PROXY,
                TARGET,
                cluster(SERVERLESS),
                aws("rds/cluster", "other", { clusterIdentifier: "other" }),
                ...instances,
                ...others,
            );
            assert.deepEqual(
                lines.filter(([name]) => name === "proxy"),
                expected.map(([unit, ...rest]) => ["proxy", `RDS Proxy, for a ${unit}`, ...rest]),
            );
        });
    }

    it("is not known of a class that is not in the table, of its proxy it is", () => {
        const all = [PROXY, TARGET, cluster(), instance("a", "db.r9z.xlarge")];
        const table = "it is not in the table of 2026-11-21, review/costs/prices.ts";
        assert.deepEqual(unpriced(...all), [`a: Aurora db.r9z.xlarge: ${table}`]);
        assert.equal(monthlyCost(all).usd.toFixed(2), "43.80");
    });

    it("of a proxy leaves out what nobody can tell the size of, and says so", () => {
        const all = [PROXY, TARGET, cluster(), instance("a", "db.r7g.large")];
        const cost = monthlyCost([...all, instance("b", "db.r9z.metal")]);
        assert.equal(cost.lines.find(({ name }) => name === "proxy")?.count, 2);
        assert.deepEqual(
            cost.unpriced.map(({ name, what }) => `${name}: ${what}`),
            ["proxy: RDS Proxy, for a vCPU", "b: Aurora db.r9z.metal"],
        );
    });

    it("is not known of a size that nobody can tell", () => {
        const why = "how many there are is not known before an update";
        assert.deepEqual(
            unpriced(
                PROXY,
                TARGET,
                cluster({ databaseInsightsMode: "advanced" }),
                instance("a", "db.serverless"),
            ),
            [
                `proxy: RDS Proxy, for a capacity unit: ${why}`,
                `a: Aurora capacity unit, kept: ${why}`,
                `a: advanced Database Insights, for a capacity unit: ${why}`,
            ],
        );
    });

    it("is not known without the cluster", () => {
        assert.deepEqual(unpriced(PROXY, TARGET, instance("a", "db.r7g.large")), [
            `proxy: RDS Proxy: ${NOT_HERE}`,
            `a: Aurora db.r7g.large: ${NOT_HERE}`,
        ]);
        assert.deepEqual(unpriced(PROXY, cluster(), instance("a", "db.r7g.large")), [
            `proxy: RDS Proxy: ${NOT_HERE}`,
        ]);
    });

    it("is known before an update, where there is one cluster beside the instance", () => {
        const planned = (parent: string, one: Resource): Resource => ({ ...one, parent });
        const first = instance("a", "db.r7g.large", { clusterIdentifier: UNKNOWN });
        const other = aws("rds/cluster", "other", { clusterIdentifier: "other" });
        assert.deepEqual(
            charged(planned("x", cluster()), planned("y", other), planned("x", first)),
            [["a", "Aurora db.r7g.large", 1, 201.48]],
        );
        assert.deepEqual(
            unpriced(planned("x", cluster()), planned("x", other), planned("x", first)),
            [`a: Aurora db.r7g.large: ${NOT_HERE}`],
        );
    });
});
