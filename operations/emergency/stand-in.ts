import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Elsewhere } from "./clients";

/** What answers in place of AWS. */
export interface Stand extends Elsewhere {
    /** Of the cluster, where there is one. */
    readonly database?: { readonly host: string; readonly port: number; readonly caFile: string };
    /** Once the sandbox is free for others again. */
    readonly close: () => Promise<void>;
}

/**
 * Has the sandbox of an environment answer as AWS would, for as long as this process wants.
 * @throws Error when there is no such sandbox, or something else works in it
 */
export async function standIn(root: string, stack: string): Promise<Stand> {
    const dir = join(root, ".sandbox", stack);
    const start = stack === "dev" ? "npm start" : `npm start -- --stack ${stack}`;
    if (!existsSync(join(dir, "account.json"))) {
        throw new Error(
            `there is no sandbox of ${stack}: start it with ${start}; for the environment at AWS say --stack ${stack}`,
        );
    }
    const main = join(__dirname, "../../sandbox/api/main.ts");
    const child = spawn(process.execPath, ["--require", "tsx/cjs", main, root, dir, stack], {
        cwd: join(__dirname, "../.."),
        // It ends when this end of its input does, however this process ends.
        stdio: ["pipe", "pipe", "pipe"],
    });
    const over = once(child, "close");
    let complaint = "";
    child.stderr.on("data", (data: Buffer) => (complaint += data.toString()));
    const [line] = (await Promise.race([
        once(createInterface({ input: child.stdout }), "line"),
        over,
    ])) as [unknown];
    if (typeof line !== "string") {
        throw new Error(`the sandbox of ${stack} does not answer: ${complaint.trim()}`);
    }
    const told = JSON.parse(line) as Pick<Stand, "endpoint" | "database">;
    return {
        ...told,
        credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
        close: async () => {
            child.stdin.end();
            await over;
        },
    };
}
