import type { Draft } from "../../cloud/model";

/** An output that repeats an input, or says what AWS takes where none is given. */
export function given(name: string, fallback: (draft: Draft) => unknown) {
    return (draft: Draft): unknown => draft.inputs[name] ?? fallback(draft);
}

/**
 * An output that AWS makes up when the resource is created and never changes again.
 *
 * @param type of the model that has the output
 */
export function once<T>(type: string, name: string, make: (draft: Draft) => T) {
    return (draft: Draft): T =>
        (draft.account.get(type, draft.id)?.outputs[name] as T | undefined) ?? make(draft);
}
