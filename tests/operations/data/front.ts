import { createServer, type IncomingMessage, type Server } from "node:http";
import { listen } from "../harness";

/** A request's body, and what DynamoDB answers, as JSON. */
type Body = Record<string, unknown>;

/** What happens to a request of one operation in place of being handed on. */
export type Rule = (
    body: Body,
    /** How many of the operation came before it. */
    nth: number,
    /** Has the server answer a request. */
    handOn: (body: Body) => Promise<Body>,
) => Body | Promise<Body>;

/** An error as DynamoDB answers it; of status 0, a connection that breaks. */
export class Refusal extends Error {
    constructor(
        readonly type: string,
        message: string,
        readonly status = 400,
    ) {
        super(message);
    }
}

/** Stands in front of a DynamoDB server, and answers some requests otherwise. */
export class Front {
    readonly rules = new Map<string, Rule>();
    /** How many requests of each operation came. */
    readonly seen = new Map<string, number>();
    readonly #server: Server;

    constructor(private readonly behind: string) {
        this.#server = createServer((request, response) => {
            void this.#answer(request).then(
                (body) => response.end(JSON.stringify(body)),
                (error: unknown) => {
                    const { type, message, status } = error as Refusal;
                    if (status === 0) {
                        response.destroy();
                        return;
                    }
                    response.statusCode = status;
                    response.end(JSON.stringify({ __type: `x#${type}`, message }));
                },
            );
        });
    }

    async start(): Promise<string> {
        return `http://127.0.0.1:${await listen(this.#server)}`;
    }

    stop(): void {
        this.#server.closeAllConnections();
        this.#server.close();
    }

    async #answer(request: IncomingMessage): Promise<Body> {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
            chunks.push(chunk as Buffer);
        }
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Body;
        const { "x-amz-target": target = "", authorization = "" } = request.headers;
        const operation = String(target).split(".")[1] ?? "";
        const nth = this.seen.get(operation) ?? 0;
        this.seen.set(operation, nth + 1);
        const handOn = (changed: Body) => this.#handOn(String(target), authorization, changed);
        const rule = this.rules.get(operation);
        return rule === undefined ? handOn(body) : rule(body, nth, handOn);
    }

    async #handOn(target: string, authorization: string, body: Body): Promise<Body> {
        const response = await fetch(this.behind, {
            method: "POST",
            headers: {
                "content-type": "application/x-amz-json-1.0",
                "x-amz-target": target,
                "x-amz-date": new Date().toISOString(),
                authorization,
            },
            body: JSON.stringify(body),
        });
        const answer = JSON.parse(await response.text()) as Body & { __type?: string };
        if (!response.ok) {
            const { __type: type = "", message = "", Message = message } = answer;
            throw new Refusal(type.split("#").at(-1) ?? "", String(Message), response.status);
        }
        return answer;
    }
}
