import { randomInt } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers HTTP on a loopback port of its own; keeps no process running. */
export async function serveLoopback(
    answer: RequestListener,
): Promise<{ readonly url: string; readonly close: () => void }> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    server.unref();
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => {
            server.close();
            server.closeAllConnections();
        },
    };
}

/**
 * A port that is most likely free, and is so again after its server was down: systems give those
 * from 32768 on to whoever asks for any.
 */
export function steadyPort(): number {
    return randomInt(20_000, 32_000);
}
