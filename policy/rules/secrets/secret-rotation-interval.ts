import { rule } from "../../rule";
import { longestWait } from "../../schedules";

export const secretRotationInterval = rule({
    name: "secret-rotation-interval",
    description: "Secrets that are rotated are rotated often enough.",
    why: "The longer a password is good, the longer a stolen one is.",
    severity: "medium",
    remediation:
        "Set rotationRules.automaticallyAfterDays, or a scheduleExpression, to no more than the number of days asked for.",
    frameworks: {
        fsbp: ["SecretsManager.4"],
        pci: ["8.3.9"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-4",
    settings: {
        days: {
            type: "integer",
            minimum: 1,
            maximum: 1000,
            default: 90,
            description: "most days from one rotation to the next",
        },
    },
    types: ["aws:secretsmanager/secretRotation:SecretRotation"],
    check: (rotation, { days }) => {
        const isOften = (wait: unknown) => typeof wait === "number" && wait <= days;
        const message = (got: string) => `rotates after ${got}; make that ${days} days or less`;
        if (rotation.has("rotationRules.scheduleExpression")) {
            rotation.must(
                "rotationRules.scheduleExpression",
                // Nobody but AWS can say what is wrong with one that is none.
                (schedule) => isOften(longestWait(String(schedule)) ?? 0),
                message,
            );
        } else {
            rotation.must(
                "rotationRules.automaticallyAfterDays",
                (wait) => wait === undefined || isOften(wait),
                message,
            );
        }
    },
});
