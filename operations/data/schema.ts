import type {
    CreateTableCommandInput,
    KeySchemaElement,
    Projection as Projected,
    TableDescription,
} from "@aws-sdk/client-dynamodb";
import { keyAttributes } from "../../tables/derived";
import type { KeySpec, Projection, TableSpec } from "../../tables/table-spec";

/** What a spec and a table can be compared by. */
type Schema = Pick<
    TableDescription,
    | "AttributeDefinitions"
    | "KeySchema"
    | "GlobalSecondaryIndexes"
    | "LocalSecondaryIndexes"
    | "StreamSpecification"
>;

/** What is asked of DynamoDB to make the table, on demand and without the settings of an environment. */
export function creation(spec: TableSpec, tableName: string): CreateTableCommandInput {
    const globals = Object.entries(spec.indexes ?? {});
    const locals = Object.entries(spec.localIndexes ?? {});
    return {
        TableName: tableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: Object.entries(keyAttributes(spec)).map(
            ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }),
        ),
        KeySchema: keySchema(spec.key),
        // The API refuses empty lists.
        ...(globals.length > 0 && {
            GlobalSecondaryIndexes: globals.map(([IndexName, index]) => ({
                IndexName,
                KeySchema: keySchema(index),
                Projection: projected(index.projection),
            })),
        }),
        ...(locals.length > 0 && {
            LocalSecondaryIndexes: locals.map(([IndexName, { range, projection }]) => ({
                IndexName,
                KeySchema: keySchema({ hash: spec.key.hash, range }),
                Projection: projected(projection),
            })),
        }),
        ...(spec.stream && {
            StreamSpecification: { StreamEnabled: true, StreamViewType: spec.stream },
        }),
    };
}

/**
 * How a table differs from its spec in what DynamoDB knows of it, in words; not its TTL.
 * @param hasStreams whether the server keeps what is said of streams
 */
export function differences(
    spec: TableSpec,
    found: TableDescription,
    hasStreams: boolean,
): string[] {
    const is = inWords(found, hasStreams);
    const wanted = inWords(creation(spec, spec.name), hasStreams);
    return [...new Set([...wanted.keys(), ...is.keys()])].flatMap((what) => {
        const [a, b] = [is.get(what), wanted.get(what)];
        if (a === b) {
            return [];
        }
        return b === undefined
            ? [`${what} (${a ?? ""}) is not in the spec`]
            : [`${what} is ${a ?? "missing"}; the spec says ${b}`];
    });
}

/** Its parts by what they are called. */
function inWords(schema: Schema, hasStreams: boolean): Map<string, string> {
    const types = new Map(
        schema.AttributeDefinitions?.map(({ AttributeName, AttributeType }) => [
            AttributeName,
            AttributeType,
        ]),
    );
    const key = (elements: readonly KeySchemaElement[] = []) =>
        elements.map(({ AttributeName: name = "" }) => `${name} (${types.get(name) ?? "?"})`);
    const index =
        (kind: string) =>
        ({
            IndexName: name = "",
            KeySchema,
            Projection,
        }: {
            IndexName?: string;
            KeySchema?: KeySchemaElement[];
            Projection?: Projected;
        }): [string, string] => [
            `${kind} ${name}`,
            `${key(KeySchema).join(", ")} with ${projectionInWords(Projection)}`,
        ];
    const { StreamSpecification: stream } = schema;
    return new Map([
        ["key", key(schema.KeySchema).join(", ")],
        ...(schema.LocalSecondaryIndexes ?? []).map(index("local index")),
        ...(schema.GlobalSecondaryIndexes ?? []).map(index("index")),
        ...(hasStreams && stream?.StreamEnabled
            ? [["stream", stream.StreamViewType ?? "on"] as const]
            : []),
    ]);
}

function projectionInWords({ ProjectionType: type, NonKeyAttributes: names = [] }: Projected = {}) {
    return type === "INCLUDE" ? names.toSorted().join(", ") : (type ?? "");
}

function keySchema({ hash, range }: KeySpec): KeySchemaElement[] {
    return [
        { AttributeName: hash, KeyType: "HASH" },
        ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" } as const]),
    ];
}

function projected(projection: Projection): Projected {
    return typeof projection === "string"
        ? { ProjectionType: projection }
        : { ProjectionType: "INCLUDE", NonKeyAttributes: [...projection] };
}
