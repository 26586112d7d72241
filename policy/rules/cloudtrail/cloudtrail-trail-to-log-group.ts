import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailToLogGroup = rule({
    name: "cloudtrail-trail-to-log-group",
    description:
        "Trails also deliver to a log group, where filters and alarms see an event in minutes.",
    why: "Files in a bucket tell what happened, but wake nobody while it happens.",
    severity: "low",
    remediation:
        "Set cloudWatchLogsGroupArn, and cloudWatchLogsRoleArn to a role that may write there; leave it where EventBridge or Security Hub watches the events.",
    frameworks: { fsbp: ["CloudTrail.5"], pci: ["10.4.1.1", "10.7.2"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5",
    level: "advisory",
    types: [TRAIL],
    check: (trail) => {
        for (const property of ["cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"]) {
            trail.mustHave(property, `delivers to no log group; set ${property}`);
        }
    },
});
