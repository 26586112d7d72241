import { isDeepStrictEqual } from "node:util";
import {
    BatchWriteItemCommand,
    CreateTableCommand,
    DeleteTableCommand,
    DescribeTableCommand,
    DynamoDBClient,
    type KeySchemaElement,
    paginateScan,
    type Projection,
    ResourceInUseException,
    ResourceNotFoundException,
    type TableDescription,
    waitUntilTableExists,
    waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import type { Backends, IndexSpec, TableSpec } from "../cloud/backends";

/** How often to ask whether a table is ready, and for how long at most, in seconds. */
const WAIT = { minDelay: 0.05, maxDelay: 1, maxWaitTime: 60 };

/** Items that one request can write. */
const BATCH = 25;

/** A client of a sandbox's server, which takes any credentials. */
export function dynamoDbClient(endpoint: string): DynamoDBClient {
    // The client warns that later versions of it will not run on Node 20; this one does.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    return new DynamoDBClient({
        endpoint,
        region: "us-east-1",
        credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    });
}

/** The tables of the server at `endpoint`. */
export function dynamoDbBackend(endpoint: string): Backends["dynamodb"] {
    const client = dynamoDbClient(endpoint);
    return {
        createTable: (spec) => createTable(client, spec),
        updateIndexes: (spec) => updateIndexes(client, spec),
        deleteTable: (name) => deleteTable(client, name),
    };
}

async function createTable(client: DynamoDBClient, spec: TableSpec): Promise<void> {
    try {
        await client.send(
            new CreateTableCommand({
                TableName: spec.name,
                BillingMode: "PAY_PER_REQUEST",
                AttributeDefinitions: spec.attributes.map(({ name, type }) => ({
                    AttributeName: name,
                    AttributeType: type,
                })),
                KeySchema: keySchema(spec.hashKey, spec.rangeKey),
                LocalSecondaryIndexes: indexes(spec.localSecondaryIndexes),
                GlobalSecondaryIndexes: indexes(spec.globalSecondaryIndexes),
            }),
        );
    } catch (error) {
        if (!(error instanceof ResourceInUseException)) {
            throw error;
        }
    }
    await waitUntilTableExists({ client, ...WAIT }, { TableName: spec.name });
}

async function deleteTable(client: DynamoDBClient, name: string): Promise<void> {
    try {
        await client.send(new DeleteTableCommand({ TableName: name }));
    } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) {
            throw error;
        }
    }
    await waitUntilTableNotExists({ client, ...WAIT }, { TableName: name });
}

/**
 * The server cannot change the indexes of a table, so the table is made anew. Until that is done
 * its items are in a second table as well: whenever this is broken off, doing it again goes on.
 */
async function updateIndexes(client: DynamoDBClient, spec: TableSpec): Promise<void> {
    const spare = { ...spec, name: `${spec.name.slice(0, 240)}.new-indexes` };
    const found = await describe(client, spec.name);
    if (found !== undefined && !hasIndexes(found, spec)) {
        await createTable(client, spare);
        await copyItems(client, spec.name, spare.name);
        await deleteTable(client, spec.name);
    }
    await createTable(client, spec);
    if ((await describe(client, spare.name)) !== undefined) {
        await copyItems(client, spare.name, spec.name);
        await deleteTable(client, spare.name);
    }
}

async function describe(
    client: DynamoDBClient,
    name: string,
): Promise<TableDescription | undefined> {
    try {
        const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
        return Table;
    } catch (error) {
        if (error instanceof ResourceNotFoundException) {
            return undefined;
        }
        throw error;
    }
}

function hasIndexes(table: TableDescription, spec: TableSpec): boolean {
    const byName = (a: { IndexName?: string }, b: { IndexName?: string }) =>
        (a.IndexName ?? "").localeCompare(b.IndexName ?? "");
    const found = (table.GlobalSecondaryIndexes ?? []).map(
        ({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }),
    );
    const wanted = indexes(spec.globalSecondaryIndexes) ?? [];
    const sorted = [found, wanted].map((all) =>
        all
            .map(({ Projection: { ProjectionType, NonKeyAttributes } = {}, ...index }) => ({
                ...index,
                ProjectionType,
                included: [...(NonKeyAttributes ?? [])].sort(),
            }))
            .sort(byName),
    );
    return isDeepStrictEqual(sorted[0], sorted[1]);
}

async function copyItems(client: DynamoDBClient, from: string, to: string): Promise<void> {
    // One page is one batch, which the server writes as a whole.
    const pages = paginateScan({ client }, { TableName: from, Limit: BATCH });
    for await (const { Items = [] } of pages) {
        if (Items.length > 0) {
            const puts = Items.map((Item) => ({ PutRequest: { Item } }));
            await client.send(new BatchWriteItemCommand({ RequestItems: { [to]: puts } }));
        }
    }
}

function keySchema(hashKey: string, rangeKey: string | undefined): KeySchemaElement[] {
    return [
        { AttributeName: hashKey, KeyType: "HASH" },
        ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: "RANGE" } as const]),
    ];
}

function indexes(specs: readonly IndexSpec[]) {
    // The API refuses an empty list.
    return specs.length === 0
        ? undefined
        : specs.map(({ name, hashKey, rangeKey, projectionType, nonKeyAttributes }) => {
              const Projection: Projection = { ProjectionType: projectionType };
              if (nonKeyAttributes !== undefined) {
                  Projection.NonKeyAttributes = [...nonKeyAttributes];
              }
              return { IndexName: name, KeySchema: keySchema(hashKey, rangeKey), Projection };
          });
}
