import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import {
    type EngineEvent,
    LocalWorkspace,
    type LocalWorkspaceOptions,
    type OutputMap,
    type PulumiFn,
    Stack,
} from "@pulumi/pulumi/automation";
import { ownConnections } from "./connections";
import { failureMessage, Interrupted, RunFailure } from "./failure";
import { RunReport, withoutValues } from "./run-report";
import type { Deployment, StateFolder } from "./state";

ownConnections();

/** A Pulumi project that can be run. */
export interface Project {
    readonly name: string;
    /** The content of its `Pulumi.yaml`. */
    readonly settings: Readonly<Record<string, unknown>>;
    readonly program: PulumiFn;
}

/** The policy pack that judges every preview and update. */
export interface PolicyPack {
    readonly folder: string;
    /** JSON file with levels and parameters. */
    readonly config?: string;
}

export interface RunOptions {
    /** Told every event of the engine, together with what has been gathered up to it. */
    readonly onEvent?: (event: EngineEvent, report: RunReport) => void;
    /** Ends the run in order: what has begun is brought to its end, nothing new begins. */
    readonly signal?: AbortSignal;
    /** False leaves the policy pack out, to measure what it costs. @default true */
    readonly policies?: boolean;
}

interface Surroundings {
    readonly stackName: string;
    readonly workspace: LocalWorkspaceOptions;
    readonly state: StateFolder;
    readonly policyPack?: PolicyPack;
    /** File that gets all that the engine says. */
    readonly log: string;
}

/**
 * One project's stack on the engine.
 * Every run throws {@link RunFailure} when it fails, {@link Interrupted} when it was ended.
 */
export class ProjectStack {
    #stack: Promise<Stack> | undefined;

    constructor(
        private readonly project: Project,
        private readonly around: Surroundings,
    ) {}

    get name(): string {
        return this.project.name;
    }

    /** The state as it was saved last, secrets encrypted; `undefined` before the first run. */
    get state(): Deployment | undefined {
        return this.around.state.read(this.name, this.around.stackName);
    }

    preview(options: RunOptions = {}): Promise<RunReport> {
        return this.#run("preview", options, (stack, common) =>
            stack.preview({ ...common, ...this.#policies(options) }),
        );
    }

    up(options: RunOptions = {}): Promise<RunReport> {
        return this.#run("update", options, (stack, common) =>
            stack.up({ ...common, ...this.#policies(options) }),
        );
    }

    /** @param clearPendingCreates forget what was being created when a run was killed */
    refresh(options: RunOptions = {}, clearPendingCreates = false): Promise<RunReport> {
        return this.#run("refresh", options, (stack, common) =>
            stack.refresh({ ...common, clearPendingCreates }),
        );
    }

    /** As `pulumi destroy` does, previews first: what protects one resource must save all of them. */
    destroy(options: RunOptions = {}): Promise<RunReport> {
        return this.#run("destroy", options, async (stack, common) => {
            await stack.previewDestroy(common);
            await stack.destroy(common);
        });
    }

    /** Forgets the lock of a run that was killed. */
    async unlock(): Promise<void> {
        await (await this.#selected()).cancel();
    }

    /** The state, secrets in clear. */
    async export(): Promise<Deployment> {
        const exported = await (await this.#selected()).exportStack();
        return exported.deployment as Deployment;
    }

    async outputs(): Promise<OutputMap> {
        return (await this.#selected()).outputs();
    }

    #selected(): Promise<Stack> {
        this.#stack ??= this.#select();
        return this.#stack;
    }

    async #select(): Promise<Stack> {
        const { stackName, workspace: options } = this.around;
        const workspace = await LocalWorkspace.create({
            ...options,
            program: this.project.program,
        });
        if (this.state === undefined) {
            return Stack.create(stackName, workspace);
        }
        // Every command names its stack; to select it as well would only start the CLI once more.
        workspace.selectStack = () => Promise.resolve();
        return Stack.select(stackName, workspace);
    }

    #policies({ policies = true }: RunOptions) {
        const { policyPack } = this.around;
        return policyPack === undefined || !policies
            ? {}
            : {
                  policyPacks: [policyPack.folder],
                  policyPackConfigs: policyPack.config === undefined ? [] : [policyPack.config],
              };
    }

    async #run(
        what: string,
        { onEvent, signal }: RunOptions,
        run: (
            stack: Stack,
            common: {
                onOutput: (text: string) => void;
                onError: (text: string) => void;
                onEvent: (event: EngineEvent) => void;
                signal?: AbortSignal;
                color: "never";
            },
        ) => Promise<unknown>,
    ): Promise<RunReport> {
        if (signal?.aborted) {
            throw new Interrupted(`${what} of ${this.name} was not begun`);
        }
        const report = new RunReport();
        const { log } = this.around;
        mkdirSync(dirname(log), { recursive: true });
        const write = (text: string) => {
            appendFileSync(log, withoutValues(text), { mode: 0o600 });
        };
        write(`\n=== ${new Date().toISOString()} ${what} of ${this.name}\n`);
        try {
            await run(withoutEpilogue(await this.#selected()), {
                onOutput: write,
                onError: write,
                onEvent: (event) => {
                    report.add(event);
                    onEvent?.(event, report);
                },
                signal,
                color: "never",
            });
            return report;
        } catch (cause) {
            write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
            if (signal?.aborted) {
                throw new Interrupted(`${what} of ${this.name} was ended`, { cause });
            }
            const message = failureMessage(`${what} of ${this.name}`, report, log, cause);
            throw new RunFailure(report, message, { cause });
        }
    }
}

/**
 * The same stack, whose runs do not ask the CLI for outputs and history when they are over: that takes
 * a second of its time, and nobody here looks at them.
 */
export function withoutEpilogue(stack: Stack): Stack {
    return Object.assign(Object.create(stack) as Stack, {
        outputs: () => Promise.resolve({}),
        info: () => Promise.resolve(undefined),
    });
}
