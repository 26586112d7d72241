import { accountMustHave } from "../../guardrails";
import { rule } from "../../rule";

const ACCOUNT = "aws:macie2/account:Account";

export const macieEnabled = rule({
    name: "macie-enabled",
    description:
        "Macie looks for personal data in buckets, in a stack that holds an account's guardrails.",
    why: "It finds what should not be there. Off by default: it costs by the gigabyte, and helps only where people put objects.",
    severity: "medium",
    remediation: "Make an aws.macie2.Account with the status 'ENABLED'.",
    frameworks: {
        fsbp: ["Macie.1"],
        cis: ["2.1.3"],
        pci: ["3.2.1"],
        gdpr: ["30", "32(1)(d)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/macie-controls.html#macie-1",
    level: "disabled",
    types: [ACCOUNT],
    check: (account) => {
        account.must(
            "status",
            (status) => status !== "PAUSED",
            'is paused; set status to "ENABLED"',
        );
    },
    checkStack: (stack) => {
        accountMustHave(stack, [ACCOUNT], "has no Macie; make an aws.macie2.Account");
    },
});
