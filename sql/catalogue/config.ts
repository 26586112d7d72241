import { type Column, namesOf, type Part, relation } from "./types";

const config = {
    key: { level: 0, holds: "name of the setting." },
    value_type: { level: 0, holds: "text, int, bool, interval or json." },
    value: { level: 0, holds: "its value, as text of that type." },
    minimum: { level: 0, holds: "least value of an int." },
    maximum: { level: 0, holds: "greatest value of an int." },
    description: { level: 0, holds: "what it decides." },
    version: { level: 0, holds: "counts its values." },
    changed_at: { level: 0, holds: "when it got this value." },
    changed_by: { level: 0, holds: "login role that gave it this value." },
    reason: { level: 0, holds: "why." },
} as const satisfies Readonly<Record<string, Column>>;

const { key, version, value, changed_at, changed_by, reason } = config;
const history = { key, version, value, changed_at, changed_by, reason };

/** How the platform is set. */
export const CONFIG: Part = {
    relations: {
        "pii.system_config": relation({
            kind: "table",
            purpose: "One row per setting of the platform.",
            columns: config,
            rights: { pii_auditor: { select: namesOf(config) } },
        }),
        "pii.system_config_history": relation({
            kind: "table",
            purpose: "One row per value that a setting has had, the present one included.",
            columns: history,
            rights: { pii_auditor: { select: namesOf(history) } },
        }),
    },
    routines: {
        // Whoever can set how long the audit trail is kept can end it: so that is the owner's.
        "pii.set_config_value(text, text, text)": {
            purpose: "Changes a setting, and says why.",
            execute: [],
        },
        "pii.log_config()": { purpose: "Logs changes, and keeps every value.", execute: [] },
    },
};
