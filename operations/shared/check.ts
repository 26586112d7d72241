/** What a check found, or everything that is missing and how to mend it. */
export type Check<T> = { readonly value: T } | { readonly problems: readonly string[] };

export function value<T>(found: T): { readonly value: T } {
    return { value: found };
}

export function problem(text: string): { readonly problems: readonly string[] } {
    return { problems: [text] };
}
