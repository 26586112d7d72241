import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { CommanderError } from "commander";
import pc from "picocolors";
import { data } from "./command";
import { Interrupted } from "./io";
import { bar, lines } from "./progress";

/** Exit code of a command that was ended by Ctrl-C before it was done. */
const INTERRUPTED = 130;

const [stop, kill] = [new AbortController(), new AbortController()];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, interrupt);
}

const isTerminal = process.stdout.isTTY && process.stdin.isTTY;

void data(process.argv.slice(2), {
    root: resolve(__dirname, "../.."),
    say: (line) => {
        console.log(line);
    },
    ...(isTerminal && { ask }),
    progress: process.stderr.isTTY ? bar : lines(console.log),
    stop: stop.signal,
    kill: kill.signal,
}).then(
    (code) => process.exit(code),
    (error: unknown) => process.exit(told(error)),
);

function interrupt(): void {
    if (stop.signal.aborted) {
        kill.abort();
        return;
    }
    console.error("\nWhat has begun is brought to its end; Ctrl-C once more ends it at once.");
    stop.abort();
}

async function ask(question: string): Promise<string> {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    terminal.on("SIGINT", interrupt);
    try {
        return await terminal.question(question, { signal: stop.signal });
    } catch (error) {
        throw stop.signal.aborted ? new Interrupted("before anything was done") : error;
    } finally {
        terminal.close();
    }
}

/** Says what went wrong; returns the exit code. */
function told(error: unknown): number {
    if (error instanceof CommanderError) {
        // It has told that itself.
        return error.exitCode;
    }
    if (error instanceof Interrupted) {
        console.error(`\nInterrupted: ${error.message}`);
        return INTERRUPTED;
    }
    console.error(pc.red(error instanceof Error ? error.message : String(error)));
    return 1;
}
