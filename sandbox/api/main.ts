import { join } from "node:path";
import { masterOf } from "../platform/master";
import { Account } from "../cloud/account";
import { holdEnvironment } from "../engine/environment-lock";
import { postgresBackend } from "../postgres/backend";
import { readSettings } from "../platform/settings";
import { serveApi } from "./serve";

/*
 * Stands in for AWS before a command of this repository: for as long as the command keeps this one's
 * input open. Tells in a line of JSON where it answers, and where the database does.
 */

const [root = "", dir = "", stack = ""] = process.argv.slice(2);

void main().catch((error: unknown) => {
    // Whatever is open by now: who has started this waits for its end.
    process.stderr.write(error instanceof Error ? error.message : String(error), () =>
        process.exit(1),
    );
});

async function main(): Promise<void> {
    const letGo = await holdEnvironment(dir, "npm run emergency");
    const [accountId = ""] = readSettings(root, stack)["aws:allowedAccountIds"] as string[];
    const account = new Account(join(dir, "account.json"), accountId);
    const postgres = postgresBackend(join(dir, "postgres"));
    const api = await serveApi(account, postgres);
    const master = masterOf(account, postgres, stack);
    const database = master && {
        host: master.host,
        port: master.port,
        caFile: postgres.caFile,
    };
    process.stdout.write(`${JSON.stringify({ endpoint: api.endpoint, database })}\n`);
    process.stdin.resume();
    process.stdin.on("close", () => {
        api.close();
        letGo();
        process.exit();
    });
}
