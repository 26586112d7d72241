import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { readIfThere, writeFileAtomically } from "../shared/files";
import { isRunning, markOf, type ProcessMark } from "./processes";

/** Who works on an environment's folder. */
export interface Holder extends ProcessMark {
    /** What it does, such as `npm start`. */
    readonly what: string;
    /** When it began, in ISO 8601. */
    readonly since: string;
}

/**
 * Takes the environment in `dir` for this process alone, until it lets go or ends in any way.
 * @returns lets go
 * @throws Error that names the holder, when another process has it
 */
export async function holdEnvironment(dir: string, what: string): Promise<() => void> {
    mkdirSync(dir, { recursive: true });
    const file = holderFile(dir);
    // The lock guards the look at the file and its writing; the file is what lasts, because it
    // says who holds the environment, and is void at the moment in which its process ends.
    const release = await lock(dir, {
        stale: 5000,
        retries: { retries: 70, factor: 1, minTimeout: 100, maxTimeout: 100 },
        onCompromised: () => undefined,
    });
    try {
        const holder = holderOf(dir);
        if (holder !== undefined) {
            throw new Error(
                `${dir} is in use by ${holder.what} (process ${holder.pid}, since ${holder.since}); ` +
                    "wait until it has ended, or end it with Ctrl-C there",
            );
        }
        const mark = markOf(process.pid);
        const since = new Date().toISOString();
        writeFileAtomically(file, JSON.stringify({ ...mark, what, since }));
    } finally {
        await release();
    }
    return () => {
        rmSync(file, { force: true });
    };
}

/** Who holds the environment in `dir` now; `undefined` when nobody does. */
export function holderOf(dir: string): Holder | undefined {
    const content = readIfThere(holderFile(dir));
    const holder = content === undefined ? undefined : (JSON.parse(content) as Holder);
    return holder !== undefined && isRunning(holder) ? holder : undefined;
}

function holderFile(dir: string): string {
    return join(dir, "holder.json");
}
