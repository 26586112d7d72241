import { rule } from "../../rule";

export const logGroupRetention = rule({
    name: "log-group-retention",
    description: "Log groups keep what they hold long enough, but not for ever.",
    why: "Too short, and an incident cannot be traced; without an end, personal data in logs is never erased.",
    severity: "medium",
    remediation: "Set retentionInDays to at least the number of days asked for.",
    frameworks: { fsbp: ["CloudWatch.16"], pci: ["10.5.1"], gdpr: ["5(1)(e)"] },
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
});
