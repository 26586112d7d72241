import { bucketSetting, eachBucketMustHave } from "../../buckets";
import { rule } from "../../rule";

const CONFIGURATIONS = bucketSetting("BucketLifecycleConfiguration");

export const s3BucketLifecycle = rule({
    name: "s3-bucket-lifecycle",
    description: "Every bucket says how long its objects live.",
    why: "Without an end personal data is kept for ever, in copies that nobody remembers.",
    severity: "low",
    remediation: "Make an aws.s3.BucketLifecycleConfiguration for the bucket.",
    frameworks: { fsbp: ["S3.13"], pci: ["3.2.1", "10.5.1"], gdpr: ["5(1)(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-13",
    types: CONFIGURATIONS,
    check: (configuration) => {
        configuration.must(
            "rules",
            (rules) =>
                Array.isArray(rules) &&
                rules.some((each: { status?: unknown }) => each.status === "Enabled"),
            'has no rule that is on; set the status of one to "Enabled"',
        );
    },
    checkStack: (stack) => {
        eachBucketMustHave(
            stack,
            CONFIGURATIONS,
            "keeps everything for ever; make an aws.s3.BucketLifecycleConfiguration for it",
            (bucket) => bucket.has("lifecycleRules"),
        );
    },
});
