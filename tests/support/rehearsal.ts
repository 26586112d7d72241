import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunFailure } from "../../sandbox/engine/failure";
import type { Project, ProjectStack, RunOptions } from "../../sandbox/engine/project-stack";
import { ROOT } from "../../sandbox/platform/repository";
import {
    deleteSandbox,
    openSandbox,
    type Sandbox,
    stopSandbox,
} from "../../sandbox/platform/sandbox";
import { readSettings } from "../../sandbox/platform/settings";
import { findCli } from "../../sandbox/pulumi-cli/find";

export type Config = Readonly<Record<string, unknown>>;

/** One environment in a folder of its own, opened anew for each configuration. */
export class Rehearsal {
    /** Configurations that the policies have let pass. */
    readonly #judged = new Set<string>();

    /**
     * @param projects the stacks that are run, by project. @default all of the environment
     * @param stack name of the stacks. @default the environment's
     * @param programs what is deployed, instead of the platform itself
     */
    constructor(
        private readonly environment: string,
        private readonly projects?: readonly string[],
        readonly stack = environment,
        readonly dir = mkdtempSync(join(tmpdir(), "pii-platform-")),
        private readonly programs?: readonly Project[],
    ) {}

    /**
     * The same environment as stacks of that name, in the same cloud; it ends with this one.
     * @param projects as of the constructor. @default those of this one
     */
    beside(stack: string, projects = this.projects): Rehearsal {
        return new Rehearsal(this.environment, projects, stack, this.dir);
    }

    destroy(changes: Config = {}): Promise<string[]> {
        return this.with(changes, (sandbox) => steps(sandbox, "destroy"));
    }

    /**
     * Does `work` in the sandbox, with `changes` to what the committed settings file says.
     * @param options with `checkpoints` where a run is killed; without them runs are quicker
     */
    async with<Result>(
        changes: Config,
        work: (sandbox: Sandbox) => Promise<Result>,
        { checkpoints = false } = {},
    ) {
        const sandbox = await openSandbox({
            dir: this.dir,
            environment: this.stack,
            config: {
                ...readSettings(ROOT, this.environment),
                "pii:environment": this.environment,
                ...changes,
            },
            cli: await findCli({ report: () => undefined }),
            what: "a test",
            projects: this.programs,
            report: () => undefined,
            checkpoints,
        });
        try {
            const { projects } = this;
            const stacks = sandbox.stacks.filter(({ name }) => projects?.includes(name) ?? true);
            return await work({ ...sandbox, stacks });
        } finally {
            sandbox.close();
        }
    }

    /** Updates all stacks; what was done to which resource, as `create name (type)`. */
    up(changes: Config = {}): Promise<string[]> {
        return this.#run("up", changes);
    }

    preview(changes: Config = {}): Promise<string[]> {
        return this.#run("preview", changes);
    }

    /** The policies judge what they have not judged, which saves a third of a run's time. */
    async #run(run: "up" | "preview", changes: Config): Promise<string[]> {
        const config = JSON.stringify(changes);
        const policies = !this.#judged.has(config);
        const done = await this.with(changes, (sandbox) => steps(sandbox, run, { policies }));
        this.#judged.add(config);
        return done;
    }

    async end(): Promise<void> {
        await stopSandbox(this.dir);
        deleteSandbox(this.dir);
    }
}

/** Runs all stacks; what was done to which resource, as `create name (type)`. */
export async function steps(
    sandbox: Pick<Sandbox, "stacks">,
    run: "up" | "preview" | "destroy",
    options: Pick<RunOptions, "policies"> = {},
): Promise<string[]> {
    const done: string[] = [];
    const stacks = run === "destroy" ? [...sandbox.stacks].reverse() : sandbox.stacks;
    for (const stack of stacks) {
        await stack[run]({
            ...options,
            onEvent: ({ resourcePreEvent }) => {
                const { op, urn } = resourcePreEvent?.metadata ?? { op: "same", urn: "" };
                // The settings are an input of the dynamic provider, and of nothing else here.
                if (op !== "same" && op !== "read" && !urn.includes("::pulumi:providers:")) {
                    done.push(`${op} ${identity(urn)}`);
                }
            },
        });
    }
    return done.sort();
}

/** `name (type)` of a URN. */
function identity(urn: string): string {
    const [, , types = "", ...name] = urn.split("::");
    return `${name.join("::")} (${types.split("$").at(-1) ?? ""})`;
}

/** The resources of all stacks, without what belongs to the stacks themselves. */
export function resources(stacks: readonly ProjectStack[]): string[] {
    return stacks
        .flatMap(({ state }) => state?.resources ?? [])
        .filter(({ urn }) => !/::pulumi:(pulumi:Stack|pulumi:StackReference|providers:)/.test(urn))
        .map(({ urn }) => {
            const [, , types = "", ...name] = urn.split("::");
            return `${types.replace("pulumi:pulumi:Stack$", "")} ${name.join("::")}`;
        })
        .sort();
}

/** The failure that `run` ends with. */
export async function failure(run: Promise<unknown>): Promise<RunFailure> {
    try {
        await run;
    } catch (error) {
        assert.ok(error instanceof RunFailure, String(error));
        return error;
    }
    throw new Error("it should have failed");
}
