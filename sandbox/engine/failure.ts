import type { Finding, Problem, RunReport } from "./run-report";

/** A run of the engine that failed; the message holds what a person needs to mend it. */
export class RunFailure extends Error {
    constructor(
        readonly report: RunReport,
        message: string,
        options?: ErrorOptions,
    ) {
        super(message, options);
    }
}

/** A run of the engine that was ended by Ctrl-C, in order. */
export class Interrupted extends Error {}

/**
 * Words a failed run: what is wrong, resource by resource, and where all of it can be read.
 * @param cause what the CLI ended with: all there is where the engine names no reason
 */
export function failureMessage(
    what: string,
    report: RunReport,
    log: string,
    cause: unknown,
): string {
    const violations = report.findings.filter(({ mandatory }) => mandatory);
    const problems = report.problems.filter(
        (problem) => !isEcho(problem, report.problems, violations),
    );
    const reasons = [...problems.map(problemLines), ...violations.map(findingLines)];
    const all = [...report.problems.map(problemLines), indented(reasonOf(cause))];
    return [
        `${what} failed`,
        ...(reasons.length > 0 ? reasons : all),
        `the whole log: ${log}`,
    ].join("\n");
}

/** What the CLI said where the engine never got to speak. */
function reasonOf(cause: unknown): string {
    const message = cause instanceof Error ? cause.message : String(cause);
    return message.replace(/^error: /, "");
}

/** The engine repeats what went wrong in sentences that say less. */
function isEcho(
    problem: Problem,
    problems: readonly Problem[],
    violations: readonly Finding[],
): boolean {
    const { message } = problem;
    const isSummary = ({ message: text }: Problem) =>
        text.startsWith("One or more errors occurred");
    return (
        problems.some(
            (other) => other !== problem && !isSummary(other) && other.message.includes(message),
        ) ||
        /^(update|preview|refresh|destroy) (failed|canceled)$/.test(message) ||
        isSummary(problem) ||
        (violations.length > 0 && /policy violation|violated policy/i.test(message))
    );
}

function problemLines({ resource, message }: Problem): string {
    const text = withoutStack(message);
    return indented(resource === undefined ? text : `${resource}: ${text}`);
}

function findingLines({ rule, resource, message }: Finding): string {
    return indented(`policy ${rule}${resource === undefined ? "" : `, ${resource}`}: ${message}`);
}

/** Stack frames help whoever looks at the log, and hide the sentence above them here. */
function withoutStack(message: string): string {
    return message
        .split("\n")
        .filter((line) => !/^\s+at .*[)\d]$/.test(line))
        .join("\n")
        .trim();
}

function indented(text: string): string {
    return text
        .split("\n")
        .map((line) => `  ${line}`)
        .join("\n");
}
