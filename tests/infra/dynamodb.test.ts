import assert from "node:assert/strict";
import { DataTable } from "../../infra/dynamodb/data-table";
import type { TableSpec } from "../../tables/table-spec";
import { mockEngine, only, registrations } from "./mocks";

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
