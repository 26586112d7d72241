import type { Statement } from "./policy-documents";

/** True when the pattern, with `*` for any text and `?` for one character, matches all of `text`. */
export function matches(pattern: string, text: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", "[^*]");
    return new RegExp(`^${source}$`, "is").test(text);
}

/** True when `statement` is about this action, whatever its effect. */
export function isAbout(statement: Statement, action: string): boolean {
    const { actions, notActions } = statement;
    return notActions === undefined
        ? actions.some((pattern) => matches(pattern, action))
        : !notActions.some((pattern) => matches(pattern, action));
}

/** True when `statement` is about everything that `other` is about, as far as can be told. */
export function isAboutAllOf(statement: Statement, other: Statement): boolean {
    const all = (patterns: readonly string[], others: readonly string[], not?: unknown) =>
        not === undefined
            ? others.every((one) => patterns.some((pattern) => matches(pattern, one)))
            : patterns.includes("*");
    return (
        statement.notActions === undefined &&
        statement.notResources === undefined &&
        all(statement.actions, other.actions, other.notActions) &&
        all(statement.resources, other.resources, other.notResources)
    );
}
