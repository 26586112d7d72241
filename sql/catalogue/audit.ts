import { type Column, namesOf, type Part, relation } from "./types";

const trail = {
    accessed_at: { level: 0, holds: "when it was done." },
    id: { level: 0, holds: "tells operations of one moment apart." },
    user_id: { level: 0, holds: "whose data; none where it is about keys or settings." },
    duration_ms: { level: 0, holds: "how long it took, in milliseconds." },
    kms_key: { level: 0, holds: "the KMS key that the fields are under now." },
    app_key: { level: 0, holds: "the application's key that they are under now." },
    old_kms_key: { level: 0, holds: "the KMS key that they were under before." },
    old_app_key: { level: 0, holds: "the application's key that they were under before." },
    success: { level: 0, holds: "whether it succeeded." },
    operation: { level: 0, holds: "what was done." },
    fields: { level: 0, holds: "names of the fields or settings it was done to; never values." },
    login_role: { level: 0, holds: "who logged in, as PostgreSQL says." },
    actor: {
        level: 1,
        holds: "on whose behalf, as the session claims in app.actor; often a person.",
    },
    purpose: { level: 0, holds: "code of what for." },
    error_code: { level: 0, holds: "why it failed, as a code." },
} as const satisfies Readonly<Record<string, Column>>;

const days = {
    day: { level: 0, holds: "day in UTC." },
    operation: { level: 0, holds: "what was done." },
    success: { level: 0, holds: "whether it succeeded." },
    operations: { level: 0, holds: "how often." },
} as const satisfies Readonly<Record<string, Column>>;

/** The audit trail, which grows and is written by nobody directly. */
export const AUDIT: Part = {
    relations: {
        "pii.encryption_audit": relation({
            kind: "table",
            purpose:
                "One row per operation on personal data, keys and settings: who, when, what, never a value.",
            columns: trail,
            rights: { pii_auditor: { select: namesOf(trail) } },
        }),
        "pii.audit_days": relation({
            kind: "table",
            purpose: "The audit trail counted by day, for days that are over; kept beyond it.",
            columns: days,
            rights: { pii_auditor: { select: namesOf(days) } },
        }),
        "pii.audit_summary": relation({
            kind: "view",
            purpose: "The audit trail counted by day, to the moment.",
            columns: days,
            rights: { pii_auditor: { select: namesOf(days) } },
        }),
    },
    routines: {
        "pii.log_operations(text[], bigint[], text[], text[], integer[], smallint[], smallint[])": {
            purpose: "Logs what the application encrypted and decrypted.",
            execute: ["pii_decryptor"],
        },
        "pii.keep_rows()": {
            purpose: "Refuses that anybody but the owner changes or removes what was logged.",
            execute: [],
        },
        "pii.create_audit_partitions()": {
            purpose: "Makes the partitions of the audit trail that will be needed.",
            execute: ["pii_caretaker"],
        },
        "pii.drop_expired_audit_partitions()": {
            purpose: "Drops the partitions of the audit trail that are past their time.",
            execute: ["pii_caretaker"],
        },
        "pii.close_audit_days()": {
            purpose: "Counts the days of the audit trail that are over.",
            execute: ["pii_caretaker"],
        },
        // The summary calls it with the rights of who reads it.
        "pii.first_open_moment()": {
            purpose: "Since when days of the audit trail have not been counted.",
            execute: ["pii_auditor"],
        },
    },
};
