import { BUCKETS, bucketSetting, linksToBuckets } from "../../buckets";
import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const s3AuditBucketLocked = rule({
    name: "s3-audit-bucket-locked",
    description:
        "What a trail or Config delivers can be changed or deleted by nobody while it is kept.",
    why: "Not even an administrator can edit the record then. Off by default: a lock cannot be taken back, and holds on to mistakes, too.",
    severity: "medium",
    remediation:
        "Make an aws.s3.BucketObjectLockConfiguration for the bucket, with a default retention.",
    frameworks: {
        fsbp: ["S3.15"],
        pci: ["10.3.2"],
        gdpr: ["5(2)", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15",
    level: "disabled",
    checkStack: (stack) => {
        const writers = linksToBuckets(
            stack,
            [TRAIL, "aws:cfg/deliveryChannel:DeliveryChannel"],
            "s3BucketName",
        );
        const locks = linksToBuckets(stack, bucketSetting("BucketObjectLockConfiguration"));
        for (const bucket of stack.of(...BUCKETS)) {
            if (writers.to(bucket).length > 0 && locks.to(bucket).length === 0) {
                bucket.fail(
                    "its record can be edited; make an aws.s3.BucketObjectLockConfiguration",
                );
            }
        }
    },
});
