import { COMPOSITE_ALARM, METRIC_ALARM } from "../../alarms";
import { rule } from "../../rule";

export const alarmActionsEnabled = rule({
    name: "alarm-actions-enabled",
    description: "What alarms do is switched on.",
    why: "Switched off for a night of maintenance, and never on again: the next fault wakes nobody.",
    severity: "high",
    remediation: "Leave actionsEnabled on.",
    frameworks: { fsbp: ["CloudWatch.17"], pci: ["10.4.1.1", "10.7.2"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-17",
    types: [METRIC_ALARM, COMPOSITE_ALARM],
    check: (alarm) => {
        alarm.must(
            "actionsEnabled",
            (on) => on !== false,
            "does nothing; set actionsEnabled to true",
        );
    },
    remediate: (alarm) =>
        alarm.read("actionsEnabled") === false ? { actionsEnabled: true } : undefined,
});
