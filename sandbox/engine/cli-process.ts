import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import type { Cli } from "../pulumi-cli/find";
import { readIfThere, writeFileAtomically } from "../shared/files";
import { hasEnded, isRunning, markOf, type ProcessMark, send } from "./processes";

/** What a run of the CLI gave; the Automation API reads it. */
interface CliResult {
    readonly stdout: string;
    readonly stderr: string;
    readonly code: number;
}

/** The CLI ended with another code than 0. */
export class CliError extends Error {
    constructor(
        readonly args: readonly string[],
        readonly result: CliResult,
    ) {
        super(`pulumi ${args[0] ?? ""} ended with code ${result.code}: ${result.stderr.trim()}`);
    }
}

type Listen = ((text: string) => void) | undefined;

/**
 * Runs the CLI in a process group of its own, with its process noted down in `file`.
 *
 * With the SDK's own runner, Ctrl-C at a terminal reaches the CLI twice (from the terminal and from
 * the abort signal), and twice means: at once, whatever is lost. And nobody knows its process, so
 * that one that outlives us could not be waited for.
 */
export class CliProcess {
    /** To be handed to the Automation API. */
    readonly command: PulumiCommand;
    #current: ProcessMark | undefined;

    constructor(
        cli: Cli,
        private readonly file: string,
    ) {
        const run = this.#run.bind(this, cli.path);
        // The class has a private constructor, and all that is used of it is these three.
        this.command = { command: cli.path, version: cli.version, run } as unknown as PulumiCommand;
    }

    /** Ends the CLI and all that it has started, whatever is lost by that. */
    kill(): void {
        if (this.#current !== undefined) {
            send(group(this.#current), "SIGKILL");
        }
    }

    #run(
        path: string,
        args: string[],
        cwd: string,
        env: Record<string, string>,
        onOutput?: Listen,
        onError?: Listen,
        signal?: AbortSignal,
    ): Promise<CliResult> {
        signal?.throwIfAborted();
        return new Promise((resolve, reject) => {
            const child = spawn(path, [...args, "--non-interactive"], {
                cwd,
                env: {
                    ...process.env,
                    ...env,
                    // What is installed beside the CLI goes with it.
                    PATH: dirname(path) + delimiter + (process.env.PATH ?? ""),
                    PULUMI_AUTOMATION_API: "true",
                },
                detached: process.platform !== "win32",
                stdio: ["ignore", "pipe", "pipe"],
            });
            this.#current = child.pid === undefined ? undefined : markOf(child.pid);
            if (this.#current !== undefined) {
                writeFileAtomically(this.file, JSON.stringify(this.#current));
            }
            const cancel = () => {
                child.kill("SIGINT");
            };
            signal?.addEventListener("abort", cancel, { once: true });
            const stdout = collect(child.stdout, onOutput);
            const stderr = collect(child.stderr, onError);
            child.on("error", reject);
            child.on("close", (code) => {
                signal?.removeEventListener("abort", cancel);
                this.#current = undefined;
                rmSync(this.file, { force: true });
                const result = { stdout: stdout(), stderr: stderr(), code: code ?? -1 };
                if (code === 0) {
                    resolve(result);
                } else {
                    reject(new CliError(args, result));
                }
            });
        });
    }
}

/**
 * Ends the CLI that an earlier process of ours left behind when it was killed. It notices that its
 * program is gone and ends in order; it is made to only where it does not.
 */
export async function endLeftover(file: string, report: (line: string) => void): Promise<void> {
    const mark = leftover(file);
    if (mark !== undefined && isRunning(mark)) {
        report(`waiting for an earlier Pulumi run (process ${mark.pid}) to end`);
        if (!(await hasEnded(mark, 10))) {
            send(mark.pid, "SIGINT");
        }
        if (!(await hasEnded(mark, 20))) {
            send(group(mark), "SIGKILL");
            await hasEnded(mark, 5);
        }
    }
    rmSync(file, { force: true });
}

function leftover(file: string): ProcessMark | undefined {
    const mark = readIfThere(file);
    return mark === undefined ? undefined : (JSON.parse(mark) as ProcessMark);
}

function group({ pid }: ProcessMark): number {
    return process.platform === "win32" ? pid : -pid;
}

function collect(stream: NodeJS.ReadableStream, listen: Listen): () => string {
    const chunks: string[] = [];
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
        chunks.push(chunk);
        listen?.(chunk);
    });
    return () => chunks.join("");
}
