import { rule } from "../../rule";

const DETECTORS = ["aws:guardduty/detector:Detector"];

export const guarddutyFindingsExported = rule({
    name: "guardduty-findings-exported",
    description: "What GuardDuty finds is kept in a bucket, too.",
    why: "GuardDuty forgets after 90 days. Off by default: Security Hub or EventBridge may keep it instead.",
    severity: "low",
    remediation:
        "Make an aws.guardduty.PublishingDestination with the detector's id, a bucket and a key.",
    frameworks: { pci: ["10.5.1"], gdpr: ["5(2)", "33"] },
    source: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html",
    level: "disabled",
    checkStack: (stack) => {
        const destinations = stack.links(
            ["aws:guardduty/publishingDestination:PublishingDestination"],
            "detectorId",
            DETECTORS,
            ["id"],
        );
        for (const detector of stack.of(...DETECTORS)) {
            if (destinations.to(detector).length === 0) {
                detector.fail(
                    "keeps nothing beyond 90 days; make an aws.guardduty.PublishingDestination",
                );
            }
        }
    },
});
