import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { steadyPort } from "../shared/loopback";

/** A way from a port of this machine to a server that may not be there yet. */
export interface Tunnel {
    readonly port: number;
    close(): void;
}

/**
 * Listens on 127.0.0.1 and hands each connection on to the port that `target` tells at that moment.
 * In front of the simulated cluster it is what SSM port forwarding is in front of a private one,
 * and its port can be known before the cluster is.
 *
 * @param preferred taken when it is free
 */
export async function openTunnel(
    preferred: number | undefined,
    target: () => number,
): Promise<Tunnel> {
    const server = createServer((incoming) => {
        try {
            const outgoing = connect(target(), "127.0.0.1");
            incoming.on("error", () => outgoing.destroy());
            outgoing.on("error", () => incoming.destroy());
            incoming.pipe(outgoing).pipe(incoming);
        } catch {
            // There is no such server yet.
            incoming.destroy();
        }
    });
    const port = await listen(server, preferred ?? steadyPort()).catch(() => listen(server, 0));
    server.unref();
    return { port, close: () => server.close() };
}

function listen(server: Server, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => {
            server.off("error", reject);
            resolve((server.address() as AddressInfo).port);
        });
    });
}
