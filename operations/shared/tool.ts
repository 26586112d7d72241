import { execFile } from "node:child_process";

/** How a tool of somebody else ended. */
export type Result =
    | { readonly ok: true; readonly stdout: string }
    | {
          readonly ok: false;
          /** It is not installed, or not on PATH. */
          readonly missing: boolean;
          /** Its last words, or what kept it from starting. */
          readonly reason: string;
      };

/** Longer than any of them takes where all is well. */
const TIMEOUT_MS = 60_000;

/** More than the state of a whole environment, in bytes. */
const MOST_OUTPUT = 256 * 1024 * 1024;

/** Runs a tool that asks for something and ends; never throws. */
export function run(tool: string, args: readonly string[]): Promise<Result> {
    return new Promise((resolve) => {
        const limits = { timeout: TIMEOUT_MS, maxBuffer: MOST_OUTPUT };
        execFile(tool, args, limits, (error, stdout, stderr) => {
            if (error === null) {
                resolve({ ok: true, stdout });
                return;
            }
            const reason = error.killed
                ? `${tool} did not answer within ${TIMEOUT_MS / 1000} s`
                : (lastLine(stderr) ?? error.message);
            resolve({ ok: false, missing: error.code === "ENOENT", reason });
        });
    });
}

/** The last line that says something. */
export function lastLine(text: string): string | undefined {
    return text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .at(-1);
}
