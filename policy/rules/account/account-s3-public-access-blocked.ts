import { accountMustHave } from "../../guardrails";
import { BLOCK_SETTINGS, mustBlockPublicAccess } from "../../public-access-block";
import { rule } from "../../rule";
import { switchedOn } from "../../switch";

const BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";

export const accountS3PublicAccessBlocked = rule({
    name: "account-s3-public-access-blocked",
    description:
        "The whole account blocks public access to buckets, in a stack that holds its guardrails.",
    why: "It also holds for the bucket that somebody makes by hand tomorrow.",
    severity: "medium",
    remediation: "Make an aws.s3.AccountPublicAccessBlock with all four settings true.",
    frameworks: {
        fsbp: ["S3.1"],
        cis: ["2.1.4"],
        pci: ["1.4.4"],
        gdpr: ["25(2)", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-1",
    types: [BLOCK],
    check: mustBlockPublicAccess,
    checkStack: (stack) => {
        accountMustHave(
            stack,
            [BLOCK],
            "lets buckets be public; make an aws.s3.AccountPublicAccessBlock",
        );
    },
    remediate: (block) => switchedOn(block, ...BLOCK_SETTINGS),
});
