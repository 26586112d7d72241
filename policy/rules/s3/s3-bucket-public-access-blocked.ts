import { bucketSetting, eachBucketMustHave } from "../../buckets";
import { BLOCK_SETTINGS, mustBlockPublicAccess } from "../../public-access-block";
import { rule } from "../../rule";
import { switchedOn } from "../../switch";

const [BLOCK] = bucketSetting("BucketPublicAccessBlock");

export const s3BucketPublicAccessBlocked = rule({
    name: "s3-bucket-public-access-blocked",
    description: "Every bucket blocks public access, in all four ways.",
    why: "It is the one switch that no later policy or ACL can undo by accident.",
    severity: "high",
    remediation:
        "Make an aws.s3.BucketPublicAccessBlock for the bucket with all four settings true.",
    frameworks: {
        fsbp: ["S3.8"],
        cis: ["2.1.4"],
        pci: ["1.4.4"],
        gdpr: ["25(2)", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
    types: [BLOCK],
    check: mustBlockPublicAccess,
    checkStack: (stack) => {
        eachBucketMustHave(
            stack,
            [BLOCK],
            "public access is not blocked; make an aws.s3.BucketPublicAccessBlock for it",
        );
    },
    remediate: (block) => switchedOn(block, ...BLOCK_SETTINGS),
});
