import { accountMustHave } from "../../guardrails";
import { rule } from "../../rule";

const DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";

export const accountEbsEncryptedByDefault = rule({
    name: "account-ebs-encrypted-by-default",
    description:
        "New disks are encrypted by default, in a stack that holds an account's guardrails.",
    why: "A disk that was made in the clear stays so, and so does every snapshot of it.",
    severity: "medium",
    remediation: "Make an aws.ebs.EncryptionByDefault.",
    frameworks: {
        fsbp: ["EC2.7"],
        cis: ["5.1.1"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-7",
    types: [DEFAULT],
    check: (byDefault) => {
        byDefault.must("enabled", (on) => on !== false, "is off; set enabled to true");
    },
    checkStack: (stack) => {
        accountMustHave(
            stack,
            [DEFAULT],
            "leaves disks in the clear; make an aws.ebs.EncryptionByDefault",
        );
    },
    remediate: (byDefault) => (byDefault.read("enabled") === false ? { enabled: true } : undefined),
});
