// The process behind startDynamoDb: node daemon.ts DIR. Serves the tables under DIR until SIGTERM.
// LevelDB lets one process at a time open its data, so a second server for DIR ends by itself.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import dynalite from "dynalite";
import { steadyPort } from "../shared/loopback";
import { NONCE_PATH, readRecord, writeRecord } from "./record";

const HOST = "127.0.0.1";

void main(process.argv[2] ?? "");

async function main(dir: string): Promise<void> {
    const nonce = randomUUID();
    const server = dynalite({
        path: join(dir, "tables"),
        createTableMs: 0,
        deleteTableMs: 0,
        updateTableMs: 0,
    });
    answerNonce(server, nonce);
    const port = await listen(server, readRecord(dir)?.port ?? steadyPort());
    await openTables(port);
    writeRecord(dir, { port, pid: process.pid, nonce });
    process.once("SIGTERM", () => {
        server.close(() => process.exit(0));
        server.closeAllConnections();
    });
}

function answerNonce(server: Server, nonce: string): void {
    const [handle] = server.listeners("request") as RequestListener[];
    server.removeAllListeners("request");
    server.on("request", (request, response) => {
        if (request.url === NONCE_PATH) {
            response.end(nonce);
        } else {
            handle?.(request, response);
        }
    });
}

/** Listens on `port`, or on another one where that cannot be had. */
async function listen(server: Server, port: number): Promise<number> {
    server.listen(port, HOST);
    try {
        await once(server, "listening");
    } catch {
        server.listen(0, HOST);
        await once(server, "listening");
    }
    return (server.address() as AddressInfo).port;
}

/** Opens the tables, which the server does at its first request; fails when another has them. */
async function openTables(port: number): Promise<void> {
    const response = await fetch(`http://${HOST}:${port}/`, {
        method: "POST",
        headers: {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": "DynamoDB_20120810.DescribeTable",
            "x-amz-date": new Date().toISOString(),
            authorization: "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c",
        },
        body: JSON.stringify({ TableName: "no-such-table" }),
        signal: AbortSignal.timeout(30_000),
    });
    const answer = await response.text();
    if (!answer.includes("ResourceNotFoundException")) {
        throw new Error(`the tables cannot be opened: ${answer}`);
    }
}
