import { bucketSetting, eachBucketMustHave } from "../../buckets";
import { rule } from "../../rule";

export const s3BucketReplicated = rule({
    name: "s3-bucket-replicated",
    description: "Every bucket has a copy in another region.",
    why: "A region that is lost takes its buckets along. Off by default: a copy costs as much again, and may not leave the jurisdiction.",
    severity: "low",
    remediation:
        "Make an aws.s3.BucketReplicationConfig to a bucket of a region where the data may be.",
    frameworks: { fsbp: ["S3.7"], gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-7",
    level: "disabled",
    checkStack: (stack) => {
        eachBucketMustHave(
            stack,
            [bucketSetting("BucketReplicationConfig")[0]],
            "has no copy; make an aws.s3.BucketReplicationConfig for it",
            (bucket) => bucket.has("replicationConfiguration"),
        );
    },
});
