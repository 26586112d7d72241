import { BUCKETS, linksToBuckets, logsAccess } from "../../buckets";
import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailBucketLogged = rule({
    name: "cloudtrail-trail-bucket-logged",
    description: "S3 logs the access to the bucket of a trail, where both are in one stack.",
    why: "An intruder reads the trail to see what is noticed, and that would be noticed by nothing else.",
    severity: "low",
    remediation: "Make an aws.s3.BucketLogging for the bucket, to another bucket.",
    frameworks: { fsbp: ["CloudTrail.7"], cis: ["3.4"], pci: ["10.3.1"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7",
    checkStack: (stack) => {
        const trails = linksToBuckets(stack, [TRAIL], "s3BucketName");
        const isLogged = logsAccess(stack);
        for (const bucket of stack.of(...BUCKETS)) {
            if (trails.to(bucket).length > 0 && !isLogged(bucket)) {
                bucket.fail("nobody sees who reads the trail; make an aws.s3.BucketLogging for it");
            }
        }
    },
});
