import { BUCKETS } from "../../buckets";
import { rule } from "../../rule";

export const s3NoForceDestroy = rule({
    name: "s3-no-force-destroy",
    description: "Buckets cannot be deleted with what is in them.",
    why: "With forceDestroy a destroy empties the bucket first, old versions and audit logs too.",
    severity: "high",
    remediation: "Leave forceDestroy false.",
    frameworks: { gdpr: ["32(1)(b)"] },
    types: BUCKETS,
    check: (bucket) => {
        bucket.must(
            "forceDestroy",
            (on) => on !== true,
            "would be emptied and deleted; set forceDestroy to false",
        );
    },
});
