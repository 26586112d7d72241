import { rule } from "../../rule";
import { TRAIL, recordsManagementEvents } from "../../trails";

export const cloudtrailTrailManagementEvents = rule({
    name: "cloudtrail-trail-management-events",
    description: "Trails record what is done to resources, both reading and writing.",
    why: "Selectors take the place of what is recorded without any: naming data alone ends the rest.",
    severity: "high",
    remediation:
        "Add an advanced selector of eventCategory 'Management' without readOnly, or set includeManagementEvents with readWriteType 'All'.",
    frameworks: { fsbp: ["CloudTrail.1"], cis: ["3.1"], pci: ["10.2.1.2"], gdpr: ["5(2)", "33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
    types: [TRAIL],
    check: (trail) => {
        if (!recordsManagementEvents(trail)) {
            trail.fail(
                "its selectors leave out what is done to resources; add one of eventCategory Management",
            );
        }
    },
});
