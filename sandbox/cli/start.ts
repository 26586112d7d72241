import { join } from "node:path";
import { Command, Option } from "commander";
import pc from "picocolors";
import { Interrupted } from "../engine/failure";
import { prepareLogins } from "../platform/logins";
import { plan } from "../platform/plan";
import { REAL_PLUGINS, type RealPlugin } from "../platform/real-plugins";
import { ROOT } from "../platform/repository";
import { openSandbox, type Sandbox } from "../platform/sandbox";
import { readSettings } from "../platform/settings";
import { findCli } from "../pulumi-cli/find";
import { deploy } from "./deploy";
import { INTERRUPTED, onInterrupt } from "./interrupt";
import { step } from "./step";
import { summary } from "./summary";

interface Options {
    readonly stack: string;
    readonly preview?: true;
    readonly realPlugins?: readonly RealPlugin[];
}

// The client talks to a server of the sandbox; what AWS plans for it is nothing to the user.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const {
    stack: environment,
    preview,
    realPlugins,
} = new Command("npm start --")
    .description("Rehearses an environment on the real Pulumi engine, without an AWS account.")
    .option("--stack <name>", "environment to rehearse", "dev")
    .option("--preview", "stop before the update")
    .addOption(
        new Option(
            "--real-plugins <name...>",
            "use these installed plugins, not their stand-ins",
        ).choices(Object.keys(REAL_PLUGINS)),
    )
    .allowExcessArguments(false)
    .parse()
    .opts<Options>();

let sandbox: Sandbox | undefined;
void start().catch((error: unknown) => {
    console.error(`\n${pc.red(error instanceof Error ? error.message : String(error))}`);
    sandbox?.close();
    process.exit(error instanceof Interrupted ? INTERRUPTED : 1);
});

async function start(): Promise<void> {
    const interruption = onInterrupt((line) => {
        console.error(`\n${line}`);
    });
    const config = readSettings(ROOT, environment);
    // Mistakes are told before anything is fetched or started.
    plan(environment, config);
    const cli = await step("Pulumi CLI", async ({ note, done }) => {
        const found = await findCli({ report: note });
        done(`Pulumi CLI ${found.version.version}`);
        return found;
    });
    const dir = join(ROOT, ".sandbox", environment);
    const opened = await step("PostgreSQL, DynamoDB and a simulated AWS account", ({ note }) =>
        openSandbox({
            dir,
            environment,
            config,
            cli,
            what: "npm start",
            realPlugins,
            report: note,
        }),
    );
    sandbox = opened;
    const run = preview ? "preview" : "up";
    const outcomes = await deploy(opened, run, interruption);
    const logins = preview ? [] : await prepareLogins(dir, environment, opened);
    console.log(summary({ environment, run, sandbox: opened, outcomes, logins }));
    opened.close();
    // Connections to servers that go on running would keep this process.
    process.exit(0);
}
