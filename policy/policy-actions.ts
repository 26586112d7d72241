import { NOT_KNOWN, type Statement } from "./policy-documents";

/** Patterns are few and asked about again and again, mostly without a wildcard. */
const compiled = new Map<string, RegExp>();

/** True when the pattern, with `*` for any text and `?` for one character, matches all of `text`. */
export function matches(pattern: string, text: string): boolean {
    if (!/[*?]/.test(pattern)) {
        return pattern.length === text.length && pattern.toLowerCase() === text.toLowerCase();
    }
    let expression = compiled.get(pattern);
    if (expression === undefined) {
        const source = pattern
            .replace(/[.+^${}()|[\]\\]/g, "\\$&")
            .replaceAll("*", ".*")
            .replaceAll("?", "[^*]");
        expression = new RegExp(`^${source}$`, "is");
        compiled.set(pattern, expression);
    }
    return expression.test(text);
}

/** True when `statement` is about this action, whatever its effect. */
export function isAbout(statement: Statement, action: string): boolean {
    const { actions, notActions } = statement;
    return notActions === undefined
        ? actions.some((pattern) => matches(pattern, action))
        : !notActions.some((pattern) => matches(pattern, action));
}

/**
 * True when `statement` is about everything that `other` is about. What is not known yet counts as
 * such; what is left out by name does not, as that would have to be compared name by name.
 */
export function isAboutAllOf(statement: Statement, other: Statement): boolean {
    const isAll = (pattern: string) => pattern === "*" || pattern === NOT_KNOWN;
    const all = (patterns: readonly string[], others: readonly string[], not?: unknown) =>
        patterns.some(isAll) ||
        (not === undefined &&
            others.every(
                (one) => one === NOT_KNOWN || patterns.some((pattern) => matches(pattern, one)),
            ));
    return (
        statement.notActions === undefined &&
        statement.notResources === undefined &&
        all(statement.actions, other.actions, other.notActions) &&
        all(statement.resources, other.resources, other.notResources)
    );
}
