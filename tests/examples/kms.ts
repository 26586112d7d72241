import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { KMS } from "@aws-sdk/client-kms";
import { keyPolicy } from "../../infra/keys/key-policy";

type Context = Readonly<Record<string, string>>;

interface Request {
    readonly KeyId: string;
    readonly NumberOfBytes?: number;
    readonly CiphertextBlob?: string;
    readonly EncryptionContext?: Context;
}

const account = "123456789012";
const arn = (name: string) => `arn:aws:kms:eu-west-1:${account}:key/${name}`;

export const LEVEL_2_KEY = arn("22222222-2222-4222-8222-222222222222");
export const LEVEL_3_KEY = arn("33333333-3333-4333-8333-333333333333");
/** A key that the policy opens like that of level 2. */
export const OTHER_LEVEL_2_KEY = arn("99999999-9999-4999-8999-999999999999");

/** What the policy of each key wants of the encryption context. */
const WANTED: Readonly<Record<string, Context>> = {
    [LEVEL_2_KEY]: wanted(2),
    [OTHER_LEVEL_2_KEY]: wanted(2),
    [LEVEL_3_KEY]: wanted(3),
};

function wanted(level: 2 | 3): Context {
    const scope = { accountId: account, partition: "aws", region: "eu-west-1" };
    const policy = keyPolicy(scope, { kind: "field", level });
    const use = policy.find(({ Sid }) => Sid === "EncryptFields");
    const { StringEquals } = use?.Condition as { StringEquals: Readonly<Record<string, string>> };
    const prefix = "kms:EncryptionContext:";
    return Object.fromEntries(
        Object.entries(StringEquals)
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, value]) => [key.slice(prefix.length), value]),
    );
}

class Refusal extends Error {
    constructor(readonly type: string) {
        super(type);
    }
}

/**
 * KMS over HTTP on loopback, for its own client: AES-256-GCM with the encryption context as
 * additional data, under keys with the policy of the platform's field keys.
 */
export class KeyService {
    /** Operation and context of every request, in order. */
    readonly asked: { readonly operation: string; readonly context: Context }[] = [];
    readonly client: KMS;
    /** Operations that the caller's role may not. */
    readonly denied = new Set<string>();
    readonly #keys = new Map(Object.keys(WANTED).map((key) => [key, randomBytes(32)]));
    readonly #close: () => void;

    private constructor(port: number, close: () => void) {
        this.#close = close;
        this.client = new KMS({
            endpoint: `http://127.0.0.1:${port}`,
            region: "eu-west-1",
            credentials: { accessKeyId: "test", secretAccessKey: "test" },
        });
    }

    static async start(): Promise<KeyService> {
        const server = createServer((request, response) => {
            void service.#answer(request).then(({ status, body }) => {
                response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
                response.end(JSON.stringify(body));
            });
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const service = new KeyService((server.address() as AddressInfo).port, () => {
            server.close();
            server.closeAllConnections();
        });
        return service;
    }

    stop(): void {
        this.client.destroy();
        this.#close();
    }

    async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
        const operation = String(request.headers["x-amz-target"]).replace("TrentService.", "");
        const body = JSON.parse((await buffer(request)).toString()) as Request;
        try {
            return { status: 200, body: this.#run(operation, body) };
        } catch (error) {
            assert.ok(error instanceof Refusal, String(error));
            return { status: 400, body: { __type: error.type, message: error.type } };
        }
    }

    #run(operation: string, request: Request): unknown {
        const { KeyId, EncryptionContext: context = {} } = request;
        this.asked.push({ operation, context });
        const key = this.#keys.get(KeyId);
        if (key === undefined) {
            throw new Refusal("NotFoundException");
        }
        const isOpen = Object.entries(WANTED[KeyId] ?? {}).every(
            ([name, value]) => context[name] === value,
        );
        if (!isOpen || this.denied.has(operation)) {
            throw new Refusal("AccessDeniedException");
        }
        switch (operation) {
            case "GenerateDataKey": {
                const plain = randomBytes(request.NumberOfBytes ?? 32);
                return {
                    KeyId,
                    Plaintext: plain.toString("base64"),
                    CiphertextBlob: wrap(key, plain, context).toString("base64"),
                };
            }
            case "Decrypt": {
                const blob = Buffer.from(request.CiphertextBlob ?? "", "base64");
                return { KeyId, Plaintext: unwrap(key, blob, context).toString("base64") };
            }
            default:
                throw new Refusal("UnknownOperationException");
        }
    }
}

function wrap(key: Buffer, plain: Buffer, context: Context): Buffer {
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(canonical(context));
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unwrap(key: Buffer, blob: Buffer, context: Context): Buffer {
    const decipher = createDecipheriv("aes-256-gcm", key, blob.subarray(0, 12))
        .setAAD(canonical(context))
        .setAuthTag(blob.subarray(-16));
    try {
        return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]);
    } catch {
        throw new Refusal("InvalidCiphertextException");
    }
}

function canonical(context: Context): Buffer {
    return Buffer.from(JSON.stringify(Object.entries(context).sort()));
}
