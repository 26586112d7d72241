import type { Finding, PackInfo, Report, Severity, Waiver } from "./finding";

/** An event of the engine, as far as it is read here. */
interface Event {
    readonly policyEvent?: PolicyEvent;
    readonly summaryEvent?: {
        readonly PolicyPacks?: Readonly<Record<string, string>>;
        readonly result?: string;
    };
    readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
    readonly policyAnalyzeSummaryEvent?: { readonly resourceUrn?: string };
    readonly resourcePreEvent?: { readonly metadata: { readonly urn: string } };
}

interface PolicyEvent {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
    readonly severity?: Severity;
}

/**
 * What a policy pack found, from the engine's events: the lines of `pulumi preview --event-log` and
 * those that `pulumi policy analyze --json` prints.
 * @param text one event of JSON in each line
 * @param where what to call it in an error
 * @param pack what is known of the pack and its rules
 * @param stack whose events these are, as `pii-aurora/prod`. @default what the events tell
 * @throws Error when it is no such log, when no policy pack ran, or when the run did not come to its
 * end: then nobody knows what it would have found
 */
export function reportOf(text: string, where: string, pack: PackInfo, stack?: string): Report {
    const events = eventsOf(text, where);
    const name = stack ?? events.map(urnOf).map(stackOf).find(Boolean);
    if (name === undefined) {
        throw new Error(`${where} tells of no stack: it is no event log of a preview`);
    }
    const findings = events.flatMap(({ policyEvent }) =>
        policyEvent === undefined ? [] : [findingOf(policyEvent, name, pack)],
    );
    mustBeWhole(events, findings, where);
    return { stacks: [name], findings };
}

/** `pii-aurora/prod` of a URN. */
export function stackOf(urn: string | undefined): string | undefined {
    const [, stack, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn ?? "") ?? [];
    return stack === undefined || project === undefined ? undefined : `${project}/${stack}`;
}

function eventsOf(text: string, where: string): Event[] {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const events = lines.map((line, index) => {
        try {
            const event: unknown = JSON.parse(line);
            if (typeof event === "object" && event !== null && "sequence" in event) {
                return event as Event;
            }
        } catch {
            // Told below: what is no JSON is no event either.
        }
        throw new Error(
            `${where} is no event log: line ${index + 1} is no event of the engine; ` +
                "give what `pulumi preview --event-log FILE` wrote",
        );
    });
    if (events.length === 0) {
        throw new Error(`${where} is empty: the preview has not begun`);
    }
    return events;
}

function urnOf({ policyEvent, policyAnalyzeSummaryEvent, resourcePreEvent }: Event) {
    return (
        policyEvent?.resourceUrn ??
        policyAnalyzeSummaryEvent?.resourceUrn ??
        resourcePreEvent?.metadata.urn
    );
}

function findingOf(
    { resourceUrn, policyName, enforcementLevel, severity, message }: PolicyEvent,
    stack: string,
    pack: PackInfo,
): Finding {
    const text = plain(message);
    const waived = pack.parseWaived(text);
    const rule = pack.rules.get(waived?.rule ?? policyName);
    const resource = resourceOf(resourceUrn);
    const weight = rule?.severity ?? severity;
    return {
        rule: waived?.rule ?? policyName,
        level:
            (waived && rule?.level) ??
            (enforcementLevel === "mandatory" ? "mandatory" : "advisory"),
        ...(weight && { severity: weight }),
        stack,
        ...(resource && { resource }),
        message: waived?.message ?? withoutDescription(text, rule?.description),
        ...(rule && { remedy: rule.remediation }),
        controls: rule?.controls ?? [],
        ...(waived && { waiver: waiverOf(waived) }),
    };
}

function waiverOf({ reason, owner, expires }: Waiver): Waiver {
    return { reason, owner, expires };
}

/** Nothing for the stack itself. */
function resourceOf(urn: string | undefined): Finding["resource"] {
    const [, , types = "", ...name] = (urn ?? "").split("::");
    const type = types.split("$").at(-1) ?? "";
    return urn === undefined || type === "" || type === "pulumi:pulumi:Stack"
        ? undefined
        : { urn, type, name: name.join("::") };
}

/** Without the engine's directives for colours, and without what no output can show. */
function plain(message: string): string {
    return message
        .replace(/<\{%.*?%\}>/g, "")
        .replace(/[^\P{Cc}\n\t]/gu, "")
        .trim();
}

/** The SDK puts a rule's description in front. */
function withoutDescription(text: string, description: string | undefined): string {
    return description !== undefined && text.startsWith(`${description}\n`)
        ? text.slice(description.length + 1)
        : text;
}

function mustBeWhole(events: readonly Event[], findings: readonly Finding[], where: string): void {
    const summary = events.map(({ summaryEvent }) => summaryEvent).find(Boolean);
    const stopped = findings.some(({ level }) => level === "mandatory");
    if (summary === undefined || (summary.result === "failed" && !stopped)) {
        const why = events
            .map(({ diagnosticEvent }) => diagnosticEvent)
            .find((diagnostic) => diagnostic?.severity === "error");
        throw new Error(
            `${where} did not come to its end, so not everything was judged` +
                (why === undefined ? "" : `: ${plain(why.message)}`),
        );
    }
    if (Object.keys(summary.PolicyPacks ?? {}).length === 0) {
        throw new Error(`${where} was judged by no policy pack; preview with --policy-pack policy`);
    }
}
