import { bucketSetting } from "../../buckets";
import { rule } from "../../rule";

export const s3BucketAclsDisabled = rule({
    name: "s3-bucket-acls-disabled",
    description: "Buckets have their ACLs switched off, as AWS makes new ones.",
    why: "With ACLs whoever writes an object owns it, and gives others access past the bucket's policy.",
    severity: "medium",
    remediation: "Set rule.objectOwnership to 'BucketOwnerEnforced'.",
    frameworks: { fsbp: ["S3.12"], pci: ["7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-12",
    types: [bucketSetting("BucketOwnershipControls")[0]],
    check: (controls) => {
        controls.must(
            "rule.objectOwnership",
            (ownership) => ownership === "BucketOwnerEnforced",
            (got) => `objectOwnership is ${got}; set it to "BucketOwnerEnforced"`,
        );
    },
});
