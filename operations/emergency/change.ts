import type { Io } from "./io";
import { type Command, type Journal, same, type State, type Thing } from "./journal";
import { kindOf, says, told } from "./kinds";
import { until } from "./ready";
import type { Scene } from "./scene";

/** Something that is to be otherwise. */
export interface Change extends Thing {
    /** What it is to be; asked when its turn has come. */
    readonly to: (now: State) => State | Promise<State>;
    /** In words, before its turn has come. */
    readonly aim: string;
}

/** Something that is done and cannot be put back. */
export interface Act extends Thing {
    readonly says: string;
    /** Not again, as long as what the command has changed is not put back. */
    readonly once: boolean;
    /** @returns what came of it */
    readonly run: () => Promise<string>;
}

export type Step = Change | Act;

interface Doing {
    readonly scene: Scene;
    readonly journal: Journal;
    readonly command: Command;
    readonly say: Io["say"];
}

/** A step before it is taken. */
export interface Planned {
    /** What there is now and what would become of it. */
    readonly line: string;
    /** There is nothing left to do. */
    readonly done: boolean;
}

export function plan(
    steps: readonly Step[],
    { scene, journal, command }: Omit<Doing, "say">,
): Promise<Planned[]> {
    return Promise.all(
        steps.map(async (step) => {
            if ("run" in step) {
                const done = step.once ? journal.acted(step, command) : undefined;
                return done === undefined
                    ? { line: step.says, done: false }
                    : { line: `${step.says}: is done already, ${done}`, done: true };
            }
            let now: State;
            try {
                now = await kindOf(step).look(scene, step.id);
            } catch (error) {
                const why = (error as Error).message;
                return { line: `${says(step)}: cannot be looked at, ${why}`, done: false };
            }
            const done = await isAlready(step, now);
            const becomes = done
                ? `is ${told(step, now)} already`
                : `${told(step, now)} -> ${step.aim}`;
            return { line: `${says(step)}: ${becomes}`, done };
        }),
    );
}

/** What it is to be may not be there yet, and then it is not that. */
async function isAlready(step: Change, now: State): Promise<boolean> {
    try {
        return same(now, await step.to(now));
    } catch {
        return false;
    }
}

/** What is left to do of a step: to wait for its end. @returns what came of it */
type End = () => Promise<string>;

/**
 * Does all steps, each noted before and after. Changes are all begun before any is waited for, but an
 * act waits for those before it. One that fails keeps none of the others from being done: in an
 * emergency what can be done is.
 * @returns how many failed
 */
export async function doAll(steps: readonly Step[], doing: Doing): Promise<number> {
    let failed = 0;
    const waiting: (readonly [Step, End])[] = [];
    const tried = async <T>(step: Step, work: () => Promise<T>): Promise<T | undefined> => {
        try {
            return await work();
        } catch (error) {
            const { kind, id } = step;
            const note = (error as Error).message;
            doing.journal.note({ kind, id, command: doing.command, event: "failed", note });
            doing.say(`${titleOf(step)}: FAILED, ${note}`);
            failed++;
            return undefined;
        }
    };
    const end = (step: Step, work: End) =>
        tried(step, async () => {
            doing.say(`${titleOf(step)}: ${await work()}`);
        });
    const endAll = async () => {
        for (const [step, work] of waiting.splice(0)) {
            await end(step, work);
        }
    };
    for (const step of steps) {
        if ("run" in step) {
            await endAll();
            await end(step, () => act(step, doing));
        } else {
            const begun = await tried(step, () => begin(step, doing));
            if (begun !== undefined) {
                waiting.push([step, begun]);
            }
        }
    }
    await endAll();
    return failed;
}

function titleOf(step: Step): string {
    return "run" in step ? step.says : says(step);
}

async function begin(step: Change, { scene, journal, command }: Doing): Promise<End> {
    const { kind, id } = step;
    const { look, put } = kindOf(step);
    const now = await look(scene, id);
    const after = await step.to(now);
    if (same(now, after)) {
        return () => Promise.resolve(`is ${told(step, now)} already`);
    }
    journal.note({ kind, id, command, event: "begin", before: now, after });
    await put(scene, id, after);
    return async () => {
        await until(scene, () => look(scene, id), after);
        journal.note({ kind, id, command, event: "done" });
        return `${told(step, now)} -> ${told(step, after)}`;
    };
}

async function act(step: Act, { journal, command }: Doing): Promise<string> {
    const { kind, id } = step;
    const done = step.once ? journal.acted(step, command) : undefined;
    if (done !== undefined) {
        return `is done already, ${done}`;
    }
    const note = await step.run();
    journal.note({ kind, id, command, event: "acted", note });
    return note;
}
