import { acceptances } from "./acceptances";
import type { Resource, Stack } from "./resource";
import type { Rule } from "./rule";
import { undecidedLooks } from "./undecided";
import { stackUrn } from "./urn";

/** Something to tell of a resource, or of the stack as a whole. */
export interface Finding {
    readonly message: string;
    /** Absent when it is about the stack. */
    readonly urn?: string;
    /** Set when it is no finding of the rule but that the rule failed. */
    readonly failed?: true;
}

/**
 * What there is to tell when `rule` has looked at `resources`, and over them at the `stack`.
 *
 * Keeps back what was told at an earlier look at the same resource, and what is accepted, and
 * remembers the looks that unknown values have left open. What a rule throws is its own failure:
 * it is told, and the other rules still judge.
 */
export function judge(
    rule: Rule,
    look: () => void,
    resources: readonly Resource[],
    stack?: Stack,
): Finding[] {
    const failures = failuresOf(rule, look, stack === undefined ? resources[0]?.urn : undefined);
    const open = undecidedLooks.of(rule.name);
    const looked = resources.filter(
        ({ urn, verdict }) =>
            verdict.violations.length > 0 || verdict.undecided.length > 0 || open.has(urn),
    );
    const findings = looked.flatMap(({ urn, verdict }) => {
        const [violations, undecided] = [verdict.violations.splice(0), verdict.undecided.splice(0)];
        // Only a look at the stack follows another; one at a resource starts from the beginning.
        const told = stack === undefined ? [] : (open.get(urn)?.reported ?? []);
        undecidedLooks.note(rule.name, urn, { properties: undecided, reported: violations });
        return violations
            .filter((message) => !told.includes(message))
            .map((message) => ({ message, urn }));
    });
    const ofStack = stack?.violations.splice(0).map((message) => ({ message })) ?? [];
    const first = resources[0]?.urn ?? "";
    return [
        ...[...ofStack, ...findings].filter(
            (finding: Finding) =>
                !acceptances.accept(rule.name, finding.urn ?? stackUrn(first), finding.message),
        ),
        ...failures,
    ];
}

function failuresOf(rule: Rule, look: () => void, urn: string | undefined): Finding[] {
    try {
        look();
        return [];
    } catch (failure) {
        const error = failure instanceof Error ? failure.message : String(failure);
        const message = `the rule ${rule.name} failed, so nobody knows what it would have found: ${error}`;
        return [{ message, failed: true, ...(urn !== undefined && { urn }) }];
    }
}
