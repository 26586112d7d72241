import { rule } from "../../rule";

export const iamRoleSessionDuration = rule({
    name: "iam-role-session-duration",
    description: "Sessions of a role end after a few hours.",
    why: "Stolen credentials of a session work until it ends, whatever is changed in the meantime.",
    severity: "low",
    remediation:
        "Set maxSessionDuration to the seconds that the work takes, or leave it at AWS's hour.",
    frameworks: { pci: ["8.2.8"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html",
    settings: {
        maxHours: {
            type: "integer",
            minimum: 1,
            maximum: 12,
            default: 4,
            description: "longest session of a role, in hours",
        },
    },
    types: ["aws:iam/role:Role"],
    check: (role, { maxHours }) => {
        role.must(
            "maxSessionDuration",
            // AWS's own default is an hour.
            (seconds) => Number(seconds ?? 3600) <= maxHours * 3600,
            (seconds) => `maxSessionDuration is ${seconds} seconds; set at most ${maxHours * 3600}`,
        );
    },
});
