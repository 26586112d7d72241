import type { EngineEvent } from "@pulumi/pulumi/automation";

/** An error of the program, of a provider or of the engine. */
export interface Problem {
    /** Logical name and type of the resource it is about, where it is about one. */
    readonly resource?: string;
    readonly message: string;
}

/** What a rule of the policy pack found. */
export interface Finding extends Problem {
    readonly rule: string;
    /** A mandatory rule stops the run; an advisory one only speaks. */
    readonly mandatory: boolean;
}

/** What an engine run did, gathered from its events. */
export class RunReport {
    /** Number of resources by what was (or would be) done to them, such as `create` or `same`. */
    changes: Readonly<Record<string, number>> = {};
    readonly problems: Problem[] = [];
    readonly findings: Finding[] = [];
    readonly #rules = new Set<string>();
    readonly #done = new Set<string>();

    /** Names of the policy pack's rules that had something to judge. */
    get rules(): ReadonlySet<string> {
        return this.#rules;
    }

    /** Number of resources that have been dealt with so far. */
    get done(): number {
        return this.#done.size;
    }

    /** Number of resources in the stack, once the run is over. */
    get resources(): number {
        return Object.entries(this.changes)
            .filter(([operation]) => !/^(delete|discard|read)/.test(operation))
            .reduce((sum, [, count]) => sum + count, 0);
    }

    /** Number of resources that the run changed (or would change). */
    get changed(): number {
        return Object.entries(this.changes)
            .filter(([operation]) => operation !== "same")
            .reduce((sum, [, count]) => sum + count, 0);
    }

    add(event: EngineEvent): void {
        if (event.diagnosticEvent?.severity === "error") {
            const { urn, message } = event.diagnosticEvent;
            this.#problem({ resource: nameOf(urn), message: plain(message) });
        }
        if (event.policyEvent !== undefined) {
            const { resourceUrn, message, policyName, enforcementLevel } = event.policyEvent;
            this.#rules.add(policyName);
            this.#finding({
                rule: policyName,
                resource: nameOf(resourceUrn),
                message: plain(message),
                mandatory: enforcementLevel === "mandatory",
            });
        }
        for (const summary of policySummaries(event)) {
            for (const rule of [...(summary.passed ?? []), ...(summary.failed ?? [])]) {
                this.#rules.add(rule);
            }
        }
        const urn = event.resOutputsEvent?.metadata.urn;
        if (urn !== undefined && !urn.includes("::pulumi:providers:")) {
            this.#done.add(urn);
        }
        if (event.summaryEvent !== undefined) {
            this.changes = { ...event.summaryEvent.resourceChanges };
        }
    }

    /** A finding may be told at the preview and at the update, and a problem once more at the end. */
    #problem(problem: Problem): void {
        if (!this.problems.some(({ message }) => message === problem.message)) {
            this.problems.push(problem);
        }
    }

    #finding(finding: Finding): void {
        const known = this.findings.some(
            ({ rule, resource, message }) =>
                rule === finding.rule &&
                resource === finding.resource &&
                message === finding.message,
        );
        if (!known) {
            this.findings.push(finding);
        }
    }
}

interface PolicySummary {
    readonly passed?: readonly string[];
    readonly failed?: readonly string[];
}

/** The rules that ran; the SDK's types do not know these events yet. */
function policySummaries(event: EngineEvent): PolicySummary[] {
    const { policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent } = event as {
        policyAnalyzeSummaryEvent?: PolicySummary;
        policyAnalyzeStackSummaryEvent?: PolicySummary;
    };
    return [policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent].filter(
        (summary) => summary !== undefined,
    );
}

/** `aurora (aws:rds/cluster:Cluster)` of a URN; nothing for the stack itself. */
function nameOf(urn: string | undefined): string | undefined {
    const [, , types, ...name] = (urn ?? "").split("::");
    const type = types?.split("$").at(-1);
    return type === undefined || type === "pulumi:pulumi:Stack"
        ? undefined
        : `${name.join("::")} (${type})`;
}

/** The engine's messages carry colour directives, such as `<{%fg 1%}>`. */
function plain(message: string): string {
    return withoutValues(message.replace(/<\{%.*?%\}>/g, "").trim());
}

/** The engine shows the value of an input that a provider refuses, even a secret one. */
export function withoutValues(text: string): string {
    return text.replace(/^(.*property \S+) value \{.*\} has a problem: /gm, "$1: ");
}
