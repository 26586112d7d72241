import { setImmediate } from "node:timers/promises";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import type { Reads } from "./cache-first";

export interface ConnectionOptions {
    readonly region: string;
    /** @default those that the SDK finds: a role of the task, the function or the instance */
    readonly credentials?: NonNullable<DynamoDBClientConfig["credentials"]>;
}

/** How long a connection may take to come about, in milliseconds. */
const CONNECT = 1000;

/** How long DynamoDB may take to answer, in milliseconds, before it is asked again. */
const ANSWER = 5000;

/**
 * A client of DynamoDB that keeps its connections and asks up to five times, at growing intervals,
 * before it gives up on throttling, faults and time-outs.
 * @param options.endpoint of the sandbox; AWS's where it is absent
 */
export function openDynamoDb(
    options: ConnectionOptions & { readonly endpoint?: string },
): DynamoDBDocument {
    const client = new DynamoDBClient({
        ...options,
        maxAttempts: 5,
        requestHandler: {
            connectionTimeout: CONNECT,
            requestTimeout: ANSWER,
            throwOnRequestTimeout: true,
            httpsAgent: { keepAlive: true, maxSockets: 100 },
        },
    });
    return DynamoDBDocument.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

export interface Dax extends Reads {
    /** Closes its connections, and ends its search for the cluster's nodes. */
    shutdown(): void;
}

/**
 * A client of DAX over TLS. It fails within about two seconds when DAX does not answer, since
 * DynamoDB stands behind it; its own defaults are a minute.
 * @param endpoint `daxs://` address, the stack's output `daxEndpoint`
 * @throws Error for an address without TLS
 */
export async function openDax(endpoint: string, options: ConnectionOptions): Promise<Dax> {
    if (!endpoint.startsWith("daxs://")) {
        throw new Error(
            `DAX's endpoint is "${endpoint}"; it must begin with daxs://, as the stack's output daxEndpoint does`,
        );
    }
    // Loading this package takes everybody's listeners of the process's warnings away, so as not to
    // show its own, which come in the next tick.
    const listeners = process.listeners("warning");
    const { DaxDocument } = await import("@amazon-dax-sdk/lib-dax");
    await setImmediate();
    const left = process.listeners("warning");
    for (const listener of listeners.filter((one) => !left.includes(one))) {
        process.on("warning", listener);
    }
    const client: unknown = new DaxDocument({
        ...options,
        endpoint,
        connectTimeout: CONNECT,
        requestTimeout: 1000,
        maxRetryDelay: 500,
    });
    // It is declared as a DynamoDBDocument, whose `send` it has not, and without its `shutdown`.
    return client as Dax;
}
