import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process, told apart from a later one that was given the same number. */
export interface ProcessMark {
    readonly pid: number;
    /** When it started, as the operating system says; opaque. */
    readonly started: string;
}

/** The mark of the running process `pid`; `undefined` when there is none. */
export function markOf(pid: number): ProcessMark | undefined {
    const started = startOf(pid);
    return started === undefined ? undefined : { pid, started };
}

/** Whether the very process of `mark` still runs. */
export function isRunning(mark: ProcessMark): boolean {
    return startOf(mark.pid) === mark.started;
}

/**
 * Waits until the process of `mark` has ended.
 * @returns false when it still runs after `seconds`
 */
export async function hasEnded(mark: ProcessMark, seconds: number): Promise<boolean> {
    const deadline = Date.now() + seconds * 1000;
    while (isRunning(mark)) {
        if (Date.now() > deadline) {
            return false;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return true;
}

/** Sends `signal` to the process `pid`, or to its group where `pid` is negative, if it is there. */
export function send(pid: number, signal: NodeJS.Signals): void {
    try {
        process.kill(pid, signal);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
            throw error;
        }
    }
}

function startOf(pid: number): string | undefined {
    try {
        if (process.platform === "linux") {
            const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
            // After the name in parentheses, which may hold anything: state, and 19 on the start.
            const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
            const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
            return fields[0] === "Z" ? undefined : `${boot} ${fields[19] ?? ""}`;
        }
        if (process.platform === "win32") {
            process.kill(pid, 0);
            return "";
        }
        const started = execFileSync("ps", ["-p", String(pid), "-o", "lstart="]);
        return started.toString().trim();
    } catch {
        return undefined;
    }
}
