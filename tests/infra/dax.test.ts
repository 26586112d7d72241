import assert from "node:assert/strict";
import fc from "fast-check";
import { DaxCache, type DaxCacheArgs } from "../../infra/dynamodb/dax-cache";
import { daxGenerations, type DaxSettings } from "../../infra/dynamodb/dax-generations";
import { clusterNameAdvice, daxMistakes, daxWarnings } from "../../infra/dynamodb/dax-mistakes";
import { cacheAges } from "../../infra/dynamodb/dax-parameters";
import { DAX_REGIONS } from "../../infra/dynamodb/dax-regions";
import { mockEngine, only, type Registered, registrations, SCOPE } from "./mocks";

const ARGS: DaxCacheArgs = {
    scope: SCOPE,
    clusterName: "pii-prod",
    nodeType: "dax.r5.large",
    nodes: 3,
    tables: [
        { arn: "arn:consents", indexes: ["by-purpose", "by-time"] },
        { arn: "arn:notices", indexes: [] },
    ],
    tableKeyArn: "arn:key",
    ages: { itemSeconds: 60, querySeconds: 30 },
    subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
    securityGroupId: "sg-dax",
    maintenanceWindow: "sun:05:00-sun:06:00",
    protect: true,
};

const CLUSTER = "aws:dax/cluster:Cluster";

interface Statement {
    readonly Sid: string;
    readonly Action: string | string[];
    readonly Resource: string | string[];
}

const make = (change: Partial<DaxCacheArgs> = {}, name = "dax") =>
    registrations(() => new DaxCache(name, { ...ARGS, ...change }));

const statements = (all: readonly Registered[]) =>
    (
        JSON.parse(only(all, "aws:iam/rolePolicy:RolePolicy").policy as string) as {
            Statement: Statement[];
        }
    ).Statement;

describe("DaxCache", () => {
    before(mockEngine);

    it("is encrypted at rest and on the wire, in private subnets, with its own type of nodes", async () => {
        assert.deepEqual(only(await make(), CLUSTER), {
            clusterName: "pii-prod",
            description: "pii-platform: read cache",
            nodeType: "dax.r5.large",
            replicationFactor: 3,
            iamRoleArn: "arn:aws:iam/role:Role:dax",
            subnetGroupName: "pii-prod",
            parameterGroupName: "pii-prod-60s-30s",
            securityGroupIds: ["sg-dax"],
            clusterEndpointEncryptionType: "TLS",
            serverSideEncryption: { enabled: true },
            maintenanceWindow: "sun:05:00-sun:06:00",
        });
    });

    it("is in all the subnets", async () => {
        assert.deepEqual(only(await make(), "aws:dax/subnetGroup:SubnetGroup"), {
            name: "pii-prod",
            subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
        });
    });

    it("gets another parameter group with other ages, for one in use cannot be changed", async () => {
        const group = async (itemSeconds: number, querySeconds: number) =>
            only(
                await make({ ages: { itemSeconds, querySeconds } }),
                "aws:dax/parameterGroup:ParameterGroup",
            );
        assert.deepEqual(await group(60, 30), {
            name: "pii-prod-60s-30s",
            parameters: [
                { name: "query-ttl-millis", value: "30000" },
                { name: "record-ttl-millis", value: "60000" },
            ],
        });
        assert.deepEqual((await group(61, 30)).name, "pii-prod-61s-30s");
    });

    it("may read the named tables and query their indexes, and no more", async () => {
        const found = statements(await make()).map(({ Sid, Action, Resource }) => [
            Sid,
            Action,
            Resource,
        ]);
        assert.deepEqual(found, [
            [
                "ReadTables",
                [
                    "dynamodb:BatchGetItem",
                    "dynamodb:DescribeTable",
                    "dynamodb:GetItem",
                    "dynamodb:Query",
                ],
                ["arn:consents", "arn:notices"],
            ],
            [
                "QueryIndexes",
                "dynamodb:Query",
                ["arn:consents/index/by-purpose", "arn:consents/index/by-time"],
            ],
            ["DecryptTables", ["kms:Decrypt", "kms:DescribeKey"], "arn:key"],
        ]);
    });

    it("has no statement of indexes where there are none", async () => {
        const found = statements(await make({ tables: [{ arn: "arn:notices", indexes: [] }] }));
        assert.deepEqual(
            found.map(({ Sid }) => Sid),
            ["ReadTables", "DecryptTables"],
        );
    });

    it("writes only when it is told so by a name that says what that is", async () => {
        const [, , write] = statements(await make({ unsafeMayWrite: true }));
        assert.deepEqual(write, {
            Sid: "WriteTables",
            Effect: "Allow",
            Action: [
                "dynamodb:BatchWriteItem",
                "dynamodb:ConditionCheckItem",
                "dynamodb:DeleteItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
            ],
            Resource: ["arn:consents", "arn:notices"],
        });
    });

    it("keeps the name of everything that the first generation has had", async () => {
        const names = async (name: string) => [
            ...new Set((await make({}, name)).map((each) => each.name)),
        ];
        assert.deepEqual((await names("dax")).sort(), ["dax", "dax-node-type"]);
        assert.deepEqual((await names("dax-2")).sort(), ["dax-2", "dax-2-node-type"]);
    });

    it("does not take a name that DAX refuses", () => {
        const args = { ...ARGS, clusterName: "pii-production-of-ours" };
        assert.throws(() => new DaxCache("dax", args), {
            message:
                'clusterName is "pii-production-of-ours"; DAX takes at most 20 characters, and pii-production-of-ours has 22; shorten the stack\'s name',
        });
    });

    it("is not made for nothing", () => {
        assert.throws(() => new DaxCache("dax", { ...ARGS, tables: [] }), {
            message: 'clusterName is "pii-prod"; there is no table to cache',
        });
    });
});

