import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStates, type Resource } from "../review/resource";
import type { StackConfig } from "../sandbox/engine/engine";
import type { ProjectStack } from "../sandbox/engine/project-stack";
import type { Deployment } from "../sandbox/engine/state";
import { ROOT } from "../sandbox/platform/repository";
import { deleteSandbox, openSandbox, type Sandbox, stopSandbox } from "../sandbox/platform/sandbox";
import { readSettings } from "../sandbox/platform/settings";
import { findCli } from "../sandbox/pulumi-cli/find";
import { type Layer, projectOf } from "../stacks/layers";

/** The network has to be there for its ids to be known; what stands in it need only be planned. */
const RUNS: readonly (readonly [Layer, "up" | "preview"])[] = [
    ["keys", "up"],
    ["network", "up"],
    ["aurora", "preview"],
    ["dynamodb", "preview"],
];

/**
 * The resources of an environment's network and of what stands in it, from a rehearsal in a folder
 * of its own, with `changes` to what its settings file says. Layer by layer, whatever `pii:layout`
 * says: the resources are the same, and no database has to be started.
 */
export function rehearsedResources(
    environment: string,
    changes: StackConfig = {},
): Promise<Resource[]> {
    return rehearse(environment, { ...changes, "pii:layout": "layered" }, async ({ stacks }) => {
        const found: Resource[] = [];
        for (const [layer, run] of RUNS) {
            const stack = stacks.find(({ name }) => name === projectOf(layer));
            found.push(...(stack === undefined ? [] : await registered(stack, run)));
        }
        return found;
    });
}

/** All resources of an environment, as they stand in its states after a first update. */
export async function deployedResources(environment: string): Promise<Resource[]> {
    const states = await deployedStates(environment);
    return readStates(...states.map(([, deployment]) => ({ deployment })));
}

/** The states of an environment's stacks after a first update, each with its project's name. */
export function deployedStates(environment: string): Promise<(readonly [string, Deployment])[]> {
    return rehearse(environment, {}, async ({ stacks }) => {
        const states: (readonly [string, Deployment])[] = [];
        for (const stack of stacks) {
            await stack.up({ policies: false });
            states.push([stack.name, stack.state ?? {}]);
        }
        return states;
    });
}

/** The resources in the states of the stacks. */
export function stateResources(stacks: readonly ProjectStack[]): Resource[] {
    return readStates(...stacks.map(({ state }) => ({ deployment: state })));
}

/** Does `work` in a folder of its own, with `changes` to what the settings file says. */
async function rehearse<Result>(
    environment: string,
    changes: StackConfig,
    work: (sandbox: Sandbox) => Promise<Result>,
): Promise<Result> {
    const dir = mkdtempSync(join(tmpdir(), "pii-rehearsal-"));
    const sandbox = await openSandbox({
        dir,
        environment,
        config: { ...readSettings(ROOT, environment), ...changes },
        cli: await findCli({ report: () => undefined }),
        what: "a rehearsal",
        report: () => undefined,
        checkpoints: false,
    });
    let result;
    try {
        result = await work(sandbox);
    } finally {
        sandbox.close();
        await stopSandbox(dir);
    }
    // Not after a failure: its message names the log in it.
    deleteSandbox(dir);
    return result;
}

/** Runs the stack, and tells what the engine registered. */
async function registered(stack: ProjectStack, run: "up" | "preview"): Promise<Resource[]> {
    const found = new Map<string, Resource>();
    await stack[run]({
        policies: false,
        onEvent: ({ resOutputsEvent }) => {
            const resource = resOutputsEvent?.metadata.new;
            if (resource !== undefined) {
                const { urn, type, id, parent, inputs, outputs } = resource;
                // Not known before an update, and then empty.
                found.set(urn, { urn, type, id: id || undefined, parent, inputs, outputs });
            }
        },
    });
    return [...found.values()];
}
