import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailAllRegions = rule({
    name: "cloudtrail-trail-all-regions",
    description: "Trails log what happens in every region.",
    why: "An intruder acts in the region where nobody logs.",
    severity: "high",
    remediation: "Set isMultiRegionTrail to true.",
    frameworks: { fsbp: ["CloudTrail.1"], cis: ["3.1"], pci: ["10.2.1"], gdpr: ["5(2)", "33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
    types: [TRAIL],
    check: (trail) => {
        trail.must(
            "isMultiRegionTrail",
            (on) => on === true,
            "logs one region; set isMultiRegionTrail to true",
        );
    },
});
