import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { steadyPort } from "../shared/loopback";
import { type Account, run } from "./account";

/** How long a server may take to start or stop, in seconds. */
const PATIENCE = 60;

/** What is needed to run one server. */
export interface Server {
    /** The data directory. */
    readonly data: string;
    readonly pgCtl: string;
    readonly account: Account | undefined;
}

/**
 * Starts the server, detached from this process, on the port its configuration names; waits for
 * one that is starting. What an earlier one left behind when it was killed is cleared away.
 * @returns the port it listens on
 * @throws PortTaken when somebody else listens on the port
 * @throws Error with the end of the server's log, when it does not start
 */
export async function startServer(server: Server): Promise<number> {
    const deadline = Date.now() + PATIENCE * 1000;
    while (!isReady(server.data)) {
        if (Date.now() > deadline) {
            throw new Error(`PostgreSQL on ${server.data} is not ready after ${PATIENCE} s`);
        }
        if (!isServing(server.data)) {
            await launch(server);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return Number(pidLines(server.data)[3]);
}

async function launch({ data, pgCtl, account }: Server): Promise<void> {
    const log = join(data, "server.log");
    // The number in it may by now be another process's, which PostgreSQL takes for a server.
    rmSync(pidFile(data), { force: true });
    rmSync(log, { force: true });
    try {
        await run(pgCtl, ["start", "--silent", "--pgdata", data, "--log", log, "--wait"], account);
    } catch (error) {
        const said = existsSync(log) ? readFileSync(log, "utf8").trim() : "";
        if (said.includes("could not bind")) {
            throw new PortTaken();
        }
        // A killed server's backends take a moment to notice that it is gone.
        if (!said.includes("pre-existing shared memory block")) {
            const reason = said.split("\n").slice(-8).join("\n") || (error as Error).message;
            throw new Error(`PostgreSQL did not start on ${data}: ${reason}`, { cause: error });
        }
    }
}

/** Somebody else listens on the port. */
export class PortTaken extends Error {}

/** Stops the server, if it runs; who is connected is cut off. */
export async function stopServer({ data, pgCtl, account }: Server): Promise<void> {
    if (!isServing(data)) {
        return;
    }
    const options = ["--pgdata", data, "--wait", "--timeout", String(PATIENCE), "--silent"];
    await run(pgCtl, ["stop", "--mode", "fast", ...options], account);
}

/** Whether a server of ours runs on `data`. */
export function isServing(data: string): boolean {
    const pid = Number(pidLines(data)[0]);
    return pid > 0 && isPostmaster(pid, data);
}

function isReady(data: string): boolean {
    return isServing(data) && pidLines(data)[7]?.trim() === "ready";
}

function pidLines(data: string): string[] {
    return existsSync(pidFile(data)) ? readFileSync(pidFile(data), "utf8").split("\n") : [];
}

/** A server's process number may since be another's: what tells them apart is where they work. */
function isPostmaster(pid: number, data: string): boolean {
    try {
        if (process.platform === "linux") {
            return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
        }
        const command = execFileSync("ps", ["-p", String(pid), "-o", "args="], { stdio: "pipe" });
        return command.includes(data);
    } catch {
        return false;
    }
}

function pidFile(data: string): string {
    return join(data, "postmaster.pid");
}

/** `preferred`, when nobody listens there; else a port that is free. */
export async function freePort(preferred: number | undefined): Promise<number> {
    try {
        return await bind(preferred ?? steadyPort());
    } catch {
        return bind(0);
    }
}

function bind(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => {
            const { port: bound } = server.address() as AddressInfo;
            server.close(() => {
                resolve(bound);
            });
        });
    });
}
