import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";

/** What a PostgreSQL client sends first: may we speak TLS? The server says S or N. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

const SILENCE_MS = 10_000;
const BETWEEN_ATTEMPTS_MS = 100;

/** What is spoken at the other end. Both by TLS, for which PostgreSQL has to be asked first. */
type Protocol = "HTTPS" | "PostgreSQL";

/**
 * Waits until somebody answers behind a port of this machine: the port alone, which the plugin
 * opens, says nothing of the way from the host on.
 * @param over whether nobody will open the port any more
 * @returns what went wrong, `undefined` when it answers
 */
export async function answer(
    protocol: Protocol,
    port: number,
    over: () => boolean,
): Promise<string | undefined> {
    for (;;) {
        const outcome = await ask(protocol, port);
        if (outcome !== "not open" || over()) {
            return outcome === "TLS" ? undefined : outcome;
        }
        await sleep(BETWEEN_ATTEMPTS_MS);
    }
}

function ask(protocol: Protocol, port: number): Promise<string> {
    return new Promise((resolve) => {
        const to = { port, host: "127.0.0.1" };
        const isTls = protocol === "HTTPS";
        // Whose certificate it is, whoever uses the tunnel checks.
        const socket: Socket = isTls
            ? connectTls({ ...to, rejectUnauthorized: false })
            : connect(to);
        const done = (outcome: string) => {
            socket.destroy();
            resolve(outcome);
        };
        socket.setTimeout(SILENCE_MS, () => {
            done(`it gave no answer within ${SILENCE_MS / 1000} s`);
        });
        if (isTls) {
            socket.once("secureConnect", () => {
                done("TLS");
            });
        } else {
            socket.once("connect", () => socket.write(TLS_REQUEST));
        }
        socket.once("data", (data) => {
            done(data.toString("latin1") === "S" ? "TLS" : "it does not speak PostgreSQL over TLS");
        });
        socket.once("error", ({ code }: NodeJS.ErrnoException) => {
            if (code === "ECONNREFUSED") {
                done("not open");
            }
        });
        socket.once("close", () => {
            done("the connection was closed without an answer");
        });
    });
}
