import type { Props } from "../provider/provider";
import { readIfThere, writeFileAtomically } from "../shared/files";

/** One thing that exists in the simulated account. */
export interface Entry {
    readonly type: string;
    readonly id: string;
    /** The Pulumi resource that made it; another one must not touch it. */
    readonly urn: string;
    readonly inputs: Props;
    readonly outputs: Props;
}

/**
 * The simulated AWS account: what exists in it, kept in one JSON file that is replaced as a whole,
 * so a process killed at any moment leaves either the old or the new content.
 */
export class Account {
    readonly #entries = new Map<string, Entry>();

    constructor(
        private readonly file: string,
        readonly accountId: string,
    ) {
        for (const entry of load(file)) {
            this.#entries.set(key(entry.type, entry.id), entry);
        }
    }

    get(type: string, id: string): Entry | undefined {
        return this.#entries.get(key(type, id));
    }

    /** Every entry of `type`, in the order of creation. */
    all(type: string): Entry[] {
        return [...this.#entries.values()].filter((entry) => entry.type === type);
    }

    everything(): readonly Entry[] {
        return [...this.#entries.values()];
    }

    /** The entry of `type` whose output `property` is `value`. */
    find(type: string, property: string, value: unknown): Entry | undefined {
        return this.all(type).find((entry) => entry.outputs[property] === value);
    }

    put(entry: Entry): void {
        this.#entries.set(key(entry.type, entry.id), entry);
        this.#save();
    }

    remove(type: string, id: string): void {
        this.#entries.delete(key(type, id));
        this.#save();
    }

    #save(): void {
        writeFileAtomically(this.file, JSON.stringify([...this.#entries.values()], null, 1));
    }
}

/** Whether a resource of the stack of that name made it. */
export function isOfStack({ urn }: Entry, stack: string): boolean {
    return urn.startsWith(`urn:pulumi:${stack}::`);
}

function key(type: string, id: string): string {
    return `${type} ${id}`;
}

function load(file: string): Entry[] {
    try {
        return JSON.parse(readIfThere(file) ?? "[]") as Entry[];
    } catch (error) {
        throw new Error(`cannot read the simulated account ${file}: ${String(error)}`, {
            cause: error,
        });
    }
}
