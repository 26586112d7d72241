import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What was asked of a service of AWS, such as `AmazonSSM.GetParameters`. */
export interface AwsRequest {
    readonly target: string;
    readonly body: Record<string, unknown>;
    readonly authorization: string;
}

/**
 * A server that speaks the protocol of SSM and Secrets Manager; what `answer` throws, it answers as
 * an error of that code.
 */
export async function awsServer(answer: (request: AwsRequest) => object) {
    const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
            const { authorization = "" } = request.headers;
            const target = String(request.headers["x-amz-target"]);
            response.setHeader("content-type", "application/x-amz-json-1.1");
            try {
                response.end(JSON.stringify(answer({ target, body, authorization })));
            } catch (error) {
                response.statusCode = 400;
                response.end(JSON.stringify({ __type: (error as Error).message }));
            }
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
        /** What sends the SDK there, and the credentials that it signs with. */
        environment: {
            AWS_ENDPOINT_URL_SSM: url,
            AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
            AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
            AWS_SECRET_ACCESS_KEY: "secret",
            AWS_SESSION_TOKEN: "session",
        },
        close: () =>
            new Promise<void>((resolve) => {
                server.closeAllConnections();
                server.close(() => {
                    resolve();
                });
            }),
    };
}
