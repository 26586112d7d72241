import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Time for the plugin to tell AWS that the session is over. */
const GRACE_MS = 5000;

/**
 * A command that runs until it is ended, in a process group of its own: `aws` starts
 * session-manager-plugin, which holds the port and would outlive it.
 */
export class Session {
    /** Resolved with how it ended, once nothing of it runs any more. */
    readonly ended: Promise<string>;
    readonly #group: number | undefined;
    #over = false;
    #timer: NodeJS.Timeout | undefined;

    /** @param report told each line that the command writes */
    constructor([tool = "", ...args]: readonly string[], report: (line: string) => void) {
        const child = spawn(tool, args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
        this.#group = child.pid;
        let last = "";
        for (const stream of [child.stdout, child.stderr]) {
            createInterface({ input: stream }).on("line", (line) => {
                if (line.trim() !== "") {
                    last = line.trim();
                    report(last);
                }
            });
        }
        const kill = () => {
            this.#send("SIGKILL");
        };
        process.once("exit", kill);
        // What it started goes with it, or the streams would never close.
        child.once("exit", kill);
        this.ended = new Promise((resolve) => {
            const over = (how: string) => {
                this.#over = true;
                clearTimeout(this.#timer);
                process.off("exit", kill);
                resolve(how);
            };
            child.once("error", ({ message }) => {
                over(message);
            });
            child.once("close", (code, signal) => {
                over(`${signal ?? `code ${String(code)}`}${last && `: ${last}`}`);
            });
        });
    }

    get over(): boolean {
        return this.#over;
    }

    /** Ends it in order, as Ctrl-C would; at once when called again, or when that takes too long. */
    end(): void {
        if (this.#over) {
            return;
        }
        this.#send(this.#timer === undefined ? "SIGINT" : "SIGKILL");
        this.#timer ??= setTimeout(() => {
            this.#send("SIGKILL");
        }, GRACE_MS);
    }

    #send(signal: NodeJS.Signals): void {
        if (this.#group === undefined) {
            return;
        }
        try {
            process.kill(-this.#group, signal);
        } catch {
            // All of it has ended by itself.
        }
    }
}
