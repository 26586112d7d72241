import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    BatchWriteItemCommand,
    CreateTableCommand,
    type DynamoDBClient,
    type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { Items } from "../../operations/data/items";
import { creation } from "../../operations/data/schema";
import { BATCH, write } from "../../operations/data/writer";
import { dynamoDbClient } from "../../sandbox/dynamodb/backend";
import { startDynamoDb, stopDynamoDb } from "../../sandbox/dynamodb/server";
import { ROOT } from "../../sandbox/platform/repository";
import { consents } from "../../tables/consents";
import { add, type Figures, print, ratio } from "./figures";
import { Memory } from "./memory";

/** Items of a round, and requests that the bare client has under way: as many as the writer may. */
const ITEMS = 10_000;
const AT_ONCE = 16;

/** A run of the first is over before the heap has grown to what a longer one takes. */
const COUNTS = [10_000, 100_000, 1_000_000];

const items = new Items(consents, 1);

const item = (index: number) => items.at(index, 1_800_000_000);

/**
 * The command's writer against what the server takes at most: the same batches, made beforehand,
 * from a bare client. Client and server share the machine.
 */
export async function seedRate(rounds: number): Promise<void> {
    const dir = mkdtempSync(join(tmpdir(), "pii-bench-"));
    const figures: Figures = new Map();
    const [ours, limit] = ["npm run data -- seed, items/s", "the server's own limit, items/s"];
    try {
        const { endpoint } = await startDynamoDb(dir);
        const client = dynamoDbClient(endpoint);
        const batches = Array.from({ length: ITEMS / BATCH }, (_, batch) =>
            Array.from({ length: BATCH }, (_, i) => ({
                PutRequest: { Item: item(batch * BATCH + i) },
            })),
        );
        const rate = async (what: string, table: string, work: () => Promise<unknown>) => {
            await client.send(new CreateTableCommand(creation(consents, table)));
            const start = performance.now();
            await work();
            add(figures, what, ITEMS / ((performance.now() - start) / 1000));
        };
        for (let round = 0; round < rounds; round++) {
            const [bare, seeded] = [`bare-${round}`, `seeded-${round}`];
            const both = [
                () => rate(limit, bare, () => writeBare(client, bare, batches)),
                () => rate(ours, seeded, () => seed(client, seeded)),
            ];
            // Whoever comes second finds a warmer server.
            for (const one of round % 2 === 0 ? both : both.reverse()) {
                await one();
            }
        }
        client.destroy();
        await stopDynamoDb(dir);
    } finally {
        rmSync(dir, { recursive: true });
    }
    print(`${ITEMS} items of ${consents.name} into the sandbox's server`, figures);
    ratio(figures, ours, limit);
}

async function seed(client: DynamoDBClient, tableName: string): Promise<void> {
    const { signal } = new AbortController();
    await write({
        ...{ client, tableName, from: 0, to: ITEMS, item, onWritten: () => undefined },
        ...{ stop: signal, kill: signal },
    });
}

async function writeBare(
    client: DynamoDBClient,
    table: string,
    batches: readonly WriteRequest[][],
): Promise<void> {
    const left = batches.values();
    const worker = async () => {
        for (const batch of left) {
            await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }));
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Memory of the whole command as its items grow tenfold, into a server that keeps nothing. */
export async function seedMemory(): Promise<void> {
    const figures: Figures = new Map();
    const name = (count: number) => `${count} items, peak memory, MB`;
    const sink = createServer((request, response) => {
        const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
        request.resume().on("end", () => {
            const Table = { TableName: consents.name, TableStatus: "ACTIVE" };
            response.end(JSON.stringify(operation === "DescribeTable" ? { Table } : {}));
        });
    });
    sink.listen(0, "127.0.0.1");
    await once(sink, "listening");
    const endpoint = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
    for (const count of COUNTS) {
        const where = ["--endpoint", endpoint, "--table", consents.name];
        const child = spawn(
            process.execPath,
            ["--require", "tsx/cjs", "operations/data/main.ts", "seed", ...where, "--items"].concat(
                String(count),
            ),
            { cwd: ROOT, stdio: "ignore" },
        );
        const memory = new Memory(child.pid);
        const start = performance.now();
        await once(child, "exit");
        add(figures, `${count} items, items/s`, count / ((performance.now() - start) / 1000));
        add(figures, name(count), memory.take());
        memory.end();
    }
    sink.closeAllConnections();
    sink.close();
    print("npm run data -- seed, the whole command, into a server that keeps nothing", figures);
    ratio(figures, name(1_000_000), name(100_000));
}