const SETTINGS: DaxSettings = {
    prefix: "pii-prod",
    daxNodes: 3,
    daxNodeType: "dax.r5.large",
    daxGeneration: 1,
};

describe("the generations of a cache", () => {
    const first = {
        name: "dax",
        clusterName: "pii-prod",
        nodeType: "dax.r5.large",
        nodes: 3,
    };
    const second = {
        name: "dax-2",
        clusterName: "pii-prod-2",
        nodeType: "dax.r7i.large",
        nodes: 5,
    };
    const next = { nodeType: "dax.r7i.large", nodes: 5 };

    it("go one after the other, and each keeps its names", () => {
        assert.deepEqual(daxGenerations(SETTINGS), [{ ...first, serves: true }]);
        assert.deepEqual(daxGenerations({ ...SETTINGS, daxNext: { ...next, serves: false } }), [
            { ...first, serves: true },
            { ...second, serves: false },
        ]);
        assert.deepEqual(daxGenerations({ ...SETTINGS, daxNext: { ...next, serves: true } }), [
            { ...first, serves: false },
            { ...second, serves: true },
        ]);
        const after = { daxNodeType: "dax.r7i.large", daxNodes: 5, daxGeneration: 2 };
        assert.deepEqual(daxGenerations({ ...SETTINGS, ...after }), [{ ...second, serves: true }]);
    });

    it("take from the present one what the next is not given", () => {
        const [, made] = daxGenerations({ ...SETTINGS, daxNext: { serves: false } });
        assert.deepEqual(made, {
            ...first,
            name: "dax-2",
            clusterName: "pii-prod-2",
            serves: false,
        });
    });

    it("always have exactly one that serves, and no name twice", () => {
        const settings = fc.record({
            prefix: fc.constant("pii-prod"),
            daxNodes: fc.constantFrom(1, 3, 10),
            daxNodeType: fc.constantFrom("dax.r5.large", "dax.t3.small"),
            daxGeneration: fc.integer({ min: 1, max: 99 }),
            daxNext: fc.option(
                fc.record({
                    nodeType: fc.option(fc.constant("dax.r7i.large"), { nil: undefined }),
                    nodes: fc.option(fc.constant(5), { nil: undefined }),
                    serves: fc.boolean(),
                }),
                { nil: undefined },
            ),
        });
        fc.assert(
            fc.property(settings, (each) => {
                const made = daxGenerations(each);
                assert.equal(made.filter(({ serves }) => serves).length, 1);
                assert.equal(new Set(made.map(({ name }) => name)).size, made.length);
                assert.equal(new Set(made.map(({ clusterName }) => clusterName)).size, made.length);
            }),
        );
    });
});

