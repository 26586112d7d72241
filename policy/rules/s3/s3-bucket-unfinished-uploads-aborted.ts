import { bucketSetting } from "../../buckets";
import { mustHaveEnabledRule } from "../../lifecycles";
import { rule } from "../../rule";

export const s3BucketUnfinishedUploadsAborted = rule({
    name: "s3-bucket-unfinished-uploads-aborted",
    description: "Uploads in parts that are never finished are cleaned away.",
    why: "Their parts are kept for ever, paid for, and shown by no listing of the bucket.",
    severity: "low",
    remediation:
        "Set abortIncompleteMultipartUpload.daysAfterInitiation in a lifecycle rule that is on.",
    frameworks: { pci: ["3.2.1"], gdpr: ["5(1)(e)"] },
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
    types: bucketSetting("BucketLifecycleConfiguration"),
    check: (configuration) => {
        mustHaveEnabledRule(
            configuration,
            "abortIncompleteMultipartUpload",
            "keeps parts of unfinished uploads; set abortIncompleteMultipartUpload in a rule that is on",
        );
    },
});
