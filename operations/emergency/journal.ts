import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** How something is set, as JSON. */
export type State = string | number | boolean | null | readonly string[];

/** What changes something: `isolate`, or `revoke-access`. */
export const COMMANDS = ["isolate", "revoke-access"] as const;

export type Command = (typeof COMMANDS)[number];

/** What can be put back: of which kind it is, and which of that kind. */
export interface Thing {
    readonly kind: string;
    readonly id: string;
}

/** A line of the journal. */
interface Entry extends Thing {
    /** ISO 8601. */
    readonly at: string;
    /** ARN of the caller. */
    readonly by: string;
    readonly command: Command | "restore";
    /**
     * `begin` stands there before anything is done and `done` once AWS has confirmed it; `restored`
     * ends what `begin` began. `acted` is of what cannot be put back.
     */
    readonly event: "begin" | "done" | "restored" | "acted" | "failed";
    readonly before?: State;
    readonly after?: State;
    /** In words. */
    readonly note?: string;
}

/** A change that was begun, and not put back. */
export interface Open extends Thing {
    readonly command: Command;
    /** How it was before the first change. */
    readonly before: State;
    readonly after: State;
}

/**
 * What was done to an environment, line by line, in a file that only grows: whatever moment the command is
 * killed at, what it was about to do stands there.
 */
export class Journal {
    #entries: Entry[];

    constructor(
        readonly file: string,
        private readonly by: string,
        private readonly now: () => Date,
    ) {
        this.#entries = existsSync(file) ? read(file) : [];
    }

    /** Everything that was changed and not put back, in the order in which it was begun. */
    get open(): readonly Open[] {
        const open = new Map<string, Open>();
        for (const { kind, id, command, event, before = null, after = null } of this.#entries) {
            const key = `${kind} ${id}`;
            if (event === "begin" && command !== "restore") {
                const first = open.get(key);
                open.set(key, {
                    kind,
                    id,
                    command: first?.command ?? command,
                    before: first === undefined ? before : first.before,
                    after,
                });
            } else if (event === "restored") {
                open.delete(key);
            }
        }
        return [...open.values()];
    }

    /** What came of an act since `command` began what is not put back yet. */
    acted({ kind, id }: Thing, command: Command): string | undefined {
        const isOpen = ({ kind: of, id: which }: Thing) =>
            this.open.some((one) => one.kind === of && one.id === which && one.command === command);
        const begun = this.#entries.findIndex(
            (entry, index) =>
                entry.event === "begin" && isOpen(entry) && !this.#isPutBackAfter(entry, index),
        );
        return begun === -1
            ? undefined
            : this.#entries
                  .slice(begun)
                  .findLast(
                      (entry) => entry.kind === kind && entry.id === id && entry.event === "acted",
                  )?.note;
    }

    #isPutBackAfter({ kind, id }: Thing, index: number): boolean {
        return this.#entries
            .slice(index)
            .some((entry) => entry.kind === kind && entry.id === id && entry.event === "restored");
    }

    note(entry: Omit<Entry, "at" | "by">): void {
        const whole = { at: this.now().toISOString(), by: this.by, ...entry };
        mkdirSync(dirname(this.file), { recursive: true });
        // One write, and on the disk before anything is done. It holds no secret, but who may do what.
        appendFileSync(this.file, `${JSON.stringify(whole)}\n`, { mode: 0o600, flush: true });
        this.#entries = [...this.#entries, whole];
    }
}

/** A line that a crash has cut off goes: it says of nothing that was done, as it is written before. */
function read(file: string): Entry[] {
    const text = readFileSync(file, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole !== text) {
        truncateSync(file, Buffer.byteLength(whole));
    }
    return whole
        .split("\n")
        .slice(0, -1)
        .map((line, index) => {
            try {
                return JSON.parse(line) as Entry;
            } catch (error) {
                throw new Error(`${file}:${index + 1} is no line of a journal: ${line}`, {
                    cause: error,
                });
            }
        });
}

/** Lists in whatever order are the same. */
export function same(a: State, b: State): boolean {
    const [left, right] = [a, b].map((state) =>
        typeof state === "object" && state !== null ? [...state].sort() : state,
    );
    return isDeepStrictEqual(left, right);
}
