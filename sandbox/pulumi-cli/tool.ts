import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How a tool ended, with all that it wrote. */
export interface ToolResult {
    readonly ok: boolean;
    readonly stdout: string;
    /** Why it did not work, in one line; empty where it did. */
    readonly reason: string;
}

export interface ToolOptions {
    readonly env: NodeJS.ProcessEnv;
    readonly cwd?: string;
    readonly timeoutSeconds: number;
    /** Told each line that the tool writes to its standard error. */
    readonly onLine?: (line: string) => void;
}

/** Runs another program to its end, or to `timeoutSeconds`; never throws. */
export function runTool(
    tool: string,
    args: readonly string[],
    { env, cwd, timeoutSeconds, onLine }: ToolOptions,
): Promise<ToolResult> {
    return new Promise((resolve) => {
        const windows = process.platform === "win32";
        // A group of its own, so that what it starts ends with it when the time is up.
        const child = spawn(tool, args, {
            env,
            cwd,
            detached: !windows,
            shell: windows,
            stdio: ["ignore", "pipe", "pipe"],
        });
        const endWithUs = () => {
            end(child);
        };
        process.once("exit", endWithUs);
        let stdout = "";
        let last = "";
        let late = false;
        const timer = setTimeout(() => {
            late = true;
            end(child);
        }, timeoutSeconds * 1000);
        const finish = (ok: boolean, reason: string) => {
            clearTimeout(timer);
            process.off("exit", endWithUs);
            resolve({ ok, stdout, reason: ok ? "" : reason });
        };
        child.stdout.on("data", (chunk: Buffer) => {
            stdout += chunk.toString();
        });
        createInterface({ input: child.stderr }).on("line", (line) => {
            last = line.trim() || last;
            onLine?.(line);
        });
        child.on("error", (error: NodeJS.ErrnoException) => {
            finish(false, error.code === "ENOENT" ? `there is no ${tool} on PATH` : error.message);
        });
        child.on("close", (code, signal) => {
            const how = late
                ? `${tool} took more than ${timeoutSeconds} s`
                : `${tool} ended with ${signal ?? `code ${String(code)}`}${last && `: ${last}`}`;
            finish(code === 0, how);
        });
    });
}

function end(child: ChildProcess): void {
    try {
        if (process.platform !== "win32" && child.pid !== undefined) {
            process.kill(-child.pid, "SIGKILL");
        } else {
            child.kill("SIGKILL");
        }
    } catch {
        // It has ended by itself.
    }
}
