import {
    type AttributeValue,
    BatchGetItemCommand,
    type DynamoDBClient,
    GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { StoredItem } from "./items";
import { LOOK_BACK } from "./writer";

/** Keys that one request takes at most. */
const AT_ONCE = 100;

/**
 * Where writing stopped, whatever ended it: the table itself is asked. Items are written in order
 * but for the last {@link LOOK_BACK}, so bisection finds about where, and a look at each of those
 * exactly.
 * @param keyAt key of the item of an index
 * @param count how many items there should be
 * @returns index of the first item that is not there; `count` when all are
 */
export async function firstMissing(
    client: DynamoDBClient,
    tableName: string,
    keyAt: (index: number) => StoredItem,
    count: number,
): Promise<number> {
    const isThere = async (index: number) => {
        const { Item } = await client.send(
            new GetItemCommand({ TableName: tableName, Key: keyAt(index), ConsistentRead: true }),
        );
        return Item !== undefined;
    };
    if (!(await isThere(0))) {
        return 0;
    }
    let [there, missing] = [0, count];
    while (missing - there > 1) {
        const middle = Math.floor((there + missing) / 2);
        if (await isThere(middle)) {
            there = middle;
        } else {
            missing = middle;
        }
    }
    for (let start = Math.max(0, missing - LOOK_BACK); start < missing; start += AT_ONCE) {
        const keys = Array.from({ length: Math.min(AT_ONCE, missing - start) }, (_, i) =>
            keyAt(start + i),
        );
        // What the table does not tell this time counts as missing, and is written again.
        const { Responses } = await client.send(
            new BatchGetItemCommand({
                RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } },
            }),
        );
        const names = Object.keys(keys[0] ?? {});
        const found = new Set(Responses?.[tableName]?.map((item) => text(item, names)));
        const gap = keys.findIndex((key) => !found.has(text(key, names)));
        if (gap >= 0) {
            return start + gap;
        }
    }
    return missing;
}

function text(item: Readonly<Record<string, AttributeValue>>, names: readonly string[]): string {
    return names
        .map((name) => {
            const { S, N, B = new Uint8Array() } = item[name] ?? {};
            return S ?? N ?? Buffer.from(B).toString("base64");
        })
        .join("\0");
}
