import type { Progress } from "./progress";

/** The terminal, or what stands for it, and the repository. */
export interface Io {
    /** Folder of the repository. */
    readonly root: string;
    /** Tells a result. */
    readonly say: (line: string) => void;
    /** Asks the person at the terminal; missing where there is none. */
    readonly ask?: (question: string) => Promise<string>;
    readonly progress: (title: string, total: number, done: number) => Progress;
    /** Ctrl-C: what has begun is brought to its end, and nothing else is begun. */
    readonly stop: AbortSignal;
    /** Ctrl-C once more: everything is left as it is. */
    readonly kill: AbortSignal;
}

/** The user ended it. The message says what was done until then. */
export class Interrupted extends Error {}

/** Leaves `work` alone when the user ends it. */
export async function unless<T>(signal: AbortSignal, what: string, work: Promise<T>): Promise<T> {
    let interrupt: () => void = () => undefined;
    const interruption = new Promise<never>((_, reject) => {
        interrupt = () => {
            reject(new Interrupted(what));
        };
        if (signal.aborted) {
            interrupt();
        }
        signal.addEventListener("abort", interrupt);
    });
    try {
        return await Promise.race([work, interruption]);
    } finally {
        signal.removeEventListener("abort", interrupt);
    }
}

/** @throws Interrupted before the next thing is begun, when the user has ended it */
export function goOn({ stop }: Pick<Io, "stop">, done: string): void {
    if (stop.aborted) {
        throw new Interrupted(done);
    }
}
