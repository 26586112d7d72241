import { rule } from "../../rule";

/** The retentions that CloudWatch Logs knows, in days. */
const KNOWN = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

export const logGroupRetention = rule({
    name: "log-group-retention",
    description: "Log groups keep what they hold long enough, but not for ever.",
    why: "Too short, and an incident cannot be traced; without an end, personal data in logs is never erased.",
    severity: "medium",
    remediation: "Set retentionInDays to at least the number of days asked for.",
    frameworks: { fsbp: ["CloudWatch.16"], pci: ["10.5.1"], gdpr: ["5(1)(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
    settings: {
        days: {
            type: "integer",
            minimum: 1,
            default: 30,
            description: "fewest days that logs are kept",
        },
    },
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    check: (group, { days }) => {
        group.must(
            "retentionInDays",
            (kept) => typeof kept === "number" && kept >= days,
            (got) => `retentionInDays is ${got}; set it to ${days} or more`,
        );
    },
    // Never an end to what is kept for ever: that would delete.
    remediate: (group, { days }) => {
        const kept = group.read("retentionInDays");
        const longer = KNOWN.find((known) => known >= days);
        return typeof kept === "number" && kept > 0 && kept < days && longer !== undefined
            ? { retentionInDays: longer }
            : undefined;
    },
});
