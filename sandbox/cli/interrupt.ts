/** What a person who presses Ctrl-C wants to end. */
export interface Interruption {
    /** Aborted by the first Ctrl-C while something runs that must be ended in order. */
    readonly signal: AbortSignal;
    /** Runs `work`, which must be ended in order; `kill` ends it at once. */
    during<T>(work: () => Promise<T>, kill: () => void): Promise<T>;
}

/** Exit code of a command that was ended by Ctrl-C. */
export const INTERRUPTED = 130;

/**
 * Ctrl-C, `kill` and a closed terminal: the first time what runs is ended in order, the second time
 * at once. Where nothing runs that needs order, the first time ends it all.
 */
export function onInterrupt(say: (line: string) => void): Interruption {
    const abort = new AbortController();
    let kill: (() => void) | undefined;
    const interrupt = () => {
        if (kill === undefined || abort.signal.aborted) {
            kill?.();
            process.exit(INTERRUPTED);
        }
        say("Ending in order: what has begun is brought to its end. Once more ends it at once.");
        abort.abort();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, interrupt);
    }
    return {
        signal: abort.signal,
        during: async (work, killWork) => {
            kill = killWork;
            try {
                return await work();
            } finally {
                kill = undefined;
            }
        },
    };
}
