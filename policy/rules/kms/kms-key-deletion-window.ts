import { KEYS } from "../../kms-keys";
import { rule } from "../../rule";

export const kmsKeyDeletionWindow = rule({
    name: "kms-key-deletion-window",
    description: "KMS keys can be saved for a while after somebody has deleted them.",
    why: "A deleted key makes everything it has encrypted unreadable for ever, backups too.",
    severity: "medium",
    remediation:
        "Leave out deletionWindowInDays (AWS then waits 30 days) or set it to at least the number of days asked for.",
    frameworks: { fsbp: ["KMS.3"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-3",
    settings: {
        days: {
            type: "integer",
            minimum: 7,
            maximum: 30,
            default: 30,
            description: "fewest days of waiting",
        },
    },
    types: KEYS,
    check: (key, { days }) => {
        key.must(
            "deletionWindowInDays",
            (window) => window === undefined || (typeof window === "number" && window >= days),
            (got) => `deletionWindowInDays is ${got}; set it to ${days} or more`,
        );
    },
});
