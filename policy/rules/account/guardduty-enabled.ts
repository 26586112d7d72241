import { accountMustHave } from "../../guardrails";
import { rule } from "../../rule";

const DETECTOR = "aws:guardduty/detector:Detector";

export const guarddutyEnabled = rule({
    name: "guardduty-enabled",
    description: "GuardDuty is on, in a stack that holds an account's guardrails.",
    why: "It sees stolen credentials at work, and databases that somebody tries passwords on.",
    severity: "high",
    remediation: "Make an aws.guardduty.Detector; waive the rule where the organization has one.",
    frameworks: {
        fsbp: ["GuardDuty.1"],
        pci: ["11.5.1"],
        gdpr: ["32(1)(b)", "33"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1",
    types: [DETECTOR],
    check: (detector) => {
        detector.must("enable", (on) => on !== false, "is off; set enable to true");
    },
    checkStack: (stack) => {
        accountMustHave(stack, [DETECTOR], "has no GuardDuty; make an aws.guardduty.Detector");
    },
    remediate: (detector) => (detector.read("enable") === false ? { enable: true } : undefined),
});
