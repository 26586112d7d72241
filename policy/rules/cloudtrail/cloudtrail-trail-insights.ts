import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailInsights = rule({
    name: "cloudtrail-trail-insights",
    description: "Trails look for calls and errors that are unusual in number.",
    why: "A burst of calls shows a script at work. Off by default: AWS charges for every event it looks at.",
    severity: "low",
    remediation: "Set insightSelectors, with ApiCallRateInsight and ApiErrorRateInsight.",
    frameworks: { pci: ["10.4.1.1"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html",
    level: "disabled",
    types: [TRAIL],
    check: (trail) => {
        trail.mustHave("insightSelectors", "looks for nothing unusual; set insightSelectors");
    },
});
