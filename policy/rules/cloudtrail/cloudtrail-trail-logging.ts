import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailLogging = rule({
    name: "cloudtrail-trail-logging",
    description: "Trails are switched on.",
    why: "A trail that does not log looks like one in every list, and holds nothing when it is needed.",
    severity: "high",
    remediation: "Leave enableLogging on.",
    frameworks: {
        fsbp: ["CloudTrail.1", "CloudTrail.3"],
        cis: ["3.1"],
        pci: ["10.2.1"],
        gdpr: ["5(2)", "33"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-3",
    types: [TRAIL],
    check: (trail) => {
        trail.must("enableLogging", (on) => on !== false, "is off; set enableLogging to true");
    },
    remediate: (trail) =>
        trail.read("enableLogging") === false ? { enableLogging: true } : undefined,
});
