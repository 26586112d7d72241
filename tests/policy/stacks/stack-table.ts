import assert from "node:assert/strict";
import type { Props, Sample } from "../support";

/** A stack, told by how it differs from another. */
export interface StackChange {
    /** Resources that are not there. */
    readonly without?: readonly Sample[];
    /** Resources that are there, too. */
    readonly and?: readonly Sample[];
    /** Properties that differ, by the name of the resource. */
    readonly props?: Readonly<Record<string, Props>>;
}

/** What one rule must say of whole stacks, as changes of a good one. */
export interface StackTable {
    readonly rule: string;
    /** A stack that no rule finds fault with. @default `good.stack` */
    readonly on?: readonly Sample[];
    /**
     * Changes that the rule must object to `at` these resources, once at each, and no other rule; by
     * what they show. Without `at` it objects to the stack as a whole.
     */
    readonly bad?: Readonly<Record<string, StackChange & { readonly at?: readonly Sample[] }>>;
    /** Changes that no rule may object to. */
    readonly fine?: Readonly<Record<string, StackChange>>;
    /** Parameters of the rule. @default its own defaults */
    readonly config?: Props;
}

/** The stack with these changes; what is not touched stays the same object. */
export function changed(
    stack: readonly Sample[],
    { without = [], and = [], props = {} }: StackChange,
): Sample[] {
    const names = new Set(stack.map(({ name }) => name));
    const gone = without.map(({ name }) => name);
    const missing = [...gone, ...Object.keys(props)].filter((name) => !names.has(name));
    assert.deepEqual(missing, [], "a change of what is not there");
    return [...stack.filter(({ name }) => !gone.includes(name)), ...and].map((sample) =>
        sample.name in props
            ? { ...sample, props: { ...sample.props, ...props[sample.name] } }
            : sample,
    );
}
