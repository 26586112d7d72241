import { bucketSetting } from "../../buckets";
import { mustHaveEnabledRule } from "../../lifecycles";
import { rule } from "../../rule";

export const s3BucketOldVersionsExpire = rule({
    name: "s3-bucket-old-versions-expire",
    description: "Versions of objects that were overwritten or deleted go in the end.",
    why: "A deleted object is only hidden in a bucket with versions: what was to be erased is still there.",
    severity: "low",
    remediation: "Set noncurrentVersionExpiration.noncurrentDays in a lifecycle rule that is on.",
    frameworks: { fsbp: ["S3.10"], pci: ["3.2.1"], gdpr: ["5(1)(e)", "17"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-10",
    types: bucketSetting("BucketLifecycleConfiguration"),
    check: (configuration) => {
        mustHaveEnabledRule(
            configuration,
            "noncurrentVersionExpiration",
            "keeps old versions for ever; set noncurrentVersionExpiration in a rule that is on",
        );
    },
});
