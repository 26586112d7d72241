import builder from "junit-report-builder";
import { type Finding, justification, type Report } from "./finding";

/**
 * Findings as JUnit XML: a suite for each stack, and in it a case for each rule and resource. A
 * mandatory finding is a failure, a waived one is skipped; an advisory one is told in a case that
 * passes. A stack without any has one case that passes, as readers take an empty suite for a mistake.
 */
export function junit({ stacks, findings }: Report): string {
    const report = builder.newBuilder();
    for (const stack of stacks) {
        const suite = report.testSuite().name(stack);
        const cases = findings.filter((finding) => finding.stack === stack);
        if (cases.length === 0) {
            suite.testCase().name("policy pack").className(stack);
        }
        for (const finding of cases) {
            const { rule, resource, level, waiver, message } = finding;
            const test = suite
                .testCase()
                .name(`${rule}: ${resource?.name ?? stack}`)
                .className(rule);
            if (waiver !== undefined) {
                test.skipped();
                test.standardOutput(`${justification(waiver)}\n${detail(finding)}`);
            } else if (level === "mandatory") {
                test.failure(message, finding.severity);
                test.stacktrace(detail(finding));
            } else {
                test.standardOutput(detail(finding));
            }
        }
    }
    return `${report.build()}\n`;
}

function detail({ message, resource, remedy, controls }: Finding): string {
    return [message, resource?.urn, remedy, controls.join(", ")].filter(Boolean).join("\n");
}
