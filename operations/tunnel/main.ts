import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import pc from "picocolors";
import { answer } from "./answer";
import { findHost } from "./host";
import { instructions } from "./instructions";
import { checkCredentials, checkPlugin, findPort } from "./machine";
import { type Outputs, readOutputs, type Target, TARGETS } from "./outputs";
import { Session } from "./session";
import { readSettings, type Settings } from "../shared/settings";

interface Options {
    readonly stack: string;
    readonly to: Target;
    readonly port?: number;
    readonly print?: true;
}

const ROOT = resolve(__dirname, "../..");

/** Exit code of a command that was ended by Ctrl-C before it was done. */
const INTERRUPTED = 130;

const options = new Command("npm run tunnel --")
    .description(
        "Opens a tunnel from this machine to an environment's private database, or to its tables.",
    )
    .requiredOption("--stack <name>", "environment, such as prod")
    .addOption(
        new Option("--to <target>", "the writer, a reader, the proxy, or DynamoDB")
            .choices(TARGETS)
            .default("database"),
    )
    .option("--port <number>", "port of this machine (default: 15432, or any that is free)", toPort)
    .option("--print", "only print the AWS CLI's command that opens it")
    .allowExcessArguments(false)
    .parse()
    .opts<Options>();

void main().then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
        console.error(pc.red(error instanceof Error ? error.message : String(error)));
        process.exitCode = 1;
    },
);

async function main(): Promise<number> {
    const settings = readSettings(ROOT, options.stack);
    const { port, outputs } = await prepare(settings);
    const command = [
        ...["aws", "ssm", "start-session"],
        ...["--region", settings.region],
        ...["--target", await findHost(settings, outputs.wayInGroupName)],
        ...["--document-name", "AWS-StartPortForwardingSessionToRemoteHost"],
        "--parameters",
        `host=${outputs.host},portNumber=${outputs.hostPort},localPortNumber=${port}`,
    ];
    if (options.print) {
        console.log(command.join(" "));
        return 0;
    }
    return keepOpen(command, { ...settings, ...options, ...outputs, port });
}

/** @throws Error that names everything that is missing */
async function prepare(settings: Settings): Promise<{ port: number; outputs: Outputs }> {
    const checks = await Promise.all([
        checkCredentials(settings),
        checkPlugin(),
        readOutputs(ROOT, settings, options.to),
        findPort(options.port),
    ]);
    const problems = checks.flatMap((check) => ("problems" in check ? check.problems : []));
    const [, , outputs, free] = checks;
    if (problems.length > 0 || "problems" in outputs || "problems" in free) {
        throw new Error(
            [`no tunnel into ${settings.stack}:`, ...problems.map((line) => `  - ${line}`)].join(
                "\n",
            ),
        );
    }
    return { port: free.value, outputs: outputs.value };
}

/** Runs the session until it ends or is ended; returns the exit code. */
async function keepOpen(
    command: readonly string[],
    open: Parameters<typeof instructions>[0],
): Promise<number> {
    const session = new Session(command, (line) => {
        console.error(pc.dim(`  ${line}`));
    });
    const interruption = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, () => {
            interruption.abort();
            session.end();
        });
    }
    const trouble = await Promise.race([
        answer(open.to === "dynamodb" ? "HTTPS" : "PostgreSQL", open.port, () => session.over),
        session.ended.then((how) => `the session ended (${how})`),
    ]);
    if (trouble !== undefined) {
        const unreachable = !session.over;
        session.end();
        await session.ended;
        if (interruption.signal.aborted) {
            return INTERRUPTED;
        }
        throw new Error(
            unreachable
                ? `the tunnel is open, but ${open.host} cannot be used through it: ${trouble}; ${open.to === "dynamodb" ? "is the network up to date, so that its security group admin may reach dynamodb?" : "is the cluster running?"}`
                : `no tunnel into ${open.stack}: ${trouble}; a host that has just been started takes a minute until it can be reached`,
        );
    }
    console.log(instructions(open));
    const how = await session.ended;
    if (interruption.signal.aborted) {
        console.log("The tunnel is closed.");
        return 0;
    }
    throw new Error(
        `the tunnel was closed by the other side (${how}): AWS ends a session after 20 minutes without traffic, and the host is replaced every week; open it again with npm run tunnel -- --stack ${open.stack} --to ${open.to} --port ${open.port}`,
    );
}

function toPort(text: string): number {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > 65535) {
        throw new InvalidArgumentError("It must be a port from 1 to 65535.");
    }
    return number;
}
