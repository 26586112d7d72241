/** What is known of a rule beside its findings. */
export interface RuleInfo {
    readonly name: string;
    /** What it asks, in a sentence. */
    readonly description: string;
    /** What would happen without it. */
    readonly why: string;
    readonly severity: Severity;
    /** Where no config says otherwise. */
    readonly level: Finding["level"];
    /** What to do about a finding. */
    readonly remediation: string;
    /** Ids of the controls that it covers, with their framework: `FSBP RDS.3`. */
    readonly controls: readonly string[];
    /** Page that the control rests on. */
    readonly source?: string;
}

/** From the worst to the mildest. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Somebody's decision that a finding may stand for a while. */
export interface Waiver {
    readonly reason: string;
    readonly owner: string;
    /** Last day, as `2027-03-31`. */
    readonly expires: string;
}

/** What is known of a policy pack beside its findings. */
export interface PackInfo {
    /** Its rules by name. */
    readonly rules: ReadonlyMap<string, RuleInfo>;
    /** The waived finding that a message tells of; nothing if of none. */
    readonly parseWaived: (
        message: string,
    ) => (Waiver & Pick<Finding, "rule" | "message">) | undefined;
}

/** What a rule of a policy pack found. */
export interface Finding {
    readonly rule: string;
    /** A mandatory one stops a preview and an update; an advisory one only speaks. */
    readonly level: "mandatory" | "advisory";
    /** Absent where a rule of another pack tells none. */
    readonly severity?: Severity;
    /** Project and stack, as `pii-aurora/prod`. */
    readonly stack: string;
    /** Absent where it is about the stack as a whole. */
    readonly resource?: { readonly urn: string; readonly type: string; readonly name: string };
    /** What is wrong, and where in the resource. */
    readonly message: string;
    readonly remedy?: string;
    readonly controls: readonly string[];
    /** Absent for one that is still to be dealt with. */
    readonly waiver?: Waiver;
}

/** What came of judging one stack or several. */
export interface Report {
    /** All that were judged, as `pii-aurora/prod`, those without a finding, too. */
    readonly stacks: readonly string[];
    readonly findings: readonly Finding[];
}

/** Number of findings by what becomes of them. */
export function countsOf(findings: readonly Finding[]) {
    const open = findings.filter(({ waiver }) => waiver === undefined);
    return {
        mandatory: open.filter(({ level }) => level === "mandatory").length,
        advisory: open.filter(({ level }) => level === "advisory").length,
        waived: findings.length - open.length,
    };
}

/** `1 mandatory, 2 advisory, 3 waived findings in 4 stacks`. */
export function summaryOf({ stacks, findings }: Report): string {
    const { mandatory, advisory, waived } = countsOf(findings);
    const where = `${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}`;
    const counts = [
        ...(mandatory > 0 ? [`${mandatory} mandatory`] : []),
        ...(advisory > 0 ? [`${advisory} advisory`] : []),
        ...(waived > 0 ? [`${waived} waived`] : []),
    ];
    return counts.length === 0
        ? `no findings in ${where}`
        : `${counts.join(", ")} ${findings.length === 1 ? "finding" : "findings"} in ${where}`;
}

/** `waived: the reason (the owner, until 2027-03-31)`. */
export function justification({ reason, owner, expires }: Waiver): string {
    return `waived: ${reason} (${owner}, until ${expires})`;
}

/**
 * Several reports as one: what two of them tell alike, such as a rehearsal and a preview of the same
 * stack, is told once. The worst first, then by stack, resource and rule.
 */
export function merged(reports: readonly Report[]): Report {
    const findings = new Map<string, Finding>();
    for (const finding of reports.flatMap((report) => report.findings)) {
        const { rule, stack, resource, message } = finding;
        findings.set(JSON.stringify([rule, stack, resource?.urn, message]), finding);
    }
    return {
        stacks: [...new Set(reports.flatMap(({ stacks }) => stacks))].sort(),
        findings: [...findings.values()].sort(
            (a, b) =>
                rank(a) - rank(b) ||
                compare(a.stack, b.stack) ||
                compare(a.resource?.urn ?? "", b.resource?.urn ?? "") ||
                compare(a.rule, b.rule) ||
                compare(a.message, b.message),
        ),
    };
}

/** Open before waived, mandatory before advisory, critical before low. */
function rank({ waiver, level, severity }: Finding): number {
    const bySeverity = severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
    return (waiver === undefined ? 0 : 100) + (level === "mandatory" ? 0 : 10) + bySeverity;
}

/** Not by language: the order is the same on every machine. */
function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
