import assert from "node:assert/strict";
import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { firstMissing } from "../../../operations/data/first-missing";
import { Items } from "../../../operations/data/items";
import { Pace } from "../../../operations/data/pace";
import { creation } from "../../../operations/data/schema";
import { connect } from "../../../operations/data/target";
import { BATCH, LOOK_BACK, write, type Writing } from "../../../operations/data/writer";
import { consents } from "../../../tables/consents";
import { Front, Refusal } from "./front";
import { TestServer } from "./harness";

const items = new Items(consents, 1);

/** The indexes of items by their keys. */
const byKey = new Map(upTo(3000).map((index) => [text(items.keyAt(index)), index]));

const item = (index: number) => items.at(index, 1_800_000_000);

const THROTTLED = "ProvisionedThroughputExceededException";

type Batch = Record<string, { PutRequest: { Item: Record<string, unknown> } }[]>;

describe("npm run data: writing many items", function () {
    let server: TestServer;
    let front: Front;
    let client: DynamoDBClient;
    let tableName: string;
    let tables = 0;
    let stop: AbortController;
    let kill: AbortController;

    before(async () => (server = await TestServer.start()));
    after(() => server.stop());
    beforeEach(async () => {
        front = new Front(server.endpoint);
        const credentials = { accessKeyId: "test", secretAccessKey: "test" };
        client = connect({
            endpoint: await front.start(),
            ...{ region: "us-east-1", credentials, maxAttempts: 1 },
        });
        tableName = `consents-${tables++}`;
        await server.client.send(new CreateTableCommand(creation(consents, tableName)));
        [stop, kill] = [new AbortController(), new AbortController()];
    });
    afterEach(() => {
        client.destroy();
        front.stop();
    });

    async function written(to: number, more: Partial<Writing> = {}) {
        const told: number[] = [];
        const outcome = await write({
            ...{ client, tableName, from: 0, to, item, pauseMs: 1 },
            ...{ stop: stop.signal, kill: kill.signal },
            onWritten: (count) => told.push(count),
            ...more,
        });
        return { ...outcome, told };
    }

    /** The indexes of the items that are in the table, in order. */
    async function there(): Promise<number[]> {
        const all = await server.items(tableName);
        return all.map(({ userId, purpose }) => indexOf({ userId, purpose })).sort((a, b) => a - b);
    }

    const missing = (count: number) =>
        firstMissing(client, tableName, (index) => items.keyAt(index), count);

    it("writes each of them once, as it was made", async () => {
        const { told, ...outcome } = await written(260);
        assert.deepEqual(outcome, { written: 260, unknown: 0 });
        assert.equal(front.seen.get("BatchWriteItem"), 11);
        assert.deepEqual(
            told,
            told.toSorted((a, b) => a - b),
        );
        assert.equal(told.at(-1), 260);
        const found = await server.items(tableName);
        const one = found.find(({ userId, purpose }) => indexOf({ userId, purpose }) === 137);
        assert.deepEqual(one, item(137));
        assert.deepEqual(await there(), upTo(260));
        assert.equal(await missing(260), 260);
    });

    it("sends again what the table does not process, and what it throttles", async () => {
        front.rules.set("BatchWriteItem", async (body, nth, handOn) => {
            const { [tableName]: batch = [] } = body.RequestItems as Batch;
            if (nth % 3 === 0) {
                throw new Refusal(nth % 2 === 0 ? THROTTLED : "ThrottlingException", "slow down");
            }
            if (nth % 3 === 1) {
                const [taken, left] = [batch.slice(0, 10), batch.slice(10)];
                await handOn({ RequestItems: { [tableName]: taken } });
                return { UnprocessedItems: left.length === 0 ? {} : { [tableName]: left } };
            }
            return handOn(body);
        });
        const { told, ...outcome } = await written(600);
        assert.deepEqual(outcome, { written: 600, unknown: 0 });
        assert.equal(told.at(-1), 600);
        assert.deepEqual(await there(), upTo(600));
    });

    it("sends again after faults of the server, and connections that break", async () => {
        front.rules.set("BatchWriteItem", (body, nth, handOn) => {
            if (nth < 2) {
                throw new Refusal("InternalServerError", "a fault", nth === 0 ? 500 : 0);
            }
            return handOn(body);
        });
        assert.equal((await written(100)).written, 100);
        assert.equal(front.seen.get("BatchWriteItem"), 6);
        assert.deepEqual(await there(), upTo(100));
    });

    it("has fewer batches under way where the table throttles", async () => {
        const mostAtOnce = async () => {
            let [next, most] = [0, 0];
            await written(3000, {
                item: (index) => {
                    next = Math.max(next, index + 1);
                    return item(index);
                },
                onWritten: (count) => (most = Math.max(most, (next - count) / BATCH + 1)),
            });
            return most;
        };
        front.rules.set("BatchWriteItem", (body, nth, handOn) => {
            if (nth % 4 !== 0) {
                throw new Refusal(THROTTLED, "slow down");
            }
            return handOn(body);
        });
        const throttled = await mostAtOnce();
        assert.ok(throttled <= 5, `${throttled} at once`);
        front.rules.clear();
        const free = await mostAtOnce();
        assert.ok(free > 8 && free <= 17, `${free} at once`);
    });

    it("begins no other batch when stopped, and ends those under way", async () => {
        const outcome = await written(3000, {
            onWritten: (count) => {
                if (count >= 500) {
                    stop.abort();
                }
            },
        });
        assert.ok(outcome.written >= 500 && outcome.written < 1000);
        assert.equal(outcome.unknown, 0);
        assert.deepEqual(await there(), upTo(outcome.written));
        assert.equal(await missing(3000), outcome.written);
    });

    it("leaves what is under way when killed, and says of how many nobody knows", async () => {
        front.rules.set("BatchWriteItem", (body, nth, handOn) => {
            if (nth < 10) {
                return handOn(body);
            }
            stop.abort();
            kill.abort();
            return new Promise(() => undefined);
        });
        const { written: sure, unknown, failure } = await written(3000);
        assert.equal(failure, undefined);
        assert.ok(unknown >= 25 && unknown <= 400, String(unknown));
        const found = (await there()).length;
        assert.ok(found >= sure && found <= sure + unknown, `${sure}, ${found}, ${unknown}`);
    });

    it("ends with what keeps it from going on", async () => {
        front.rules.set("BatchWriteItem", (body, nth, handOn) => {
            if (nth === 4) {
                throw new Refusal("ResourceNotFoundException", "no such table");
            }
            return handOn(body);
        });
        const outcome = await written(3000);
        assert.equal((outcome.failure as Error).name, "ResourceNotFoundException");
        assert.equal(outcome.unknown, 25);
        const found = await there();
        assert.equal(found.length, outcome.written);
        const first = await missing(3000);
        assert.equal(found.includes(first), false);
        assert.deepEqual(found.slice(0, first), upTo(first));
    });

    it("gives up on a table that takes nothing, after a while", async () => {
        front.rules.set("BatchWriteItem", () => {
            throw new Refusal(THROTTLED, "slow down");
        });
        const outcome = await written(25, { pauseMs: 0 });
        assert.equal((outcome.failure as Error).name, THROTTLED);
        assert.equal(front.seen.get("BatchWriteItem"), 13);
    });

    it("does not run ahead of a batch that is late by more than is looked back", async () => {
        const late = { start: -1, answer: () => undefined as unknown };
        let next = 0;
        let ahead = 0;
        front.rules.set("BatchWriteItem", async (body, nth, handOn) => {
            if (nth === 4) {
                const { [tableName]: batch = [] } = body.RequestItems as Batch;
                const { userId, purpose } = batch[0]?.PutRequest.Item ?? {};
                late.start = indexOf({ userId, purpose });
                await new Promise(
                    (resolve) =>
                        (late.answer = () => {
                            resolve(undefined);
                        }),
                );
            }
            return handOn(body);
        });
        const outcome = await written(3000, {
            item: (index) => {
                next = Math.max(next, index + 1);
                return item(index);
            },
            onWritten: (count) => {
                // Only the late one is under way: no other was begun in its time.
                if (late.start >= 0 && next - count === BATCH && ahead === 0) {
                    ahead = next - late.start;
                    late.answer();
                }
            },
        });
        assert.equal(outcome.written, 3000);
        assert.equal(ahead, LOOK_BACK);
        assert.deepEqual(await there(), upTo(3000));
    });

    it("looks back as far as an item may be missing before one that is there", async () => {
        // All but the first of the window, as a writer could leave it.
        await written(2000, { from: 2000 - LOOK_BACK + 25 });
        await written(2000 - LOOK_BACK);
        assert.equal(await missing(3000), 2000 - LOOK_BACK);
        assert.equal(await missing(2000), 2000 - LOOK_BACK);
        assert.equal(await missing(1000), 1000);
    });

    it("counts what the table does not tell as missing", async () => {
        await written(300);
        front.rules.set("BatchGetItem", () => ({ Responses: {}, UnprocessedKeys: {} }));
        assert.equal(await missing(300), 0);
    });
});

describe("npm run data: the pace of writing", () => {
    it("grows by one each round, to 16, and is halved down to one", () => {
        const pace = new Pace();
        assert.equal(pace.limit, 4);
        for (let batch = 0; batch < 5; batch++) {
            pace.faster();
        }
        assert.equal(pace.limit, 5);
        for (let batch = 0; batch < 1000; batch++) {
            pace.faster();
        }
        assert.equal(pace.limit, 16);
        pace.slower();
        assert.equal(pace.limit, 8);
        for (let batch = 0; batch < 10; batch++) {
            pace.slower();
        }
        assert.equal(pace.limit, 1);
    });
});

function upTo(count: number): number[] {
    return Array.from({ length: count }, (_, index) => index);
}

function indexOf(key: Record<string, unknown>): number {
    return byKey.get(text(key)) ?? -1;
}

function text(key: Record<string, unknown>): string {
    return JSON.stringify(key);
}
