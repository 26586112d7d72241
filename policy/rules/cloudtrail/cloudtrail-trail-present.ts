import { accountMustHave } from "../../guardrails";
import { rule } from "../../rule";
import { TRAIL } from "../../trails";

export const cloudtrailTrailPresent = rule({
    name: "cloudtrail-trail-present",
    description: "The stack that holds an account's guardrails has a trail.",
    why: "Without one AWS keeps what was done for 90 days, and nobody can say who read the data.",
    severity: "high",
    remediation: "Make an aws.cloudtrail.Trail; waive the rule where the organization has one.",
    frameworks: {
        fsbp: ["CloudTrail.1", "CloudTrail.3"],
        cis: ["3.1"],
        pci: ["10.2.1"],
        gdpr: ["5(2)", "33"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
    checkStack: (stack) => {
        accountMustHave(stack, [TRAIL], "has no trail; make an aws.cloudtrail.Trail");
    },
});