describe("mistakes in the settings of a cache", () => {
    const found = (change: Partial<Parameters<typeof daxMistakes>[0]>) =>
        daxMistakes({ ...SETTINGS, region: "eu-west-1", cachedTables: 1, ...change });

    it("are none in what is right", () => {
        assert.deepEqual(found({}), []);
        assert.deepEqual(
            found({ daxNodes: 1, daxNext: { nodeType: "dax.t3.medium", nodes: 10, serves: true } }),
            [],
        );
    });

    const FAMILIES = "must be of a family that DAX has: dax.t2, dax.t3, dax.r4, dax.r5, dax.r7i";
    const NODES = "must be 1, or from 3 to 10: two nodes have no majority";
    const wrong: [what: string, change: Parameters<typeof found>[0], mistakes: unknown[]][] = [
        [
            "a number of nodes that DAX does not take",
            { daxNodes: 2, daxNext: { nodes: 11, serves: false } },
            [
                { where: "daxNodes", got: 2, advice: NODES },
                { where: "daxNext.nodes", got: 11, advice: NODES },
            ],
        ],
        [
            "a family that it does not have",
            { daxNodeType: "dax.m5.large", daxNext: { nodeType: "db.r5.large", serves: true } },
            [
                { where: "daxNodeType", got: "dax.m5.large", advice: FAMILIES },
                { where: "daxNext.nodeType", got: "db.r5.large", advice: FAMILIES },
            ],
        ],
        [
            "a size that its family does not have",
            { daxNodeType: "dax.t3.large" },
            [
                {
                    where: "daxNodeType",
                    got: "dax.t3.large",
                    advice: "must be of a size that dax.t3 has: small, medium",
                },
            ],
        ],
        [
            "a name that gets too long for the next one",
            { prefix: "pii-customers-europe", daxNext: { serves: false } },
            [
                {
                    where: "daxNext",
                    got: "pii-customers-europe-2",
                    advice: "DAX takes at most 20 characters, and pii-customers-europe-2 has 22; shorten the stack's name",
                },
            ],
        ],
        [
            "nothing to cache",
            { cachedTables: 0 },
            [
                {
                    where: "daxNodes",
                    got: 3,
                    advice: "must be of a cluster that has something to cache: give the spec of at least one table cache",
                },
            ],
        ],
    ];
    for (const [what, change, mistakes] of wrong) {
        it(`are ${what}`, () => {
            assert.deepEqual(found(change), mistakes);
        });
    }

    it("are a region without DAX", () => {
        const [mistake, ...others] = found({ region: "eu-central-2" });
        assert.deepEqual(others, []);
        assert.equal(mistake?.where, "daxNodes");
        assert.match(mistake.advice, /eu-central-2 has none; there are us-east-1, /);
        for (const region of DAX_REGIONS) {
            assert.deepEqual(found({ region }), []);
        }
    });

    it("are names beyond DAX's rules", () => {
        for (const name of ["pii-prod", "a", "pii-prod-12", "abcdefghij0123456789"]) {
            assert.equal(clusterNameAdvice(name), undefined, name);
        }
        for (const name of ["", "1pii", "Pii", "pii--prod", "pii-", "pii_prod", "a".repeat(21)]) {
            assert.ok(clusterNameAdvice(name), name);
        }
    });
});

describe("what is to be looked at in a cache", () => {
    it("is a burstable type, each once", () => {
        assert.deepEqual(daxWarnings(SETTINGS), []);
        const burstable = { ...SETTINGS, daxNodeType: "dax.t3.medium" };
        const [warning, ...others] = daxWarnings({ ...burstable, daxNext: { serves: true } });
        assert.deepEqual(others, []);
        assert.match(warning ?? "", /^DAX nodes of dax\.t3\.medium are burstable/);
    });
});

describe("how old answers of a cache may be", () => {
    it("is the least that any cached table asks for", () => {
        assert.deepEqual(
            cacheAges([
                { cache: { itemSeconds: 60, querySeconds: 300 } },
                {},
                { cache: { itemSeconds: 120, querySeconds: 10 } },
            ]),
            { itemSeconds: 60, querySeconds: 10 },
        );
        assert.equal(cacheAges([{}]), undefined);
    });
});
