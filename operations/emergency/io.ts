/** The terminal, or what stands for it, and the repository. */
export interface Io {
    /** Folder of the repository. */
    readonly root: string;
    readonly say: (line: string) => void;
    /** Asks the person at the terminal; missing where there is none. */
    readonly ask?: (question: string) => Promise<string>;
    /** Waits before AWS is asked again whether something has come to its end. */
    readonly pause: () => Promise<void>;
    readonly now: () => Date;
}

/**
 * Lets pass whoever types the name of the stack, now or by `--confirm`: the plan stands above.
 * @throws Error that says what to type
 */
export async function confirm(
    stack: string,
    what: string,
    given: string | undefined,
    { ask }: Pick<Io, "ask">,
): Promise<void> {
    if (given === undefined && ask === undefined) {
        throw new Error(`nothing was done: to ${what} say --confirm ${stack}`);
    }
    const typed = given ?? (await ask?.(`Type the name of the stack to ${what}: `));
    if (typed?.trim() !== stack) {
        throw new Error(
            `nothing was done: ${JSON.stringify(typed)} is not the name of the stack, ${stack}`,
        );
    }
}
