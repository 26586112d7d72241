import { bucketSetting } from "../../buckets";
import { rule } from "../../rule";

export const s3BucketMfaDelete = rule({
    name: "s3-bucket-mfa-delete",
    description: "Versions of objects are deleted with a second factor only.",
    why: "Stolen keys cannot delete for good then. Off by default: only root can set it, by hand, and lifecycle rules end.",
    severity: "low",
    remediation:
        "Set versioningConfiguration.mfaDelete to 'Enabled', with mfa, as the account's root.",
    frameworks: { fsbp: ["S3.20"], cis: ["2.1.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-20",
    level: "disabled",
    types: bucketSetting("BucketVersioning"),
    check: (versioning) => {
        versioning.must(
            "versioningConfiguration.mfaDelete",
            (mfa) => mfa === "Enabled",
            (got) => `mfaDelete is ${got}; set it to "Enabled"`,
        );
    },
});
