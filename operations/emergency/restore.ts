import type { Io } from "./io";
import { type Command, type Journal, type Open, same } from "./journal";
import { kindOf, says, told } from "./kinds";
import { isGone, until } from "./ready";
import type { Scene } from "./scene";

/** What is to be put back: the last change first, so that nothing is taken away that is in use. */
export function toPutBack(journal: Journal, of: Command | undefined): Open[] {
    return journal.open.filter(({ command }) => of === undefined || command === of).reverse();
}

/** What there is now and what it was, a line for each; with a word where neither side knows it. */
export async function planBack(things: readonly Open[], scene: Scene): Promise<string[]> {
    const lines: string[] = [];
    for (const thing of things) {
        try {
            const now = await kindOf(thing).look(scene, thing.id);
            const strange = ![thing.before, thing.after].some((state) => same(state, now));
            lines.push(
                `${says(thing)}: ${told(thing, now)} -> ${told(thing, thing.before)}` +
                    (strange ? ", though somebody else has changed it since" : ""),
            );
        } catch (error) {
            const why = isGone(error) ? NOT_THERE : `cannot be looked at, ${messageOf(error)}`;
            lines.push(`${says(thing)}: ${why}`);
        }
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
                if (kind === "isolation-group" && failed > 0) {
                    throw new Error("it stays until all that is above is put back");
                }
                journal.note({ ...noted, event: "begin", before: now, after: before });
                await put(scene, id, before);
                await until(scene, () => look(scene, id), before);
            }
            journal.note({ ...noted, event: "restored" });
            say(`${says(thing)}: ${told(thing, before)}`);
        } catch (error) {
            if (isGone(error)) {
                // Nothing will ever bring it back, and another incident begins anew.
                journal.note({ ...noted, event: "restored", note: NOT_THERE });
                say(`${says(thing)}: ${NOT_THERE}`);
                continue;
            }
            const note = messageOf(error);
            journal.note({ ...noted, event: "failed", note });
            say(`${says(thing)}: FAILED, ${note}`);
            failed++;
        }
    }
    return failed;
}

const NOT_THERE = "is not there any more";

function messageOf(error: unknown): string {
    return (error as Error).message;
}
