import { someRuleMust } from "../../backup-plans";
import { rule } from "../../rule";
import { longestWait } from "../../schedules";

export const backupPlanDaily = rule({
    name: "backup-plan-daily",
    description: "Backup plans take a backup every day.",
    why: "What came after the last backup is lost with the data.",
    severity: "medium",
    remediation:
        "Give one rule of the plan a schedule that comes every day, such as cron(0 6 ? * * *).",
    frameworks: { gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
    types: ["aws:backup/plan:Plan"],
    check: (plan) => {
        someRuleMust(
            plan,
            "schedule",
            // Without a schedule AWS takes one backup a day.
            (schedule = "rate(1 day)") =>
                typeof schedule === "string" && (longestWait(schedule) ?? Infinity) <= 1,
            "takes no backup every day; give a rule a schedule such as cron(0 6 ? * * *)",
        );
    },
});
