import assert from "node:assert/strict";
import { CreateTableCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { creation, differences } from "../../../operations/data/schema";
import type { TableSpec } from "../../../tables/table-spec";
import { TABLES } from "../../../tables/tables";
import { RIGHT_SPEC } from "../../tables/arbitrary-spec";
import { TestServer } from "./harness";

const text = { type: "S", level: 0, holds: "Something." } as const;

const SPEC: TableSpec = {
    name: "orders",
    purpose: "For a test.",
    attributes: {
        customer: text,
        placed: { ...text, type: "N" },
        state: text,
        total: { ...text, type: "N" },
    },
    key: { hash: "customer", range: "placed" },
    localIndexes: { "by-total": { range: "total", projection: "KEYS_ONLY" } },
    indexes: { "by-state": { hash: "state", range: "placed", projection: ["total"] } },
    stream: "NEW_IMAGE",
};

describe("npm run data: the schema of a table", function () {
    let server: TestServer;
    before(async () => (server = await TestServer.start()));
    after(() => server.stop());

    async function make(spec: TableSpec, name: string) {
        await server.client.send(new CreateTableCommand(creation(spec, name)));
        const { Table } = await server.client.send(new DescribeTableCommand({ TableName: name }));
        assert.ok(Table);
        return Table;
    }

    it("is asked for as the spec says", () => {
        assert.deepEqual(creation(SPEC, "pre-orders"), {
            TableName: "pre-orders",
            BillingMode: "PAY_PER_REQUEST",
            AttributeDefinitions: [
                { AttributeName: "customer", AttributeType: "S" },
                { AttributeName: "placed", AttributeType: "N" },
                { AttributeName: "total", AttributeType: "N" },
                { AttributeName: "state", AttributeType: "S" },
            ],
            KeySchema: [
                { AttributeName: "customer", KeyType: "HASH" },
                { AttributeName: "placed", KeyType: "RANGE" },
            ],
            LocalSecondaryIndexes: [
                {
                    IndexName: "by-total",
                    KeySchema: [
                        { AttributeName: "customer", KeyType: "HASH" },
                        { AttributeName: "total", KeyType: "RANGE" },
                    ],
                    Projection: { ProjectionType: "KEYS_ONLY" },
                },
            ],
            GlobalSecondaryIndexes: [
                {
                    IndexName: "by-state",
                    KeySchema: [
                        { AttributeName: "state", KeyType: "HASH" },
                        { AttributeName: "placed", KeyType: "RANGE" },
                    ],
                    Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["total"] },
                },
            ],
            StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
        });
    });

    for (const spec of TABLES) {
        it(`of ${spec.name} comes back from a server as it was asked for`, async () => {
            assert.deepEqual(differences(spec, await make(spec, `own-${spec.name}`), true), []);
        });
    }

    it("of any right spec does", async () => {
        let made = 0;
        await fc.assert(
            fc.asyncProperty(RIGHT_SPEC, async (spec) => {
                const is = await make(spec, `any-${made++}`);
                assert.deepEqual(differences(spec, is, false), []);
            }),
            { numRuns: 20 },
        );
    });

    it("is told how it differs", async () => {
        const is = await make(SPEC, "orders");
        assert.deepEqual(differences(SPEC, is, false), []);
        assert.deepEqual(differences(SPEC, is, true), [
            // This server knows no streams.
            "stream is missing; the spec says NEW_IMAGE",
        ]);
        const other: TableSpec = {
            ...SPEC,
            attributes: { ...SPEC.attributes, customer: { ...text, type: "N" } },
            localIndexes: { "by-total": { range: "total", projection: "ALL" } },
            indexes: { "by-place": { hash: "placed", projection: ["total", "state"] } },
            stream: undefined,
        };
        assert.deepEqual(differences(other, is, false), [
            "key is customer (S), placed (N); the spec says customer (N), placed (N)",
            "local index by-total is customer (S), total (N) with KEYS_ONLY; the spec says customer (N), total (N) with ALL",
            "index by-place is missing; the spec says placed (N) with state, total",
            "index by-state (state (S), placed (N) with total) is not in the spec",
        ]);
    });
});
