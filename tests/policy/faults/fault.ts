import type { Props, Sample } from "../support";
import type { StackChange } from "../stacks/stack-table";

/** One mistake in a good stack, of a kind that other scanners let through. */
export interface Fault extends StackChange {
    /** What is wrong, after the requirement's id. */
    readonly what: string;
    /** The rule that has to notice it. */
    readonly by: string;
}

/** A resource of the good stack is otherwise. */
export function set({ name }: Sample, props: Props): StackChange {
    return { props: { [name]: props } };
}

/** There is one more resource, like a good one but for this. */
export function add(sample: Sample, props: Props, others: Partial<Sample> = {}): StackChange {
    const name = `${sample.name}-faulty`;
    return { and: [{ ...sample, ...others, name, props: { ...sample.props, ...props } }] };
}

/** The same fault of one kind in several forms. */
export function each(
    what: string,
    by: string,
    forms: Readonly<Record<string, StackChange>>,
): Fault[] {
    return Object.entries(forms).map(([form, change]) => ({
        what: form === "" ? what : `${what}: ${form}`,
        by,
        ...change,
    }));
}
