import type { Io } from "./io";
import { type Command, type Journal, type Open, same } from "./journal";
import { kindOf, says, told } from "./kinds";
import { until } from "./ready";
import type { Scene } from "./scene";

/** What is to be put back: the last change first, so that nothing is taken away that is in use. */
export function toPutBack(journal: Journal, of: Command | undefined): Open[] {
    return journal.open.filter(({ command }) => of === undefined || command === of).reverse();
}

/** What there is now and what it was, a line for each; with a word where neither side knows it. */
export async function planBack(things: readonly Open[], scene: Scene): Promise<string[]> {
    const lines: string[] = [];
    for (const thing of things) {
        const now = await kindOf(thing).look(scene, thing.id);
        const strange = ![thing.before, thing.after].some((state) => same(state, now));
        lines.push(
            `${says(thing)}: ${told(thing, now)} -> ${told(thing, thing.before)}` +
                (strange ? ", though somebody else has changed it since" : ""),
        );
    }
    return lines;
}

/** Puts everything back and makes sure that it is. @returns how many failed */
export async function putBack(
    things: readonly Open[],
    { scene, journal, say }: { scene: Scene; journal: Journal; say: Io["say"] },
): Promise<number> {
    let failed = 0;
    for (const thing of things) {
        const { kind, id, before } = thing;
        const { look, put } = kindOf(thing);
        const noted = { kind, id, command: "restore" } as const;
        try {
            const now = await look(scene, id);
            if (!same(now, before)) {
                journal.note({ ...noted, event: "begin", before: now, after: before });
                await put(scene, id, before);
                await until(scene, () => look(scene, id), before);
            }
            journal.note({ ...noted, event: "restored" });
            say(`${says(thing)}: ${told(thing, before)}`);
        } catch (error) {
            const note = (error as Error).message;
            journal.note({ ...noted, event: "failed", note });
            say(`${says(thing)}: FAILED, ${note}`);
            failed++;
        }
    }
    return failed;
}
