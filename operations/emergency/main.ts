import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { CommanderError } from "commander";
import pc from "picocolors";
import { emergency } from "./command";

/** AWS is asked that often, in milliseconds, whether it has done what it was told. */
const PAUSE = 10_000;

const isTerminal = process.stdout.isTTY && process.stdin.isTTY;

void emergency(process.argv.slice(2), {
    root: resolve(__dirname, "../.."),
    say: (line) => {
        console.log(line);
    },
    ...(isTerminal && { ask }),
    pause: () => sleep(PAUSE),
    now: () => new Date(),
}).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
        if (error instanceof CommanderError) {
            // It has told that itself.
            process.exitCode = error.exitCode;
            return;
        }
        console.error(pc.red(error instanceof Error ? error.message : String(error)));
        process.exitCode = 1;
    },
);

async function ask(question: string): Promise<string> {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
        return await terminal.question(question);
    } finally {
        terminal.close();
    }
}
