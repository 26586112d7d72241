/** A rule's look at one resource that could not be finished: values were not known yet. */
export interface Undecided {
    readonly properties: readonly string[];
    /** Violations that were reported all the same, and must not be reported twice. */
    readonly reported: readonly string[];
}

/** What rules could not decide in this run, by rule name and then by URN. */
export class UndecidedLooks {
    readonly #looks = new Map<string, Map<string, Undecided>>();

    /** The resources that `rule` has to look at again. */
    of(rule: string): ReadonlyMap<string, Undecided> {
        return this.#looks.get(rule) ?? new Map();
    }

    /** Everything still open, by rule. */
    all(): { rule: string; looks: ReadonlyMap<string, Undecided> }[] {
        return [...this.#looks].map(([rule, looks]) => ({ rule, looks }));
    }

    /** Notes how the latest look of `rule` at `urn` ended; a finished one is forgotten. */
    note(rule: string, urn: string, look: Undecided): void {
        const looks = this.#looks.get(rule) ?? new Map<string, Undecided>();
        this.#looks.set(rule, looks);
        if (look.properties.length === 0) {
            looks.delete(urn);
        } else {
            looks.set(urn, look);
        }
    }
}

/** The engine starts one process per run, so what is undecided belongs to the process. */
export const undecidedLooks = new UndecidedLooks();
