import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result } from "sarif";
import { type Finding, justification, type Report, type RuleInfo, type Severity } from "./finding";

/** Where something is, for those who look at files: a path from the repository's top, and a line. */
export interface Place {
    readonly file: string;
    readonly line: number;
}

export interface SarifOptions {
    /** Every rule of the pack, also those that found nothing. */
    readonly rules: readonly RuleInfo[];
    /** Version of the pack. */
    readonly version: string;
    /** Where a resource comes from. Code scanning shows only what has a place in the repository. */
    readonly placeOf: (finding: Finding) => Place;
    /** Page about a rule. */
    readonly linkTo: (rule: string) => string;
}

/** Code scanning sorts by this, from 0 to 10; its levels start at 9, 7, 4 and above 0. */
const SCORES: Readonly<Record<Severity, string>> = {
    critical: "9.5",
    high: "8.0",
    medium: "5.5",
    low: "2.0",
};

/**
 * Findings as SARIF 2.1.0.
 *
 * A finding keeps its fingerprint from run to run, even where a value in its message changes: it is
 * made of the rule, the resource and its number among the findings of both. What is waived
 * is there, with a suppression that says why.
 */
export function sarif({ findings }: Report, options: SarifOptions): string {
    const rules = descriptors(findings, options);
    const log: Log = {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: {
                    driver: {
                        name: "pii-platform policy pack",
                        semanticVersion: options.version,
                        rules: [...rules.values()],
                    },
                },
                results: results(findings, [...rules.keys()], options),
            },
        ],
    };
    return `${JSON.stringify(log, undefined, 4)}\n`;
}

/** By name; also of rules that are none of this pack's but have found something. */
function descriptors(findings: readonly Finding[], options: SarifOptions) {
    const known = options.rules.map((rule) => [rule.name, descriptor(rule, options)] as const);
    const others = findings.map(({ rule }) => [rule, { id: rule }] as const);
    return new Map([...others, ...known].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function descriptor(rule: RuleInfo, { linkTo }: SarifOptions): ReportingDescriptor {
    const link = linkTo(rule.name);
    const pages = [link, ...(rule.source === undefined ? [] : [rule.source])];
    return {
        id: rule.name,
        name: rule.name,
        shortDescription: { text: rule.description },
        fullDescription: { text: rule.why },
        ...(link.startsWith("https:") && { helpUri: link }),
        help: {
            text: [rule.why, rule.remediation, ...pages].join("\n"),
            markdown: [
                rule.why,
                `**To mend it:** ${rule.remediation}`,
                ...(rule.controls.length > 0 ? [`**Controls:** ${rule.controls.join(", ")}`] : []),
                pages.map((page) => `<${page}>`).join("<br>"),
            ].join("\n\n"),
        },
        properties: {
            tags: ["security", ...rule.controls],
            "security-severity": SCORES[rule.severity],
        },
    };
}

function results(
    findings: readonly Finding[],
    names: readonly string[],
    { placeOf }: SarifOptions,
): Result[] {
    const seen = new Map<string, number>();
    return findings.map((finding) => {
        const { rule, level, severity, stack, resource, message, remedy, waiver } = finding;
        const subject = createHash("sha256")
            .update(JSON.stringify([rule, resource?.urn ?? stack]))
            .digest("hex");
        const number = (seen.get(subject) ?? 0) + 1;
        seen.set(subject, number);
        const { file, line } = placeOf(finding);
        return {
            ruleId: rule,
            ruleIndex: names.indexOf(rule),
            level: level === "mandatory" ? "error" : "warning",
            message: { text: `${resource?.name ?? stack} (${stack}): ${message}` },
            locations: [
                {
                    physicalLocation: {
                        artifactLocation: { uri: file, uriBaseId: "%SRCROOT%" },
                        region: { startLine: line },
                    },
                    logicalLocations: [
                        {
                            name: resource?.name ?? stack,
                            fullyQualifiedName: resource?.urn ?? stack,
                            kind: "resource",
                        },
                    ],
                },
            ],
            // The only one that GitHub's code scanning goes by.
            partialFingerprints: { primaryLocationLineHash: `${subject}:${number}` },
            ...(waiver && {
                suppressions: [
                    { kind: "external", status: "accepted", justification: justification(waiver) },
                ],
            }),
            properties: {
                stack,
                ...(severity && { severity }),
                ...(resource && { type: resource.type }),
                ...(remedy !== undefined && { remedy }),
            },
        } satisfies Result;
    });
}
