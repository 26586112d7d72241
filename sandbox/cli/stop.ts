import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import pc from "picocolors";
import { endLeftover } from "../engine/cli-process";
import { holderOf, holdEnvironment } from "../engine/environment-lock";
import { hasEnded, send } from "../engine/processes";
import { ROOT } from "../platform/repository";
import { deleteSandbox, stopSandbox } from "../platform/sandbox";

const { purge } = new Command("npm stop --")
    .description("Stops the servers of every rehearsal. What is in them stays.")
    .option("--purge", "delete what was rehearsed, too")
    .allowExcessArguments(false)
    .parse()
    .opts<{ readonly purge?: true }>();

void stop().catch((error: unknown) => {
    console.error(pc.red(error instanceof Error ? error.message : String(error)));
    process.exit(1);
});

async function stop(): Promise<void> {
    const root = join(ROOT, ".sandbox");
    const environments = existsSync(root)
        ? readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
        : [];
    const lines: string[] = [];
    for (const { name } of environments) {
        lines.push(...(await stopEnvironment(name, join(root, name))));
    }
    console.log(lines.length === 0 ? "Nothing was running." : lines.join("\n"));
    process.exit(0);
}

/** @returns what was done, in words */
async function stopEnvironment(name: string, dir: string): Promise<string[]> {
    const done: string[] = [];
    const holder = holderOf(dir);
    if (holder !== undefined) {
        console.log(`${name}: ending ${holder.what} (process ${holder.pid}) in order`);
        send(holder.pid, "SIGTERM");
        if (!(await hasEnded(holder, 120))) {
            throw new Error(`${name}: process ${holder.pid} does not end; end it, then try again`);
        }
        done.push(`${name}: ended ${holder.what}`);
    }
    const letGo = await holdEnvironment(dir, "npm stop");
    try {
        await endLeftover(join(dir, "cli.json"), (line) => {
            console.log(`${name}: ${line}`);
        });
        const stopped = await stopSandbox(dir);
        done.push(...stopped.map((server) => `${name}: stopped ${server}`));
        if (purge) {
            deleteSandbox(dir);
            done.push(`${name}: deleted ${dir}`);
        }
    } finally {
        letGo();
    }
    return done;
}
