import { CommanderError } from "commander";
import pc from "picocolors";

/**
 * Ends the process with the exit code of a command, once its streams are written. Where the command
 * fails it says why and ends with `notDone`; of wrong options commander has told by itself.
 */
export async function endWith(command: Promise<number>, notDone: number): Promise<void> {
    try {
        process.exitCode = await command;
    } catch (error) {
        if (error instanceof CommanderError) {
            // Help was asked for where it is 0.
            process.exitCode = error.exitCode === 0 ? 0 : notDone;
            return;
        }
        process.stderr.write(`${pc.red(error instanceof Error ? error.message : String(error))}\n`);
        process.exitCode = notDone;
    }
}
