import pc from "picocolors";
import { type Finding, justification, type Report, summaryOf } from "../../review/policy/finding";
import { plainTable } from "../../sandbox/cli/plain-table";

/** Findings for a terminal: a line for each with what it is about, and below it what is wrong. */
export function table(report: Report): string {
    const { findings } = report;
    const open = findings.filter(({ waiver }) => waiver === undefined);
    const waived = findings.filter(({ waiver }) => waiver !== undefined);
    return [
        ...(open.length === 0 ? [] : [rows(open), ""]),
        ...(waived.length === 0 ? [] : [pc.bold("Waived"), rows(waived), ""]),
        pc.bold(summaryOf(report)),
        "",
    ].join("\n");
}

function rows(findings: readonly Finding[]): string {
    const text = plainTable(["level", "severity", "rule", "resource", "stack"]);
    for (const { level, severity = "", rule, resource, stack, message, waiver } of findings) {
        const coloured = level === "mandatory" && waiver === undefined ? pc.red(level) : level;
        text.push([coloured, severity, rule, resource?.name ?? "", stack]);
        const lines = [message, ...(waiver ? [justification(waiver)] : [])];
        for (const line of lines.join("\n").split("\n")) {
            text.push([{ colSpan: 5, content: pc.dim(`  ${line}`) }]);
        }
    }
    return text.toString().replace(/ +$/gm, "");
}
