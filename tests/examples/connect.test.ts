import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { openDynamoDb } from "../../examples/tables-client/connect";
import { CREDENTIALS } from "./tables";

describe("examples: the connection to DynamoDB", () => {
    let server: Server;
    let dynamodb: DynamoDBDocument;
    let requests: number;
    let connections: number;
    /** How many requests are answered with a fault first. */
    let faults: number;

    beforeEach(async () => {
        requests = 0;
        connections = 0;
        server = createServer((request, response) => {
            requests += 1;
            const isFault = requests <= faults;
            const body = isFault ? { __type: "InternalServerError" } : { Item: { id: { S: "1" } } };
            response.writeHead(isFault ? 500 : 200, {
                "content-type": "application/x-amz-json-1.0",
            });
            request.resume().on("end", () => response.end(JSON.stringify(body)));
        });
        server.on("connection", () => (connections += 1));
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        dynamodb = openDynamoDb({
            region: "eu-west-1",
            credentials: CREDENTIALS,
            endpoint: `http://127.0.0.1:${port}`,
        });
    });
    afterEach(() => {
        dynamodb.destroy();
        server.close();
        server.closeAllConnections();
    });

    const get = () => dynamodb.get({ TableName: "t", Key: { id: "1" } });

    it("is kept, over many requests", async () => {
        faults = 0;
        for (let at = 0; at < 5; at += 1) {
            assert.deepEqual((await get()).Item, { id: "1" });
        }
        assert.deepEqual({ requests, connections }, { requests: 5, connections: 1 });
    });

    it("asks again up to four times after a fault", async () => {
        faults = 4;
        assert.deepEqual((await get()).Item, { id: "1" });
        assert.equal(requests, 5);
    });

    it("then gives up", async () => {
        faults = 5;
        await assert.rejects(get(), { name: "InternalServerError" });
        assert.equal(requests, 5);
    });
});
