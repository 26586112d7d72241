import { COMPOSITE_ALARM, METRIC_ALARM, partOfOthers } from "../../alarms";
import { rule } from "../../rule";

export const alarmHasAction = rule({
    name: "alarm-has-action",
    description: "Every alarm tells somebody, or is part of one that does.",
    why: "An alarm that goes off on a page that nobody looks at is none.",
    severity: "high",
    remediation: "Set alarmActions to the ARN of a topic that somebody is subscribed to.",
    frameworks: { fsbp: ["CloudWatch.15"], pci: ["10.4.1.1", "10.7.2"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",
    checkStack: (stack) => {
        const isPart = partOfOthers(stack);
        for (const alarm of stack.of(METRIC_ALARM, COMPOSITE_ALARM)) {
            if (!alarm.has("alarmActions") && !isPart(alarm)) {
                alarm.fail("tells nobody; set alarmActions");
            }
        }
    },
});
