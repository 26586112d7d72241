import { difference } from "../cloud/changes";
import { completed, failures } from "../cloud/inputs";
import type { Props, Provider } from "../provider/provider";
import { UNKNOWN } from "../provider/unknown";
import { RESOURCES, type RandomResource } from "./resources";

/**
 * Stands in for the random provider, whose plugin may be missing: real randomness, from the
 * operating system. `bcryptHash` of a password is left out: nothing of ours needs it.
 */
export function randomProvider(): Provider {
    return {
        name: "random",
        version: "4.21.2",
        check: ({ type, name, olds, news, randomSeed }) => {
            const resource = resourceOf(type);
            const inputs = completed(resource, name, news, olds, randomSeed);
            return { inputs, failures: failures(resource, inputs) };
        },
        diff: ({ type, oldInputs, news }) => difference(resourceOf(type), oldInputs, news),
        create: ({ type, inputs, preview }) => Promise.resolve(create(type, inputs, preview)),
        update: () => Promise.reject(new Error("nothing of this provider's changes in place")),
        // What was drawn is nowhere but in the state.
        read: ({ type, id, inputs, state }) => {
            if (Object.keys(state).length === 0) {
                throw new Error(`${type} "${id}" cannot be imported into the sandbox`);
            }
            return Promise.resolve({ id, inputs, outputs: state });
        },
        delete: () => Promise.resolve(),
        invoke: (token) => Promise.reject(new Error(`the sandbox has no data source ${token}`)),
    };
}

function create(type: string, inputs: Props, preview: boolean): { id: string; outputs: Props } {
    const { outputs, draw } = resourceOf(type);
    if (preview) {
        const unknown = Object.fromEntries(outputs.map((name) => [name, UNKNOWN]));
        return { id: "", outputs: { ...inputs, ...unknown } };
    }
    const { id, ...drawn } = draw(inputs);
    return { id, outputs: { ...inputs, ...drawn } };
}

function resourceOf(type: string): RandomResource {
    const resource = RESOURCES.find((candidate) => candidate.type === type);
    if (resource === undefined) {
        throw new Error(`the sandbox has no model of ${type}; add one in sandbox/random`);
    }
    return resource;
}
