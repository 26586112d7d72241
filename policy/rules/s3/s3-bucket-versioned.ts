import { bucketSetting, eachBucketMustHave } from "../../buckets";
import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

const VERSIONINGS = bucketSetting("BucketVersioning");

export const s3BucketVersioned = rule({
    name: "s3-bucket-versioned",
    description: "Every bucket keeps the versions of its objects.",
    why: "What is overwritten or deleted by mistake, or by someone who means harm, is gone otherwise.",
    severity: "medium",
    remediation:
        "Make an aws.s3.BucketVersioning for the bucket with versioningConfiguration.status 'Enabled'.",
    frameworks: {
        fsbp: ["S3.14"],
        pci: ["10.3.2"],
        gdpr: ["32(1)(b)", "32(1)(c)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
    types: VERSIONINGS,
    check: (versioning) => {
        versioning.must(
            "versioningConfiguration.status",
            (status) => status === "Enabled",
            (got) => `status is ${got}; set it to "Enabled"`,
        );
    },
    checkStack: (stack) => {
        eachBucketMustHave(
            stack,
            VERSIONINGS,
            "keeps no versions; make an aws.s3.BucketVersioning for it",
            (bucket) => bucket.read("versioning.enabled") === true,
        );
    },
    remediate: (versioning) => {
        const status = versioning.read("versioningConfiguration.status");
        return status === "Enabled" || status === UNKNOWN
            ? undefined
            : { "versioningConfiguration.status": "Enabled" };
    },
});
