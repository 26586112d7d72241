import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

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
        const file = join(this.folder, ".pulumi", "stacks", project, `${stack}.json`);
        if (!existsSync(file)) {
            return undefined;
        }
        const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
            checkpoint: { latest?: Deployment | null };
        };
        return checkpoint.latest ?? {};
    }

    /** Whether a run holds the stack, or did when it was killed. */
    isLocked(project: string, stack: string): boolean {
        const folder = join(this.folder, ".pulumi", "locks", "organization", project, stack);
        return list(folder).some((name) => name.endsWith(".json"));
    }
}

function list(folder: string): string[] {
    return existsSync(folder) ? readdirSync(folder) : [];
}
