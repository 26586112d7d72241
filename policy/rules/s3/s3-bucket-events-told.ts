import { bucketSetting, eachBucketMustHave } from "../../buckets";
import { rule } from "../../rule";

export const s3BucketEventsTold = rule({
    name: "s3-bucket-events-told",
    description: "Every bucket tells of what happens to its objects.",
    why: "What handles objects as they come hears of them. Off by default: most buckets have nobody to tell.",
    severity: "low",
    remediation: "Make an aws.s3.BucketNotification for the bucket.",
    frameworks: { fsbp: ["S3.11"], pci: ["10.4.1.1"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-11",
    level: "disabled",
    checkStack: (stack) => {
        eachBucketMustHave(
            stack,
            [bucketSetting("BucketNotification")[0]],
            "tells nobody of its objects; make an aws.s3.BucketNotification for it",
        );
    },
});
