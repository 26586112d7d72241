import type { Props, Sample } from "../support";

/** What one rule must say of one kind of resource, as changes to a good one. */
export interface Table {
    readonly rule: string;
    /** A resource that no rule finds fault with. */
    readonly on: Sample;
    /** Changes that the rule must object to, and no other rule; by what they show. */
    readonly bad?: Readonly<Record<string, Props>>;
    /** Changes that no rule may object to. */
    readonly fine?: Readonly<Record<string, Props>>;
    /**
     * Changes with an unknown value, and what it turns out to be: undecided before the update, and
     * a violation once it is known.
     */
    readonly late?: Readonly<Record<string, readonly [unknown: Props, known: Props]>>;
    /**
     * Changes that the rule mends at the level `remediate`, and what they are then; what it must not
     * touch stays as it is.
     */
    readonly mended?: Readonly<Record<string, readonly [from: Props, to: Props]>>;
    /** Parameters of the rule. @default its own defaults */
    readonly config?: Props;
}
