import { type Column, namesOf, type Part, relation } from "./types";

const keys = {
    id: { level: 0, holds: "names this version of the key in the other tables." },
    key_type: { level: 0, holds: "kms, or application for the application's own key." },
    level: { level: 0, holds: "PII level of what is encrypted under it." },
    version: { level: 0, holds: "counts the versions of one key." },
    identifier: {
        level: 0,
        holds: "where the key is: ARN of a KMS key, or the name by which the application finds it.",
    },
    status: { level: 0, holds: "pending, active, retiring or retired." },
    created_at: { level: 0, holds: "when the row was made." },
    retired_at: { level: 0, holds: "since when nothing is encrypted under it." },
    keep_until: { level: 0, holds: "until when it must be able to decrypt what backups hold." },
} as const satisfies Readonly<Record<string, Column>>;

const metadata = {
    user_id: { level: 0, holds: "whose field it is." },
    encrypted_at: { level: 0, holds: "when it was last encrypted." },
    level: { level: 0, holds: "PII level of the field." },
    kms_key: { level: 0, holds: "the KMS key that it is encrypted under." },
    app_key: { level: 0, holds: "the application's key that it is encrypted under as well." },
    field: { level: 0, holds: "name of the field: that of its column, without _encrypted." },
} as const satisfies Readonly<Record<string, Column>>;

const stats = {
    level: metadata.level,
    fields: { level: 0, holds: "how many fields." },
    kms_key: metadata.kms_key,
    kms_key_version: { level: 0, holds: "version of that key." },
    kms_key_status: { level: 0, holds: "status of that key." },
    app_key: metadata.app_key,
    app_key_version: { level: 0, holds: "version of that key." },
    app_key_status: { level: 0, holds: "status of that key." },
} as const satisfies Readonly<Record<string, Column>>;

const TO_FIND_A_KEY = {
    select: ["id", "key_type", "level", "version", "identifier", "status"],
} as const;

/** Under which keys the fields of people are encrypted. */
export const METADATA: Part = {
    relations: {
        "pii.encryption_keys": relation({
            kind: "table",
            purpose: "One row per version of a key: never the key itself, but where it is.",
            columns: keys,
            rights: {
                pii_writer: TO_FIND_A_KEY,
                pii_decryptor: TO_FIND_A_KEY,
                pii_auditor: { select: namesOf(keys) },
                pii_rotator: { select: namesOf(keys) },
            },
        }),
        "pii.encryption_metadata": relation({
            kind: "table",
            purpose:
                "One row per encrypted field of a person: the keys that it is encrypted under.",
            columns: metadata,
            rights: {
                // It is written by the functions that write the ciphertexts.
                pii_auditor: { select: namesOf(metadata) },
            },
        }),
        "pii.encryption_stats": relation({
            kind: "view",
            purpose: "How many fields are encrypted, by level and keys.",
            columns: stats,
            rights: { pii_auditor: { select: namesOf(stats) } },
        }),
    },
    routines: {
        "pii.log_keys()": { purpose: "Logs new keys and changes of their status.", execute: [] },
        "pii.log_metadata()": {
            purpose: "Logs what is inserted, updated and deleted; refuses keys that are none.",
            execute: [],
        },
        "pii.refuse_statement()": { purpose: "Refuses what must not be done.", execute: [] },
    },
};
