import assert from "node:assert/strict";
import fc from "fast-check";
import { BY_USE, isFree } from "../../review/costs/by-use";
import { monthlyCost, sumByKind } from "../../review/costs/monthly-cost";
import { RULES } from "../../review/costs/rules";
import { awsCatalogue } from "../../sandbox/aws/catalogue";
import { aws } from "./aws-resource";
import type { Fields } from "./drawn-network";

const CLUSTERS = ["c1", "c2"];
const cluster = fc.constantFrom(...CLUSTERS);
const list = fc.array(fc.constant("x"), { maxLength: 3 });

/** What the fields of a resource may be that bear on its price. */
const FIELDS: Readonly<Record<string, fc.Arbitrary<Fields>>> = {
    "dax/cluster": fc.record({
        nodeType: fc.constantFrom("dax.t3.small", "dax.r9.large"),
        replicationFactor: fc.integer({ min: 1, max: 10 }),
    }),
    "ec2/eip": fc.constant({}),
    "ec2/subnet": fc.constant({}),
    "ec2/vpcEndpoint": fc.record({
        vpcEndpointType: fc.constantFrom("Interface", "Gateway"),
        subnetIds: list,
    }),
    "kms/key": fc.constant({}),
    "lb/loadBalancer": fc.constant({}),
    "rds/clusterInstance": fc.record({
        clusterIdentifier: cluster,
        instanceClass: fc.constantFrom("db.r7g.large", "db.serverless", "db.r9z.metal"),
    }),
    "rds/proxy": fc.record({ name: fc.constantFrom("p1", "p2") }),
    "rds/proxyEndpoint": fc.record({ vpcSubnetIds: list }),
    "rds/proxyTarget": fc.record({
        dbProxyName: fc.constantFrom("p1", "p2"),
        dbClusterIdentifier: cluster,
    }),
};

const some = fc
    .array(
        fc.oneof(
            ...Object.entries(FIELDS).map(([type, fields]) =>
                fields.map((values) => ({ type, values })),
            ),
        ),
        { maxLength: 20 },
    )
    .map((all) => all.map(({ type, values }, index) => aws(type, `r${index}`, values)));

const GIVEN = CLUSTERS.map((clusterIdentifier, index) =>
    aws("rds/cluster", clusterIdentifier, {
        clusterIdentifier,
        storageType: index === 0 ? "aurora" : "aurora-iopt1",
        databaseInsightsMode: index === 0 ? "advanced" : "standard",
        serverlessv2ScalingConfiguration: { minCapacity: index / 2 },
    }),
);

describe("costs of any resources", () => {
    it("never fall when there is one resource more", () => {
        fc.assert(
            fc.property(some, fc.nat(), (resources, chosen) => {
                const all = [...GIVEN, ...resources];
                const fewer = all.filter((_, index) => index !== chosen % all.length);
                assert.ok(monthlyCost(all).usd >= monthlyCost(fewer).usd);
            }),
        );
    });

    it("are the sum of the lines, and of their kinds, in whatever order the resources come", () => {
        fc.assert(
            fc.property(some, (resources) => {
                const { usd, lines } = monthlyCost([...GIVEN, ...resources]);
                const sum = (all: readonly { readonly usd: number }[]) =>
                    all.reduce((total, one) => total + one.usd, 0).toFixed(6);
                assert.equal(sum(lines), usd.toFixed(6));
                assert.equal(sum(sumByKind(lines)), usd.toFixed(6));
                const reversed = monthlyCost([...GIVEN, ...resources].reverse());
                assert.equal(reversed.usd.toFixed(6), usd.toFixed(6));
            }),
        );
    });
});

describe("the types of AWS that costs know", () => {
    it("are all that the platform can have", () => {
        const types = awsCatalogue.models.map(({ type }) => type.split(":")[1] ?? "");
        const strange = types.filter((type) => !(type in RULES || type in BY_USE || isFree(type)));
        assert.deepEqual(
            strange,
            [],
            "put each into the rules of review/costs, or into what costs nothing or is charged by use",
        );
    });

    it("are not both free and charged", () => {
        const both = [...Object.keys(RULES), ...Object.keys(BY_USE)].filter(isFree);
        assert.deepEqual(both, []);
    });
});
