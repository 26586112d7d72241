import { Listr } from "listr2";
import pc from "picocolors";

/** A step that is under way, as a person sees it. */
export interface Step {
    /** Tells what takes time. */
    readonly note: (line: string) => void;
    /** Shows what is being done at this moment; only a terminal shows it. */
    readonly live: (line: string) => void;
    /** Says how it ended, in place of its title. */
    readonly done: (line: string) => void;
}

/** Runs `work` as a step: with a spinner at a terminal, in plain lines elsewhere. */
export async function step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T> {
    if (!process.stdout.isTTY) {
        let last = title;
        const note = (line: string) => {
            console.log(`  ${line}`);
        };
        const result = await work({ note, live: () => undefined, done: (line) => (last = line) });
        console.log(`${pc.green("✔")} ${last}`);
        return result;
    }
    let result: { readonly value: T } | undefined;
    const list = new Listr(
        {
            title,
            task: async (_, task) => {
                const show = (line: string) => {
                    task.output = line;
                };
                const done = (line: string) => {
                    task.title = line;
                };
                result = { value: await work({ note: show, live: show, done }) };
            },
        },
        {
            // Ctrl-C has a meaning of ours, and errors are told once, at the end.
            registerSignalListeners: false,
            rendererOptions: { showErrorMessage: false, collapseSubtasks: false },
        },
    );
    await list.run();
    if (result === undefined) {
        throw new Error(`${title}: ended without a result`);
    }
    return result.value;
}
