import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { commandLine } from "./command-line";
import { NONCE_PATH, readRecord, type ServerRecord } from "./record";

/** Where a DynamoDB client finds the server. */
export interface DynamoDbServer {
    readonly endpoint: string;
    readonly port: number;
}

const DAEMON = join(__dirname, "daemon.ts");

/** How long a server may take to start or to end, in milliseconds. */
const PATIENCE = 60_000;

/** How long a server that listens may take to answer before it counts as hung, in milliseconds. */
const ANSWER = 10_000;

/**
 * Makes sure that a DynamoDB server with its data in `dir` runs, and that it goes on when this
 * process ends. One that runs is used; over restarts it keeps its port while that is free.
 *
 * @throws Error when it does not start; the reason is in `server.log` in that folder
 */
export async function startDynamoDb(dir: string): Promise<DynamoDbServer> {
    const folder = resolve(dir);
    mkdirSync(folder, { recursive: true });
    let record = await answering(folder);
    if (record === undefined) {
        await endHung(folder);
        const child = launch(folder);
        const end = hasEnded(child);
        // Where another start was faster, ours ends by itself and that one is about to answer.
        record = await poll(
            () => answering(folder),
            end.then(() => PATIENCE / 10),
        );
        if (record !== undefined && record.pid !== child.pid) {
            // Until then it may still write into the folder.
            await end;
        }
    }
    if (record === undefined) {
        throw new Error(`the DynamoDB server did not start; see ${join(folder, "server.log")}`);
    }
    return { endpoint: `http://127.0.0.1:${record.port}`, port: record.port };
}

/**
 * Ends the server of `dir`; answers whether one ran. Its data stay.
 *
 * @throws Error when it does not end
 */
export async function stopDynamoDb(dir: string): Promise<boolean> {
    const folder = resolve(dir);
    const record = await answering(folder);
    if (record === undefined) {
        return endHung(folder);
    }
    process.kill(record.pid, "SIGTERM");
    await ended(record, folder);
    return true;
}

/** The server of `folder`, when it is the one that answers on its port. */
async function answering(folder: string): Promise<ServerRecord | undefined> {
    const record = readRecord(folder);
    if (record === undefined) {
        return undefined;
    }
    try {
        const response = await fetch(`http://127.0.0.1:${record.port}${NONCE_PATH}`, {
            signal: AbortSignal.timeout(ANSWER),
        });
        return (await response.text()) === record.nonce ? record : undefined;
    } catch {
        return undefined;
    }
}

/** Ends a server of `folder` that no longer answers; a process that only bears its id is left. */
async function endHung(folder: string): Promise<boolean> {
    const record = readRecord(folder);
    if (record === undefined || !isServer(record, folder)) {
        return false;
    }
    process.kill(record.pid, "SIGKILL");
    await ended(record, folder);
    return true;
}

/** True when the process of `record` is a server of `folder`, going by its command line. */
function isServer({ pid }: ServerRecord, folder: string): boolean {
    const words = commandLine(pid);
    return words.includes(DAEMON) && words.includes(folder);
}

async function ended(record: ServerRecord, folder: string): Promise<void> {
    const isGone = await poll(() => (isServer(record, folder) ? undefined : true));
    if (isGone === undefined) {
        throw new Error(`the DynamoDB server of ${folder} (process ${record.pid}) does not end`);
    }
}

function launch(folder: string): ChildProcess {
    const log = openSync(join(folder, "server.log"), "a");
    try {
        const args = ["--require", require.resolve("tsx/cjs"), DAEMON, folder];
        const child = spawn(process.execPath, args, {
            detached: true,
            stdio: ["ignore", log, log],
            windowsHide: true,
        });
        child.unref();
        return child;
    } finally {
        closeSync(log);
    }
}

function hasEnded(child: ChildProcess): Promise<void> {
    return new Promise((resolve) => {
        child.once("error", () => {
            resolve();
        });
        child.once("exit", () => {
            resolve();
        });
    });
}

/**
 * Asks until there is an answer, for at most {@link PATIENCE}; once `cut` resolves, only for that
 * many milliseconds more.
 */
async function poll<T>(
    ask: () => Promise<T | undefined> | T | undefined,
    cut = new Promise<number>(() => undefined),
): Promise<T | undefined> {
    let deadline = Date.now() + PATIENCE;
    void cut.then((rest) => {
        deadline = Math.min(deadline, Date.now() + rest);
    });
    for (;;) {
        const answer = await ask();
        if (answer !== undefined || Date.now() > deadline) {
            return answer;
        }
        await delay(50);
    }
}
