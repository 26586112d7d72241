import { type AttributeValue, QueryCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import pc from "picocolors";
import { storedType } from "../../tables/derived";
import type { KeySpec, Projection, TableSpec } from "../../tables/table-spec";
import { type Check, value } from "../shared/check";
import { explain } from "./explain";
import type { Io } from "./io";
import type { StoredItem } from "./items";
import { shown } from "./mask";
import { counted } from "./numbers";
import { plainTable } from "./plain-table";
import { type PresentTable, sizeOf } from "./present-table";
import type { Target } from "./target";

export interface Showing {
    /** Of the items wanted: the partition key, or that and the sort key. @default any items */
    readonly key?: StoredItem;
    readonly limit: number;
    readonly clearLevel1: boolean;
}

/** Tells what a table is, and some of its items, without what nobody should see. */
export async function show(
    target: Target,
    table: PresentTable,
    { key, limit, clearLevel1 }: Showing,
    { say }: Pick<Io, "say">,
): Promise<void> {
    const { spec, name, description } = table;
    const { items: count, bytes } = await sizeOf(target, table);
    say(pc.bold(`${spec.name}: ${spec.purpose}`));
    say(
        `${name} ${target.where}: ${description.TableStatus ?? "?"}, ${target.kind === "sandbox" ? "" : "about "}${counted(count)} items${bytes === undefined ? "" : `, ${counted(bytes)} bytes`}\n`,
    );
    say(attributes(spec));
    say(`\n${pc.bold("Keys")}\n${keys(spec).join("\n")}`);
    const items = await read(target, name, key, limit);
    say(`\n${pc.bold(key === undefined ? `Items, ${items.length} of them` : "Items of that key")}`);
    if (items.length === 0) {
        say("  none");
    }
    for (const item of items) {
        const names = [...new Set([...Object.keys(spec.attributes), ...Object.keys(item)])];
        const rows = names.flatMap((attribute) => {
            const found = item[attribute];
            return found === undefined
                ? []
                : [[`  ${attribute}`, shown(spec.attributes[attribute], found, clearLevel1)]];
        });
        say(`${plainTable([], rows)}\n`);
    }
}

/**
 * The key that the user gave as `name=value`; binary values are base64.
 * @returns all that is wrong in it
 */
export function checkKey(
    { key, attributes }: TableSpec,
    given: readonly string[],
): Check<StoredItem> {
    const names = Object.values(key) as string[];
    const parts = given.map((text) => {
        const at = text.indexOf("=");
        return at < 1
            ? ([text, undefined] as const)
            : ([text.slice(0, at), text.slice(at + 1)] as const);
    });
    const problems = parts.flatMap(([name, text]) => {
        if (text === undefined || text === "") {
            return [`--key ${name} has no value: say <attribute>=<value>`];
        }
        if (!names.includes(name)) {
            return [`--key ${name} is no key of the table: its keys are ${names.join(", ")}`];
        }
        return attributes[name]?.type === "N" && !Number.isFinite(Number(text))
            ? [`--key ${name} is ${JSON.stringify(text)}: it must be a number`]
            : [];
    });
    if (!parts.some(([name]) => name === key.hash)) {
        problems.push(`--key lacks ${key.hash}: say --key ${key.hash}=<value>`);
    }
    if (problems.length > 0) {
        return { problems };
    }
    return value(
        Object.fromEntries(
            parts.map(([name, text = ""]): [string, AttributeValue] => {
                const type = attributes[name]?.type;
                return [
                    name,
                    type === "N"
                        ? { N: text }
                        : type === "B"
                          ? { B: Buffer.from(text, "base64") }
                          : { S: text },
                ];
            }),
        ),
    );
}

function attributes(spec: TableSpec): string {
    return plainTable(
        ["Attribute", "Type", "Level", "Holds"],
        Object.entries(spec.attributes).map(([name, attribute]) => [
            attribute.optional ? `${name}?` : name,
            storedType(attribute) === attribute.type
                ? attribute.type
                : `${attribute.type}, encrypted by the client`,
            String(attribute.level),
            attribute.holds,
        ]),
    );
}

function keys(spec: TableSpec): string[] {
    const line = (what: string, { hash, range }: KeySpec, rest = "") =>
        `  ${what}: ${hash}${range === undefined ? "" : `, ${range}`}${rest}`;
    const projects = (projection: Projection) =>
        `; with ${typeof projection === "string" ? projection : projection.join(", ")}`;
    return [
        line("table", spec.key, spec.ttl === undefined ? "" : `; items go after ${spec.ttl}`),
        ...Object.entries(spec.localIndexes ?? {}).map(([name, { range, projection }]) =>
            line(name, { hash: spec.key.hash, range }, projects(projection)),
        ),
        ...Object.entries(spec.indexes ?? {}).map(([name, index]) =>
            line(name, index, projects(index.projection)),
        ),
    ];
}

async function read(
    target: Target,
    name: string,
    key: StoredItem | undefined,
    Limit: number,
): Promise<StoredItem[]> {
    const names = Object.keys(key ?? {});
    try {
        const { Items = [] } = await (key === undefined
            ? target.client.send(new ScanCommand({ TableName: name, Limit }))
            : target.client.send(
                  new QueryCommand({
                      TableName: name,
                      Limit,
                      ConsistentRead: true,
                      KeyConditionExpression: names.map((_, i) => `#k${i} = :k${i}`).join(" AND "),
                      ExpressionAttributeNames: Object.fromEntries(
                          names.map((attribute, i) => [`#k${i}`, attribute]),
                      ),
                      ExpressionAttributeValues: Object.fromEntries(
                          Object.values(key).map((part, i) => [`:k${i}`, part]),
                      ),
                  }),
              ));
        return Items;
    } catch (error) {
        throw new Error(`${name}: ${explain(error, target)}`, { cause: error });
    }
}
