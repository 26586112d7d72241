import { rule } from "../../rule";

export const kmsKeyRotationPeriod = rule({
    name: "kms-key-rotation-period",
    description: "KMS keys rotate at least every year.",
    why: "The longer one key is used, the more is lost with it.",
    severity: "low",
    remediation:
        "Leave out rotationPeriodInDays (AWS then rotates every 365 days) or set it to no more than the number of days asked for.",
    frameworks: {
        cis: ["3.6"],
        pci: ["3.7.4"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html",
    settings: {
        days: {
            type: "integer",
            minimum: 90,
            maximum: 2560,
            default: 365,
            description: "most days from one rotation to the next",
        },
    },
    types: ["aws:kms/key:Key"],
    check: (key, { days }) => {
        key.must(
            "rotationPeriodInDays",
            (period) => period === undefined || (typeof period === "number" && period <= days),
            (got) => `rotationPeriodInDays is ${got}; set it to ${days} or less`,
        );
    },
});
