import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    DescribeTableCommand,
    GetItemCommand,
    ListTablesCommand,
    PutItemCommand,
    QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { dynamoDbBackend, dynamoDbClient } from "../../sandbox/dynamodb/backend";
import type { ServerRecord } from "../../sandbox/dynamodb/record";
import { startDynamoDb, stopDynamoDb } from "../../sandbox/dynamodb/server";
import { Cloud } from "../support/cloud";

const TABLE = "aws:dynamodb/table:Table";
const token = { name: "token", type: "S" };
const userId = { name: "userId", type: "S" };
const byUser = { name: "by-user", hashKey: "userId", projectionType: "ALL" };

describe("sandbox: the DynamoDB server", function () {
    let dir: string;

    beforeEach(() => {
        dir = mkdtempSync(join(tmpdir(), "dynamodb-"));
    });
    afterEach(async () => {
        await stopDynamoDb(dir);
        rmSync(dir, { recursive: true });
    });

    const record = () => JSON.parse(readFileSync(join(dir, "server.json"), "utf8")) as ServerRecord;

    it("holds the tables and items of the simulated account, also over a restart", async () => {
        const first = await startDynamoDb(dir);
        const cloud = new Cloud({ dynamodb: dynamoDbBackend(first.endpoint) });
        try {
            const table = await cloud.create(TABLE, {
                name: "tokens",
                billingMode: "PAY_PER_REQUEST",
                attributes: [token],
                hashKey: "token",
            });
            const Item = { token: { S: "t1" }, userId: { S: "u1" } };
            const client = dynamoDbClient(first.endpoint);
            await client.send(new PutItemCommand({ TableName: "tokens", Item }));

            assert.equal(await stopDynamoDb(dir), true);
            assert.equal(await stopDynamoDb(dir), false);
            const second = await startDynamoDb(dir);
            assert.deepEqual(second, first);
            const got = await client.send(
                new GetItemCommand({ TableName: "tokens", Key: { token: { S: "t1" } } }),
            );
            assert.deepEqual(got.Item, Item);

            const indexed = await cloud.update(table, {
                attributes: [token, userId],
                globalSecondaryIndexes: [byUser],
            });
            const found = await client.send(
                new QueryCommand({
                    TableName: "tokens",
                    IndexName: "by-user",
                    KeyConditionExpression: "userId = :u",
                    ExpressionAttributeValues: { ":u": { S: "u1" } },
                }),
            );
            assert.deepEqual(found.Items, [Item]);
            const { TableNames } = await client.send(new ListTablesCommand({}));
            assert.deepEqual(TableNames, ["tokens"]);

            await cloud.delete(indexed);
            await assert.rejects(client.send(new DescribeTableCommand({ TableName: "tokens" })), {
                name: "ResourceNotFoundException",
            });
        } finally {
            cloud.dispose();
        }
    });

    it("keeps all items while several indexes go and come", async () => {
        const { endpoint } = await startDynamoDb(dir);
        const cloud = new Cloud({ dynamodb: dynamoDbBackend(endpoint) });
        const client = dynamoDbClient(endpoint);
        try {
            const table = await cloud.create(TABLE, {
                name: "tokens",
                billingMode: "PAY_PER_REQUEST",
                attributes: [token, userId],
                hashKey: "token",
                globalSecondaryIndexes: [byUser],
            });
            const items = Array.from({ length: 60 }, (_, i) => ({
                token: { S: `t${i}` },
                userId: { S: i % 2 === 0 ? "even" : "odd" },
            }));
            for (const Item of items) {
                await client.send(new PutItemCommand({ TableName: "tokens", Item }));
            }
            await cloud.update(table, {
                globalSecondaryIndexes: [
                    { ...byUser, projectionType: "KEYS_ONLY" },
                    {
                        name: "by-user-and-token",
                        keySchemas: [
                            { attributeName: "userId", keyType: "HASH" },
                            { attributeName: "token", keyType: "RANGE" },
                        ],
                        projectionType: "INCLUDE",
                        nonKeyAttributes: ["b", "a"],
                    },
                ],
            });
            for (const IndexName of ["by-user", "by-user-and-token"]) {
                const { Count } = await client.send(
                    new QueryCommand({
                        TableName: "tokens",
                        IndexName,
                        KeyConditionExpression: "userId = :u",
                        ExpressionAttributeValues: { ":u": { S: "odd" } },
                    }),
                );
                assert.equal(Count, 30, IndexName);
            }
        } finally {
            cloud.dispose();
        }
    });

    it("goes on with a change of indexes that was broken off", async () => {
        const { endpoint } = await startDynamoDb(dir);
        const backend = dynamoDbBackend(endpoint);
        const client = dynamoDbClient(endpoint);
        const old = {
            name: "tokens",
            attributes: [{ name: "token", type: "S" } as const],
            hashKey: "token",
            localSecondaryIndexes: [],
            globalSecondaryIndexes: [],
        };
        const Item = { token: { S: "t1" }, userId: { S: "u1" } };
        // What is there when the process ends after the old table was deleted.
        await backend.createTable({ ...old, name: "tokens.new-indexes" });
        await client.send(new PutItemCommand({ TableName: "tokens.new-indexes", Item }));
        await backend.updateIndexes(old);
        const got = await client.send(
            new GetItemCommand({ TableName: "tokens", Key: { token: { S: "t1" } } }),
        );
        assert.deepEqual(got.Item, Item);
        const { TableNames } = await client.send(new ListTablesCommand({}));
        assert.deepEqual(TableNames, ["tokens"]);
    });

    it("is one server, however often it is started, and at once", async () => {
        const [a, b] = await Promise.all([startDynamoDb(dir), startDynamoDb(dir)]);
        assert.deepEqual(a, b);
        const { pid } = record();
        assert.deepEqual(await startDynamoDb(dir), a);
        assert.equal(record().pid, pid);
    });

    it("starts anew after it was killed", async () => {
        const first = await startDynamoDb(dir);
        const { pid } = record();
        process.kill(pid, "SIGKILL");
        assert.deepEqual(await startDynamoDb(dir), first);
        assert.notEqual(record().pid, pid);
    });

    it("takes another port when somebody else has the recorded one", async () => {
        const first = await startDynamoDb(dir);
        await stopDynamoDb(dir);
        const other = createServer((_, response) => response.end("somebody else"));
        other.listen(first.port, "127.0.0.1");
        await once(other, "listening");
        try {
            const second = await startDynamoDb(dir);
            assert.notEqual(second.port, first.port);
        } finally {
            other.closeAllConnections();
            other.close();
        }
    });

    it("leaves a process alone that only bears the id of an ended server", async () => {
        const stranger = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"]);
        const { pid } = stranger;
        assert.ok(pid);
        try {
            const { port } = await startDynamoDb(dir);
            await stopDynamoDb(dir);
            const stale: ServerRecord = { port, pid, nonce: "gone" };
            writeFileSync(join(dir, "server.json"), JSON.stringify(stale));
            assert.equal(await stopDynamoDb(dir), false);
            await startDynamoDb(dir);
            assert.equal(stranger.exitCode ?? stranger.signalCode, null);
            assert.notEqual(record().pid, pid);
        } finally {
            stranger.kill("SIGKILL");
        }
    });

    it("says where to look when it cannot start", async () => {
        writeFileSync(join(dir, "tables"), "no folder");
        await assert.rejects(startDynamoDb(dir), /did not start; see .*server\.log$/);
    });
});
