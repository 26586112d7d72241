import { bucketSetting } from "../../buckets";
import { rule } from "../../rule";

export const s3BucketKeyEnabled = rule({
    name: "s3-bucket-key-enabled",
    description: "Buckets that encrypt with KMS use a bucket key.",
    why: "Otherwise every object costs a request to KMS, and a busy bucket uses up the account's share.",
    severity: "low",
    remediation: "Set bucketKeyEnabled to true in the rule of the encryption.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
    level: "advisory",
    types: bucketSetting("BucketServerSideEncryptionConfiguration"),
    check: (configuration) => {
        for (const entry of configuration.each("rules")) {
            // Encryption in two layers has no bucket key.
            if (entry.read("applyServerSideEncryptionByDefault.sseAlgorithm") === "aws:kms") {
                entry.must(
                    "bucketKeyEnabled",
                    (on) => on === true,
                    "asks KMS for every object; set bucketKeyEnabled to true",
                );
            }
        }
    },
});
