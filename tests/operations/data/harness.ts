import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { data } from "../../../operations/data/command";
import type { Io } from "../../../operations/data/io";
import type { StoredItem } from "../../../operations/data/items";
import { dynamoDbClient } from "../../../sandbox/dynamodb/backend";
import { startDynamoDb, stopDynamoDb } from "../../../sandbox/dynamodb/server";
import { ROOT } from "../../../sandbox/platform/repository";

/** A DynamoDB server as the sandbox starts it. */
export class TestServer {
    private constructor(
        readonly dir: string,
        readonly endpoint: string,
        readonly client: DynamoDBClient,
    ) {}

    /** @param dir where it keeps its tables. @default a folder of its own */
    static async start(dir = mkdtempSync(join(tmpdir(), "pii-data-"))): Promise<TestServer> {
        const { endpoint } = await startDynamoDb(dir);
        return new TestServer(dir, endpoint, dynamoDbClient(endpoint));
    }

    async stop(): Promise<void> {
        this.client.destroy();
        await stopDynamoDb(this.dir);
        rmSync(this.dir, { recursive: true });
    }

    async items(table: string): Promise<StoredItem[]> {
        const items: StoredItem[] = [];
        const pages = paginateScan({ client: this.client }, { TableName: table });
        for await (const { Items = [] } of pages) {
            items.push(...Items);
        }
        return items;
    }
}

/** What a command said, and how it ended. */
export interface Ending {
    readonly said: string[];
    readonly code?: number;
    /** In words, when it failed. */
    readonly error?: string[];
}

/** Runs `npm run data -- ARGS` within this process. */
export async function run(args: readonly string[], io: Partial<Io> = {}): Promise<Ending> {
    const said: string[] = [];
    try {
        const code = await data(args, {
            root: ROOT,
            say: (line) => said.push(...line.split("\n")),
            progress: () => ({ at: () => undefined, end: () => undefined }),
            stop: new AbortController().signal,
            kill: new AbortController().signal,
            ...io,
        });
        return { said, code };
    } catch (error) {
        return { said, error: (error as Error).message.split("\n") };
    }
}
