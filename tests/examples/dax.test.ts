import assert from "node:assert/strict";
import { mock } from "node:test";
import { CacheFirst, type Reads } from "../../examples/tables-client/cache-first";
import { type Dax, openDax } from "../../examples/tables-client/connect";
import { TableClient } from "../../examples/tables-client/table-client";
import { consents } from "../../tables/consents";
import { CREDENTIALS, TableServer } from "./tables";

const options = { region: "eu-west-1", credentials: CREDENTIALS };

/** Of a cluster that cannot be reached: nobody listens on that port. */
const NOBODY = "daxs://127.0.0.1:1";

const item = {
    userId: "u-1",
    purpose: "news",
    changedAt: "2026-01-01",
    givenAt: "2026-01-01",
    noticeVersion: "3",
};

describe("examples: reads through DAX", function () {
    let server: TableServer;
    let tableName: string;

    before(async () => {
        server = await TableServer.start();
        tableName = await server.create(consents);
    });
    after(() => server.stop());

    beforeEach(() => {
        // DAX's client writes there what it cannot reach.
        mock.method(console, "error", () => undefined);
    });
    afterEach(() => {
        mock.restoreAll();
    });

    describe("with a cluster that cannot be reached", () => {
        let dax: Dax;
        let tried: number;
        let told: unknown[];
        let time: number;
        let client: TableClient<typeof consents>;

        beforeEach(async () => {
            const opened = await openDax(NOBODY, options);
            dax = opened;
            tried = 0;
            told = [];
            time = 0;
            const counted: Reads = {
                get: (input) => ((tried += 1), opened.get(input)),
                query: (input) => ((tried += 1), opened.query(input)),
            };
            const cached = new CacheFirst(counted, server.dynamodb, {
                now: () => time,
                onFallback: (reason) => told.push((reason as { code?: unknown }).code),
            });
            client = new TableClient({
                spec: consents,
                tableName,
                dynamodb: server.dynamodb,
                cached,
            });
        });
        afterEach(() => {
            dax.shutdown();
        });

        it("answers from DynamoDB, and tries the cluster again after some seconds", async () => {
            await client.put(item);
            assert.deepEqual(await client.get(item), item);
            assert.deepEqual(told, ["NoRouteException"]);
            assert.deepEqual((await client.query({ userId: "u-1" })).items, [item]);
            assert.equal(tried, 1);
            time += 5000;
            assert.deepEqual((await client.query({ userId: "u-1" })).items, [item]);
            assert.deepEqual(told, ["NoRouteException", "NoRouteException"]);
        });
    });

    describe("with a cluster that answers", () => {
        /** What asks DAX, and answers as it does: with what the table held some time ago. */
        class Asked implements Reads {
            readonly inputs: unknown[] = [];
            readonly #old = { ...item, noticeVersion: "1" };

            get: Reads["get"] = (input) => {
                this.inputs.push(input);
                return Promise.resolve({ Item: this.#old, $metadata: {} });
            };
            query: Reads["query"] = (input) => {
                this.inputs.push(input);
                return Promise.resolve({ Items: [this.#old], $metadata: {} });
            };
        }
        let asked: Asked;

        beforeEach(() => {
            asked = new Asked();
        });

        const open = () =>
            new TableClient({
                spec: consents,
                tableName,
                dynamodb: server.dynamodb,
                cached: new CacheFirst(asked, server.dynamodb),
            });

        it("reads a table that may be cached from it, and writes to DynamoDB", async () => {
            await open().put(item);
            assert.equal((await open().get(item))?.noticeVersion, "1");
            const { items } = await open().queryIndex("by-purpose", { purpose: "news" });
            assert.equal(items[0]?.noticeVersion, "1");
            assert.equal(asked.inputs.length, 2);
        });

        it("reads consistently from DynamoDB", async () => {
            await open().put(item);
            const consistent = { consistent: true };
            assert.deepEqual(await open().get(item, consistent), item);
            assert.deepEqual((await open().query({ userId: "u-1" }, consistent)).items, [item]);
            assert.deepEqual(asked.inputs, []);
        });

        it("never asks it for a table without a cache in its spec", async () => {
            const client = new TableClient({
                spec: { ...consents, cache: undefined },
                tableName,
                dynamodb: server.dynamodb,
                cached: asked,
            });
            await client.put(item);
            assert.deepEqual(await client.get(item), item);
            assert.deepEqual(asked.inputs, []);
        });
    });

    it("refuses an address without TLS", async () => {
        await assert.rejects(
            openDax("dax://cache.example:8111", options),
            /endpoint is "dax:\/\/cache\.example:8111"; it must begin with daxs:\/\//,
        );
    });

    it("leaves the process its listeners of warnings", async () => {
        const loaded = Object.keys(require.cache).filter((id) => id.includes("@amazon-dax-sdk"));
        for (const id of loaded) {
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- To load it anew.
            delete require.cache[id];
        }
        const listeners = process.listeners("warning");
        const dax = await openDax(NOBODY, options);
        // By then it has found that nobody listens, and says no more.
        await assert.rejects(dax.query({ TableName: tableName }), { code: "NoRouteException" });
        dax.shutdown();
        assert.deepEqual(process.listeners("warning"), listeners);
        assert.ok(listeners.length > 0);
    });
});
