import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readIfThere, writeFileAtomically } from "../shared/files";

/** A resource as the state of a stack has it. */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    /** Reference to the provider's own resource: its URN, `::`, its id. */
    readonly provider?: string;
}

/** Something that the engine had begun when it was killed. */
export interface PendingOperation {
    readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
    readonly resource: StateResource;
}

/** The state of one stack. */
export interface Deployment {
    readonly resources?: readonly StateResource[];
    readonly pending_operations?: readonly PendingOperation[];
}

/** The engine's file backend in a folder: what can be known of it without the CLI. */
export class StateFolder {
    constructor(private readonly folder: string) {}

    get url(): string {
        return `file://${this.folder}`;
    }

    /** The projects that have a stack of this name. */
    projects(stack: string): string[] {
        const root = join(this.folder, ".pulumi", "stacks");
        return list(root).filter((project) => existsSync(join(root, project, `${stack}.json`)));
    }

    /** The state of a stack; secrets stay encrypted. `undefined` when there is no such stack. */
    read(project: string, stack: string): Deployment | undefined {
        const text = readIfThere(this.#file(project, stack));
        return text === undefined ? undefined : deployment(text);
    }

    /**
     * Puts the state before the last change back, where the CLI was killed while it wrote and left
     * a file that is empty or cut off; takes the file away where there was no state before. The same
     * of what the CLI keeps about the file beside it, which it can do without.
     * @returns whether there was something to put right in the state
     */
    repair(project: string, stack: string): boolean {
        const file = this.#file(project, stack);
        for (const about of [`${file}.attrs`, `${file}.bak.attrs`]) {
            if (!isJson(readIfThere(about) ?? "{}")) {
                rmSync(about);
            }
        }
        const text = readIfThere(file);
        if (text === undefined || isWhole(text)) {
            return false;
        }
        const before = readIfThere(`${file}.bak`);
        if (before !== undefined && isWhole(before)) {
            writeFileAtomically(file, before);
        } else {
            rmSync(file);
        }
        return true;
    }

    #file(project: string, stack: string): string {
        return join(this.folder, ".pulumi", "stacks", project, `${stack}.json`);
    }

    /** Whether a run holds the stack, or did when it was killed. */
    isLocked(project: string, stack: string): boolean {
        const folder = join(this.folder, ".pulumi", "locks", "organization", project, stack);
        return list(folder).some((name) => name.endsWith(".json"));
    }
}

function deployment(text: string): Deployment {
    const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: Deployment | null } };
    return checkpoint.latest ?? {};
}

function isWhole(text: string): boolean {
    return isJson(text) && "checkpoint" in (JSON.parse(text) as object);
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

function list(folder: string): string[] {
    return existsSync(folder) ? readdirSync(folder) : [];
}
