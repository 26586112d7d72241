import { accountMustHave } from "../../guardrails";
import { rule } from "../../rule";

export const securityhubEnabled = rule({
    name: "securityhub-enabled",
    description: "Security Hub is on, in a stack that holds an account's guardrails.",
    why: "It looks at what is there, whoever made it; this pack only at what a program makes. Off by default: it costs by the check, and most have one for all of their accounts.",
    severity: "medium",
    remediation: "Make an aws.securityhub.Account; waive the rule where the organization does.",
    frameworks: {
        cis: ["4.16"],
        pci: ["11.5.2", "12.10.5"],
        gdpr: ["32(1)(d)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-enable.html",
    level: "disabled",
    checkStack: (stack) => {
        accountMustHave(
            stack,
            ["aws:securityhub/account:Account"],
            "has no Security Hub; make an aws.securityhub.Account",
        );
    },
});
