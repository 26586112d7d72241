import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailFilesAnnounced = rule({
    name: "cloudtrail-trail-files-announced",
    description: "Trails tell a topic of each file that they deliver.",
    why: "What reads the files hears of them at once. Off by default: nothing to tell where nobody reads them so.",
    severity: "low",
    remediation: "Set snsTopicName to the ARN of a topic whose policy lets CloudTrail publish.",
    frameworks: { pci: ["10.4.1.1"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html",
    level: "disabled",
    types: [TRAIL],
    check: (trail) => {
        trail.mustHave("snsTopicName", "tells nobody of its files; set snsTopicName");
    },
});
