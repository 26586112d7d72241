import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
    BatchWriteItemCommand,
    type DynamoDBClient,
    type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { isConnectionError } from "./explain";
import type { StoredItem } from "./items";
import { Pace } from "./pace";

/** Items that one request takes at most. */
export const BATCH = 25;

/**
 * Of all items before one that is written, those that may be missing are among so many. Whoever
 * goes on where a killed writer stopped looks back as far.
 */
export const LOOK_BACK = 800;

/** How often a batch is sent of which the table takes nothing. */
const MOST_ATTEMPTS = 12;

const LONGEST_PAUSE_MS = 20_000;

export interface Writing {
    /** One that does not try again by itself. */
    readonly client: DynamoDBClient;
    readonly tableName: string;
    /** Index of the first item, and of the one after the last. */
    readonly from: number;
    readonly to: number;
    /** May be asked for the same item again. */
    readonly item: (index: number) => StoredItem;
    /** Told how many are written, whenever there are more. */
    readonly onWritten: (count: number) => void;
    /** No other batch is begun. */
    readonly stop: AbortSignal;
    /** What is under way is left. */
    readonly kill: AbortSignal;
    /** The first pause of a batch that is not taken; each next one is twice as long. @default 50 */
    readonly pauseMs?: number;
}

export interface Outcome {
    /** Items that are written. */
    readonly written: number;
    /** Items of which nobody knows. */
    readonly unknown: number;
    /** What kept it from going on. */
    readonly failure?: unknown;
}

/**
 * Writes items in batches, several at a time and begun in order; what the table does not take is
 * sent again, later and later. Holds no more items than are under way.
 */
export async function write(writing: Writing): Promise<Outcome> {
    const { from, to, stop, kill, onWritten } = writing;
    // Each request listens to it while it is under way.
    setMaxListeners(0, kill);
    const pace = new Pace();
    // By their first index: the oldest comes first.
    const underWay = new Map<number, Promise<void>>();
    let written = 0;
    let unknown = 0;
    let failure: unknown;
    const batch = async (start: number, end: number) => {
        let left = end - start;
        try {
            await writeBatch(writing, pace, start, end, (count) => {
                left -= count;
                written += count;
                onWritten(written);
            });
        } catch (error) {
            unknown += left;
            failure ??= error;
        }
        underWay.delete(start);
    };
    for (let start = from; start < to; start += BATCH) {
        while (underWay.size >= pace.limit || isTooFarAhead(start, underWay)) {
            await Promise.race(underWay.values());
        }
        if (stop.aborted || failure !== undefined) {
            break;
        }
        underWay.set(start, batch(start, Math.min(start + BATCH, to)));
    }
    await Promise.all(underWay.values());
    return { written, unknown, ...(failure !== undefined && !kill.aborted && { failure }) };
}

function isTooFarAhead(start: number, underWay: ReadonlyMap<number, unknown>): boolean {
    const oldest = underWay.keys().next();
    return oldest.done !== true && start + BATCH - oldest.value > LOOK_BACK;
}

/** @param onTaken told how many items of it the table has taken */
async function writeBatch(
    { client, tableName, item, kill, pauseMs = 50 }: Writing,
    pace: Pace,
    start: number,
    end: number,
    onTaken: (count: number) => void,
): Promise<void> {
    let requests: WriteRequest[] = Array.from({ length: end - start }, (_, i) => ({
        PutRequest: { Item: item(start + i) },
    }));
    for (let attempt = 0; ; attempt++) {
        const [left, error] = await send(client, tableName, requests, kill);
        const taken = requests.length - left.length;
        onTaken(taken);
        if (left.length === 0) {
            pace.faster();
            return;
        }
        pace.slower();
        if (taken > 0) {
            attempt = 0;
        }
        if (attempt === MOST_ATTEMPTS) {
            throw (
                error ?? new Error("the table takes nothing more: give it more capacity, or wait")
            );
        }
        const longest = Math.min(LONGEST_PAUSE_MS, pauseMs * 2 ** attempt);
        await sleep(Math.random() * longest, undefined, { signal: kill });
        requests = left;
    }
}

/** What was not taken, and why if the whole request was not. */
async function send(
    client: DynamoDBClient,
    tableName: string,
    requests: WriteRequest[],
    abortSignal: AbortSignal,
): Promise<[left: WriteRequest[], error?: Error]> {
    try {
        const { UnprocessedItems } = await client.send(
            new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }),
            { abortSignal },
        );
        return [UnprocessedItems?.[tableName] ?? []];
    } catch (error) {
        if (isPassing(error)) {
            return [requests, error as Error];
        }
        throw error;
    }
}

const PASSING = new Set([
    "InternalServerError",
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
]);

/** Whether the same request may well succeed a little later. */
function isPassing(error: unknown): boolean {
    return PASSING.has((error as Error).name) || isConnectionError(error);
}
