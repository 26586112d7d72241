import { rule } from "../../rule";

export const secretRecoveryWindow = rule({
    name: "secret-recovery-window",
    description: "Deleted secrets can be restored for a while.",
    why: "A secret deleted at once takes the database with it until a new password is everywhere.",
    severity: "high",
    remediation:
        "Leave out recoveryWindowInDays (AWS then waits 30 days) or set it to at least the number of days asked for.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
    settings: {
        days: {
            type: "integer",
            minimum: 7,
            maximum: 30,
            default: 7,
            description: "fewest days of waiting",
        },
    },
    types: ["aws:secretsmanager/secret:Secret"],
    check: (secret, { days }) => {
        secret.must(
            "recoveryWindowInDays",
            (window) => window === undefined || (typeof window === "number" && window >= days),
            (got) => `recoveryWindowInDays is ${got}; set it to ${days} or more`,
        );
    },
    remediate: (secret, { days }) => {
        const window = secret.read("recoveryWindowInDays");
        return typeof window === "number" && window < days
            ? { recoveryWindowInDays: days }
            : undefined;
    },
});
