import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    CreateTableCommand,
    type DynamoDBClient,
    GetItemCommand,
    waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { openDynamoDb } from "../../examples/tables-client/connect";
import { dynamoDbClient } from "../../sandbox/dynamodb/backend";
import { startDynamoDb, stopDynamoDb } from "../../sandbox/dynamodb/server";
import { keyAttributes } from "../../tables/derived";
import type { KeySpec, Projection, TableSpec } from "../../tables/table-spec";

export const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** A DynamoDB server of its own, with tables made from specs. */
export class TableServer {
    private constructor(
        private readonly dir: string,
        /** As an application opens it. */
        readonly dynamodb: DynamoDBDocument,
        /** Sees what is stored as it is. */
        readonly raw: DynamoDBClient,
    ) {}

    static async start(): Promise<TableServer> {
        const dir = mkdtempSync(join(tmpdir(), "tables-client-"));
        const { endpoint } = await startDynamoDb(dir);
        const dynamodb = openDynamoDb({ region: "eu-west-1", credentials: CREDENTIALS, endpoint });
        return new TableServer(dir, dynamodb, dynamoDbClient(endpoint));
    }

    async stop(): Promise<void> {
        this.dynamodb.destroy();
        this.raw.destroy();
        await stopDynamoDb(this.dir);
        rmSync(this.dir, { recursive: true });
    }

    /** Makes the table of a spec and returns its name. */
    async create(spec: TableSpec): Promise<string> {
        const TableName = `pii-test-${spec.name}`;
        const local = Object.entries(spec.localIndexes ?? {}).map(([name, index]) =>
            indexOf(name, { hash: spec.key.hash, range: index.range }, index.projection),
        );
        const global = Object.entries(spec.indexes ?? {}).map(([name, index]) =>
            indexOf(name, index, index.projection),
        );
        await this.raw.send(
            new CreateTableCommand({
                TableName,
                BillingMode: "PAY_PER_REQUEST",
                AttributeDefinitions: Object.entries(keyAttributes(spec)).map(
                    ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }),
                ),
                KeySchema: keySchema(spec.key),
                ...(local.length > 0 && { LocalSecondaryIndexes: local }),
                ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
            }),
        );
        await waitUntilTableExists(
            { client: this.raw, minDelay: 0.05, maxDelay: 1, maxWaitTime: 60 },
            { TableName },
        );
        return TableName;
    }

    /** An item as it is stored, of which the key is one string. */
    async stored(TableName: string, name: string, value: string) {
        const { Item } = await this.raw.send(
            new GetItemCommand({ TableName, Key: { [name]: { S: value } } }),
        );
        return Item ?? {};
    }
}

function indexOf(IndexName: string, key: KeySpec, projection: Projection) {
    return {
        IndexName,
        KeySchema: keySchema(key),
        Projection:
            typeof projection === "string"
                ? { ProjectionType: projection }
                : { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...projection] },
    };
}

function keySchema({ hash, range }: KeySpec) {
    return [
        { AttributeName: hash, KeyType: "HASH" as const },
        ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" as const }]),
    ];
}
