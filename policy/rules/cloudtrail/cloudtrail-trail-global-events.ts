import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailGlobalEvents = rule({
    name: "cloudtrail-trail-global-events",
    description: "Trails log the services that have no region, such as IAM.",
    why: "Who made a user, a role or a key for themselves is in these events, and nowhere else.",
    severity: "medium",
    remediation: "Leave includeGlobalServiceEvents on.",
    frameworks: { fsbp: ["CloudTrail.1"], cis: ["3.1"], pci: ["10.2.1.5"], gdpr: ["5(2)", "33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
    types: [TRAIL],
    check: (trail) => {
        trail.must(
            "includeGlobalServiceEvents",
            (on) => on !== false,
            "leaves IAM out; set includeGlobalServiceEvents to true",
        );
    },
    remediate: (trail) =>
        trail.read("includeGlobalServiceEvents") === false
            ? { includeGlobalServiceEvents: true }
            : undefined,
});
