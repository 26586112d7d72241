import { accountMustHave } from "../../guardrails";
import { rule } from "../../rule";

const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

/** Types of analyzers that look at something else than who is let in from outside. */
const INSIDE = /_(UNUSED|INTERNAL)_ACCESS$/;

export const accessAnalyzerPresent = rule({
    name: "access-analyzer-present",
    description:
        "Access Analyzer looks for what is open to others, in a stack that holds an account's guardrails.",
    why: "It proves which bucket, key, secret or role somebody outside can reach, whatever the policies look like.",
    severity: "high",
    remediation:
        "Make an aws.accessanalyzer.Analyzer of type ACCOUNT; waive the rule where the organization has one.",
    frameworks: {
        fsbp: ["IAM.28"],
        cis: ["1.19"],
        pci: ["7.2.4"],
        gdpr: ["25(2)", "32(1)(d)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-28",
    checkStack: (stack) => {
        accountMustHave(stack, [ANALYZER], "has no analyzer; make an aws.accessanalyzer.Analyzer");
        const analyzers = stack.of(ANALYZER);
        const types = analyzers.map((analyzer) => analyzer.read("type") ?? "ACCOUNT");
        if (
            types.length > 0 &&
            types.every((type) => typeof type === "string" && INSIDE.test(type))
        ) {
            stack.fail("analyzes only what nobody uses; make an analyzer of type ACCOUNT");
        }
    },
});
