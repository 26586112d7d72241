import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { Argument, Command } from "commander";
import pc from "picocolors";
import { endWith } from "../shared/end";
import { changedStacks } from "./changed";
import { type Action, ACTIONS, pulumiArguments } from "./commands";
import { sourcesOf } from "./sources";
import { type PulumiStack, stacksOf } from "./stacks-of";

interface Options {
    readonly stack: string;
    readonly changedSince?: string;
    readonly events?: string;
}

/** Exit codes: 0 where every stack went well. */
const FAILED = 1;
const NOT_RUN = 2;

const ROOT = resolve(__dirname, "../..");

void endWith(main(), NOT_RUN);

async function main(): Promise<number> {
    const command = new Command("npm run stacks --")
        .description("Does something with an environment's stacks at AWS, one after the other.")
        .addArgument(
            new Argument("<action>", "what to do with each of them").choices(["list", ...ACTIONS]),
        )
        .requiredOption("--stack <name>", "environment, such as prod")
        .option("--changed-since <commit>", "only those that changes since then touch")
        .option("--events <folder>", "where a preview's event logs go")
        .addHelpText(
            "after",
            "\nExit codes: 0 all well, 1 a stack failed or has drifted, 2 not run.",
        )
        .allowExcessArguments(false)
        .exitOverride()
        .parse();
    const options = command.opts<Options>();
    const [action] = command.processedArgs as [Action | "list"];
    const stacks = await chosen(options);
    if (action === "list") {
        for (const { project } of stacks) {
            console.log(project);
        }
        return 0;
    }
    if (options.events !== undefined) {
        mkdirSync(options.events, { recursive: true });
    }
    return run(action, stacks, options.events && resolve(options.events));
}

async function chosen({ stack, changedSince }: Options): Promise<PulumiStack[]> {
    const all = stacksOf(ROOT, stack);
    return changedSince === undefined
        ? all
        : changedStacks(changedFiles(changedSince), all, await sourcesOf(ROOT));
}

/** Those of this checkout's commits that the other one does not have. */
function changedFiles(commit: string): string[] {
    const args = ["diff", "--name-only", "--no-renames", "-z", `${commit}...HEAD`];
    try {
        return execFileSync("git", args, {
            cwd: ROOT,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
        })
            .split("\0")
            .filter(Boolean);
    } catch (cause) {
        throw new Error(
            `what changed since ${commit} cannot be told; fetch that commit, and what is between`,
            { cause },
        );
    }
}

/** An update ends with the first stack that fails, because the next ones need it. */
function run(action: Action, stacks: readonly PulumiStack[], events?: string): number {
    let code = 0;
    for (const stack of stacks) {
        console.log(pc.bold(`\n${action} ${stack.project}/${stack.stack}`));
        const { status, error } = spawnSync(
            "pulumi",
            pulumiArguments(action, stack, ROOT, events),
            {
                stdio: "inherit",
                // Without it the CLI knows no event logs.
                env: {
                    ...process.env,
                    PULUMI_DEBUG_COMMANDS: "true",
                    PULUMI_SKIP_UPDATE_CHECK: "true",
                },
            },
        );
        if (error !== undefined) {
            throw new Error(
                `pulumi cannot be run: ${error.message}; install it: https://www.pulumi.com/docs/install/`,
            );
        }
        if (status !== 0) {
            code = FAILED;
            if (action === "up") {
                console.error(
                    pc.red(`${stack.project}/${stack.stack} failed; the others wait for it`),
                );
                break;
            }
        }
    }
    return code;
}
