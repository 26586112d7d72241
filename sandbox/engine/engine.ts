import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import type { Served } from "../provider/serve";
import type { Cli } from "../pulumi-cli/find";
import { readOrMake, writeFileAtomically } from "../shared/files";
import { CliProcess, endLeftover } from "./cli-process";
import { holdEnvironment } from "./environment-lock";
import { type PolicyPack, type Project, ProjectStack } from "./project-stack";
import { type Deployment, StateFolder } from "./state";

/** The content of a stack's settings file under `config`. */
export type StackConfig = Readonly<Record<string, unknown>>;

/** What the engine needs around it. */
export interface Surroundings {
    /** Providers that the engine attaches to, in place of plugins. */
    readonly providers: readonly Served[];
    /** What the stacks' settings file says. */
    readonly config: StackConfig;
    /** Environment variables for the engine beside those of this process. */
    readonly env?: Readonly<Record<string, string>>;
    close(): void;
}

export interface EngineOptions {
    /** Folder that holds everything: state, settings, logs. One process at a time works in it. */
    readonly dir: string;
    /** What this process does there, such as `npm start`; told to who finds the folder in use. */
    readonly what: string;
    /** Name of the stacks. */
    readonly environment: string;
    readonly cli: Cli;
    /** In the order in which they are deployed. */
    readonly projects: readonly Project[];
    /** Folders with executables `pulumi-resource-*` and `pulumi-analyzer-*` that the engine starts. */
    readonly plugins?: PluginFolders;
    readonly policyPack?: PolicyPack;
    /** Starts what the engine needs; the environment is held by then. */
    readonly start: () => Promise<Surroundings>;
    /**
     * Makes an end of what providers made and no state knows, as a killed run leaves it behind.
     * Told the state of every stack of the environment.
     */
    readonly reconcile: (states: readonly Deployment[]) => Promise<void>;
    readonly report: (line: string) => void;
    /**
     * Whether the state is written after each step. Where it is not, an update takes about two thirds
     * of the time, and nothing can be mended after one that was killed.
     * @default true
     */
    readonly checkpoints?: boolean;
}

/** Plugins of the engine by kind, each with the folder of its executable. */
export type PluginFolders = Readonly<
    Partial<
        Record<
            "providers" | "analyzers",
            readonly { readonly name: string; readonly path: string }[]
        >
    >
>;

/** The engine, ready to run the projects of one environment. */
export interface Engine {
    readonly stacks: readonly ProjectStack[];
    /** Ends a run at once, whatever is lost by that. */
    kill(): void;
    /** Lets go of the environment; no run may be under way. */
    close(): void;
}

/**
 * Takes the environment in `dir`, mends what a killed run left behind, and makes the engine ready.
 * @throws Error when another process has it, or when it was deployed in another layout
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
    const { dir, report } = options;
    const letGo = await holdEnvironment(dir, options.what);
    // There from here until the end in order: where it is found, there was none.
    const mark = join(dir, "unfinished");
    const killed = existsSync(mark);
    writeFileAtomically(mark, options.what);
    let started: Surroundings | undefined;
    const close = () => {
        for (const provider of started?.providers ?? []) {
            provider.close();
        }
        started?.close();
        letGo();
    };
    try {
        const cliFile = join(dir, "cli.json");
        await endLeftover(cliFile, report);
        const state = new StateFolder(join(dir, "state"));
        checkLayout(state, options);
        started = await options.start();
        const cli = new CliProcess(options.cli, cliFile);
        const stacks = makeStacks(options, state, cli, started);
        await mend(stacks, state, killed, options);
        return {
            stacks,
            kill: () => {
                cli.kill();
            },
            close: () => {
                rmSync(mark, { force: true });
                close();
            },
        };
    } catch (error) {
        // What a killed run left is still to be mended.
        if (!killed) {
            rmSync(mark, { force: true });
        }
        close();
        throw error;
    }
}

/** Variables for a run whose state is written at its end alone: one of the engine's experiments. */
export const WITHOUT_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** One environment is deployed one way only: other projects' stacks would own the same things. */
function checkLayout(state: StateFolder, { dir, environment, projects }: EngineOptions): void {
    const names = projects.map(({ name }) => name);
    const others = state.projects(environment).filter((project) => !names.includes(project));
    if (others.length > 0) {
        throw new Error(
            `${dir} holds ${environment} as ${others.join(", ")}, and now it would be ` +
                `${names.join(", ")}; change pii:layout back, or delete the rehearsal with \`npm stop -- --purge\``,
        );
    }
}

function makeStacks(
    { dir, environment, projects, plugins, policyPack, checkpoints = true }: EngineOptions,
    state: StateFolder,
    cli: CliProcess,
    { providers, config, env }: Surroundings,
): ProjectStack[] {
    const home = join(dir, "home");
    const configDir = join(dir, "config");
    mkdirSync(join(dir, "state"), { recursive: true });
    writeSettings(join(configDir, `Pulumi.${environment}.yaml`), config);
    const passphrase = readOrMake(join(dir, "passphrase"), () => randomBytes(32).toString("hex"));
    return projects.map((project) => {
        const workDir = join(dir, "projects", project.name);
        mkdirSync(workDir, { recursive: true });
        const settings = {
            ...project.settings,
            name: project.name,
            runtime: "nodejs",
            main: undefined,
            backend: { url: state.url },
            stackConfigDir: relative(workDir, configDir),
            plugins,
        };
        return new ProjectStack(project, {
            stackName: environment,
            state,
            policyPack,
            log: join(dir, "logs", `${project.name}.log`),
            workspace: {
                workDir,
                pulumiHome: home,
                projectSettings: settings as never,
                pulumiCommand: cli.command,
                envVars: {
                    ...env,
                    PULUMI_BACKEND_URL: state.url,
                    PULUMI_CONFIG_PASSPHRASE: passphrase,
                    PULUMI_DEBUG_PROVIDERS: providers
                        .map(({ name, port }) => `${name}:${port}`)
                        .join(","),
                    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
                    PULUMI_SKIP_UPDATE_CHECK: "true",
                    ...(!checkpoints && WITHOUT_CHECKPOINTS),
                },
            },
        });
    });
}

/** The engine keeps its salt in the file; without it, it could not read its secrets again. */
function writeSettings(file: string, config: StackConfig): void {
    const old = readOrMake(file, () => "");
    const salt = old.split("\n").find((line) => line.startsWith("encryptionsalt:"));
    writeFileAtomically(file, stringify({ config }) + (salt === undefined ? "" : `${salt}\n`));
}

async function mend(
    stacks: readonly ProjectStack[],
    state: StateFolder,
    killed: boolean,
    { environment, reconcile, report }: EngineOptions,
): Promise<void> {
    const locked = stacks.filter(({ name }) => state.isLocked(name, environment));
    for (const { name } of stacks) {
        if (state.repair(name, environment)) {
            report(
                `${name}: an earlier run was killed while it wrote its state; taking the one before`,
            );
        }
    }
    for (const stack of locked) {
        report(`${stack.name}: an earlier run was killed; unlocking its state`);
        await stack.unlock();
    }
    const states = stacks.map(({ name }) => state.read(name, environment) ?? {});
    // Only then: what a destroy leaves on purpose is in no state either.
    if (killed || locked.length > 0) {
        await reconcile(states);
    }
    for (const [index, stack] of stacks.entries()) {
        if ((states[index]?.pending_operations ?? []).length > 0) {
            report(
                `${stack.name}: an earlier run was killed; comparing its state with what is there`,
            );
            await stack.refresh({}, true);
        }
    }
}
