import { eachBucketMustHave } from "../../buckets";
import { rule } from "../../rule";

const BLOCK = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];

const SETTINGS = [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
] as const;

export const s3BucketPublicAccessBlocked = rule({
    name: "s3-bucket-public-access-blocked",
    description: "Every bucket blocks public access, in all four ways.",
    why: "It is the one switch that no later policy or ACL can undo by accident.",
    severity: "high",
    remediation:
        "Make an aws.s3.BucketPublicAccessBlock for the bucket with all four settings true.",
    frameworks: { fsbp: ["S3.8"], cis: ["2.1.4"], pci: ["1.4.4"], gdpr: ["32(1)(b)"] },
    types: BLOCK,
    check: (block) => {
        for (const setting of SETTINGS) {
            block.must(setting, (on) => on === true, `${setting} is off; set it to true`);
        }
    },
    checkStack: (stack) => {
        eachBucketMustHave(
            stack,
            BLOCK,
            "public access is not blocked; make an aws.s3.BucketPublicAccessBlock for it",
        );
    },
});
