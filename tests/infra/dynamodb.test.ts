import assert from "node:assert/strict";
import { DataTable } from "../../infra/dynamodb/data-table";
import { DaxCache, type DaxCacheArgs } from "../../infra/dynamodb/dax-cache";
import type { TableSpec } from "../../tables/table-spec";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const SPEC: TableSpec = {
    name: "tokens",
    purpose: "Tokens.",
    attributes: {
        token: { type: "S", level: 0, holds: "The token." },
        userId: { type: "S", level: 1, holds: "Whose it is." },
        value: { type: "S", level: 3, holds: "What it stands for." },
        expiresAt: { type: "N", level: 0, holds: "When it is deleted." },
    },
    key: { hash: "token" },
    indexes: { "by-user": { hash: "userId", projection: "KEYS_ONLY" } },
    ttl: "expiresAt",
};

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
        const spec = { ...SPEC, key: { hash: "id" } };
        assert.throws(
            () =>
                new DataTable("tokens", {
                    spec,
                    keyArn: "arn:key",
                    recoveryDays: 35,
                    deletionProtection: true,
                }),
            {
                message: /^table "tokens": key\.hash is "id"; it must be /,
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
