import { BUCKETS } from "../../buckets";
import { rule } from "../../rule";

export const s3NoForceDestroy = rule({
    name: "s3-no-force-destroy",
    description: "Buckets cannot be deleted with what is in them.",
    why: "With forceDestroy a destroy empties the bucket first, old versions and audit logs too.",
    severity: "high",
    remediation: "Leave forceDestroy false.",
    frameworks: { pci: ["10.3.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/",
    types: [...BUCKETS, "aws:s3/directoryBucket:DirectoryBucket"],
    check: (bucket) => {
        bucket.must(
            "forceDestroy",
            (on) => on !== true,
            "would be emptied and deleted; set forceDestroy to false",
        );
    },
    remediate: (bucket) =>
        bucket.read("forceDestroy") === true ? { forceDestroy: false } : undefined,
});
