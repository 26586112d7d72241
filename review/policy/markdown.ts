import { markdownTable } from "markdown-table";
import { countsOf, type Finding, justification, type Report, summaryOf } from "./finding";

/** By this an older comment of the same kind is known, and updated in place of a second one. */
export const COMMENT_MARK = "<!-- pii-platform: policy -->";

/** GitHub takes 65,536 characters, and something may be put around it. */
const LONGEST = 60_000;

/**
 * Findings for a pull request: the summary first, each finding folded below it.
 * @param linkTo page about a rule
 */
export function markdown(report: Report, linkTo: (rule: string) => string): string {
    const { stacks, findings } = report;
    const { mandatory } = countsOf(findings);
    const rows = stacks.map((stack) => {
        const counts = countsOf(findings.filter((finding) => finding.stack === stack));
        return [stack, counts.mandatory, counts.advisory, counts.waived].map(String);
    });
    const alignment = { align: ["l", "r", "r", "r"] };
    const head = [
        COMMENT_MARK,
        `## Policy: ${summaryOf(report)}`,
        "",
        mandatory > 0
            ? "Mandatory findings stop every preview and update until they are mended or waived."
            : "Nothing stops a preview or an update.",
        "",
        markdownTable([["stack", "mandatory", "advisory", "waived"], ...rows], alignment),
        "",
    ];
    const isOpen = ({ waiver }: Finding) => waiver === undefined;
    const sections = [
        section("Mandatory", findings.filter(isOpen).filter(isMandatory), linkTo),
        section(
            "Advisory",
            findings.filter(isOpen).filter((finding) => !isMandatory(finding)),
            linkTo,
        ),
        section(
            "Waived",
            findings.filter((finding) => !isOpen(finding)),
            linkTo,
        ),
    ];
    return withinLimit(head.join("\n"), sections.flat());
}

function isMandatory({ level }: Finding): boolean {
    return level === "mandatory";
}

/** A folded block for each rule, so that as many as fit can be kept whole. */
function section(
    title: string,
    findings: readonly Finding[],
    linkTo: (rule: string) => string,
): string[] {
    const rules = [...new Set(findings.map(({ rule }) => rule))];
    return rules.map((rule) => {
        const found = findings.filter((finding) => finding.rule === rule);
        const rows = found.map(({ stack, resource, message, waiver }) => [
            stack,
            resource === undefined ? "" : `\`${resource.name}\`<br>${resource.type}`,
            cell(message) + (waiver ? `<br>*${cell(justification(waiver))}*` : ""),
        ]);
        const [{ severity = "no severity", remedy, controls }] = found as [Finding];
        return [
            `<details><summary>${title}, ${severity}: <code>${rule}</code> (${found.length})</summary>`,
            "",
            ...(remedy === undefined ? [] : [`${cell(remedy)} [About the rule](${linkTo(rule)})`]),
            ...(controls.length === 0 ? [] : ["", controls.join(", ")]),
            "",
            markdownTable([["stack", "resource", "what"], ...rows], { alignDelimiters: false }),
            "",
            "</details>",
            "",
        ].join("\n");
    });
}

/** Messages are of rules, but hold values of resources: nothing in them may be taken for markup. */
function cell(text: string): string {
    return text
        .replace(/[\\`*_[\]<>|#@]/g, (sign) => `&#${sign.charCodeAt(0)};`)
        .replaceAll("\n", "<br>");
}

function withinLimit(head: string, sections: readonly string[]): string {
    let text = head;
    for (const [index, block] of sections.entries()) {
        if (text.length + block.length > LONGEST) {
            const left = sections.length - index;
            return `${text}\n${left} more ${left === 1 ? "rule" : "rules"} did not fit here; the run has all findings.\n`;
        }
        text += `\n${block}`;
    }
    return text;
}
