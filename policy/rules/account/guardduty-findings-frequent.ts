import { rule } from "../../rule";

export const guarddutyFindingsFrequent = rule({
    name: "guardduty-findings-frequent",
    description: "GuardDuty tells every 15 minutes of what goes on.",
    why: "By default it says only after six hours that an attack goes on.",
    severity: "low",
    remediation: "Set findingPublishingFrequency to 'FIFTEEN_MINUTES'.",
    frameworks: { pci: ["10.4.1.1", "11.5.1"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html",
    types: ["aws:guardduty/detector:Detector"],
    check: (detector) => {
        detector.must(
            "findingPublishingFrequency",
            (frequency) => frequency === "FIFTEEN_MINUTES",
            (got) => `findingPublishingFrequency is ${got}; set it to "FIFTEEN_MINUTES"`,
        );
    },
    remediate: (detector) =>
        ["ONE_HOUR", "SIX_HOURS"].includes(String(detector.read("findingPublishingFrequency")))
            ? { findingPublishingFrequency: "FIFTEEN_MINUTES" }
            : undefined,
});
