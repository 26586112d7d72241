import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailFilesValidated = rule({
    name: "cloudtrail-trail-files-validated",
    description: "Trails sign digests of their files, so that a change of one shows.",
    why: "A log that somebody may have edited proves nothing.",
    severity: "medium",
    remediation: "Set enableLogFileValidation to true.",
    frameworks: { fsbp: ["CloudTrail.4"], cis: ["3.2"], pci: ["10.3.4"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4",
    types: [TRAIL],
    check: (trail) => {
        trail.must(
            "enableLogFileValidation",
            (on) => on === true,
            "does not show tampering; set enableLogFileValidation to true",
        );
    },
    remediate: (trail) => {
        const validation = trail.read("enableLogFileValidation");
        return validation === true || validation === UNKNOWN
            ? undefined
            : { enableLogFileValidation: true };
    },
});
