import assert from "node:assert/strict";
import { DataTable } from "../../infra/dynamodb/data-table";
import { DaxCache, type DaxCacheArgs } from "../../infra/dynamodb/dax-cache";
import { specMistakes, type TableSpec } from "../../infra/dynamodb/table-spec";
import { TABLES } from "../../infra/dynamodb/tables";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const SPEC: TableSpec = {
    name: "tokens",
    purpose: "Tokens.",
    piiLevel: 3,
    keys: { token: "S", userId: "S" },
    hashKey: "token",
    indexes: [{ name: "by-user", hashKey: "userId", projection: "KEYS_ONLY" }],
    ttlAttribute: "expiresAt",
};

describe("table specs", () => {
    it("of the platform are right", () => {
        assert.deepEqual(TABLES.flatMap(specMistakes), []);
    });

    const index = { name: "by-user", hashKey: "userId", projection: "ALL" } as const;
    const wrong: [what: string, change: Partial<TableSpec>, mistakes: string[]][] = [
        [
            "a key without a type",
            { keys: { token: "S" } },
            ['table "tokens": "userId" is a key without a type; add it to keys'],
        ],
        [
            "an attribute that is no key",
            { keys: { token: "S", userId: "S", name: "S" } },
            ['table "tokens": "name" is no key of the table or an index; take it out of keys'],
        ],
        [
            "two indexes of one name",
            { indexes: [index, index] },
            ['table "tokens": two indexes have the name "by-user"'],
        ],
        [
            "an index name that DynamoDB refuses",
            { indexes: [{ ...index, name: "by user" }] },
            [
                'table "tokens": index name "by user" must have 3 to 255 of a-z, A-Z, 0-9, _, . and -',
            ],
        ],
        [
            "a TTL that is no number",
            { ttlAttribute: "userId" },
            ['table "tokens": ttlAttribute "userId" must be a number'],
        ],
    ];
    for (const [what, change, mistakes] of wrong) {
        it(`refuse ${what}`, () => {
            assert.deepEqual(specMistakes({ ...SPEC, ...change }), mistakes);
        });
    }
});

describe("DataTable", () => {
    before(mockEngine);

    it("is encrypted with our key, recoverable and protected", async () => {
        const all = await registrations(
            () =>
                new DataTable("tokens", {
                    spec: SPEC,
                    keyArn: "arn:key",
                    recoveryDays: 35,
                    deletionProtection: true,
                }),
        );
        assert.deepEqual(only(all, "aws:dynamodb/table:Table"), {
            billingMode: "PAY_PER_REQUEST",
            attributes: [
                { name: "token", type: "S" },
                { name: "userId", type: "S" },
            ],
            hashKey: "token",
            globalSecondaryIndexes: [
                { name: "by-user", hashKey: "userId", projectionType: "KEYS_ONLY" },
            ],
            ttl: { enabled: true, attributeName: "expiresAt" },
            serverSideEncryption: { enabled: true, kmsKeyArn: "arn:key" },
            pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
            deletionProtectionEnabled: true,
            tags: { "pii-level": "3" },
        });
    });

    it("is not made from a wrong spec", () => {
        const spec = { ...SPEC, hashKey: "id" };
        assert.throws(
            () =>
                new DataTable("tokens", {
                    spec,
                    keyArn: "arn:key",
                    recoveryDays: 35,
                    deletionProtection: true,
                }),
            {
                message:
                    'table "tokens": "id" is a key without a type; add it to keys\n' +
                    'table "tokens": "token" is no key of the table or an index; take it out of keys',
            },
        );
    });
});

describe("DaxCache", () => {
    before(mockEngine);

    const ARGS: DaxCacheArgs = {
        scope: SCOPE,
        clusterName: "pii-prod",
        nodeType: "dax.r5.large",
        nodes: 3,
        tableArns: ["arn:table"],
        tableKeyArn: "arn:key",
        subnetIds: ["subnet-a", "subnet-b"],
        securityGroupId: "sg-dax",
        maintenanceWindow: "sun:05:00-sun:06:00",
        protect: true,
    };

    it("is encrypted at rest and on the wire", async () => {
        const all = await registrations(() => new DaxCache("dax", ARGS));
        const cluster = only(all, "aws:dax/cluster:Cluster");
        assert.equal(cluster.clusterEndpointEncryptionType, "TLS");
        assert.deepEqual(cluster.serverSideEncryption, { enabled: true });
        assert.equal(cluster.replicationFactor, 3);
        assert.deepEqual(cluster.securityGroupIds, ["sg-dax"]);
    });

    it("may read the named tables, and write none", async () => {
        const all = await registrations(() => new DaxCache("dax", ARGS));
        const policy = JSON.parse(only(all, "aws:iam/rolePolicy:RolePolicy").policy as string) as {
            Statement: { Action: string[]; Resource: unknown }[];
        };
        const [tables] = policy.Statement;
        assert.deepEqual(tables?.Resource, ["arn:table", "arn:table/index/*"]);
        assert.deepEqual(tables.Action, [
            "dynamodb:BatchGetItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:DescribeTable",
            "dynamodb:GetItem",
            "dynamodb:Query",
        ]);
    });

    it("does not take a name that DAX refuses", () => {
        const args = { ...ARGS, clusterName: "pii-production-of-ours" };
        assert.throws(() => new DaxCache("dax", args), {
            message:
                'clusterName is "pii-production-of-ours" (22 characters); DAX takes at most 20, so shorten the stack\'s name',
        });
    });
});
