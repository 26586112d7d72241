import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A server on 127.0.0.1 for one test. */
export interface LoopbackServer {
    readonly port: number;
    readonly close: () => Promise<void>;
}

/** A server that does `answer` to whoever connects. */
export async function listen(answer: (socket: Socket) => void): Promise<LoopbackServer> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
        sockets.add(socket);
        socket.on("error", () => undefined);
        answer(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        port: (server.address() as AddressInfo).port,
        close: () =>
            new Promise((resolve) => {
                sockets.forEach((socket) => socket.destroy());
                server.close(() => {
                    resolve();
                });
            }),
    };
}

/** Takes connections, and says nothing, as behind a firewall that drops what comes. */
export const blackHole = () => listen(() => undefined);

/** Answers as PostgreSQL does that has TLS off: "N" to the question for it. */
export const withoutTls = () =>
    listen((socket) => {
        socket.once("data", () => socket.write("N"));
    });

/**
 * A way to the server on `port` that goes silent, without closing, once so many bytes have come from
 * the server: as a network does that loses its route.
 */
export const wayTo = (port: number, mostBytes = Infinity) =>
    listen((socket) => {
        let bytes = 0;
        const server = connect(port, "127.0.0.1");
        server.on("error", () => socket.destroy());
        server.on("close", () => socket.destroy());
        socket.on("close", () => server.destroy());
        socket.on("data", (data) => server.write(data));
        server.on("data", (data) => {
            bytes += data.length;
            if (bytes <= mostBytes) {
                socket.write(data);
            }
        });
    });

/** A port on which nothing listens: no one's, and never given to who asks for any that is free. */
export const CLOSED_PORT = "1";
