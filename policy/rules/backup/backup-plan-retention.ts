import { someRuleMust } from "../../backup-plans";
import { rule } from "../../rule";

export const backupPlanRetention = rule({
    name: "backup-plan-retention",
    description: "Backup plans keep backups longer than databases keep theirs.",
    why: "A mistake, or somebody in the network, is often found after weeks; by then the database's own backups have expired.",
    severity: "medium",
    remediation:
        "Set lifecycle.deleteAfter of one rule of the plan to the days asked for, or more.",
    frameworks: { gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
    settings: {
        days: {
            type: "integer",
            minimum: 1,
            default: 35,
            description: "fewest days that some backups of a plan are kept",
        },
    },
    types: ["aws:backup/plan:Plan"],
    check: (plan, { days }) => {
        someRuleMust(
            plan,
            "lifecycle.deleteAfter",
            // Without an end they are kept for ever.
            (after) => after === undefined || (typeof after === "number" && after >= days),
            `keeps no backup for ${days} days; set lifecycle.deleteAfter of a rule`,
        );
    },
});
