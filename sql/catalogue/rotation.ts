import { type Column, namesOf, type Part, relation } from "./types";

const log = {
    id: { level: 0, holds: "names the rotation." },
    key_type: { level: 0, holds: "kms, or application for the application's own key." },
    level: { level: 0, holds: "PII level of the fields." },
    old_key: { level: 0, holds: "the key that they were under." },
    new_key: { level: 0, holds: "the key that they go to." },
    status: { level: 0, holds: "running, rolling_back, finished or rolled_back." },
    reason: { level: 0, holds: "why." },
    started_at: { level: 0, holds: "when it was started." },
    started_by: { level: 0, holds: "login role that started it." },
    finished_at: { level: 0, holds: "when it was over, one way or the other." },
    fields_total: { level: 0, holds: "how many fields were under the old key at the start." },
    fields_done: { level: 0, holds: "how many of them have been moved." },
    rollback_reason: { level: 0, holds: "why it was rolled back." },
    rollback_started_at: { level: 0, holds: "when the way back began." },
    rollback_started_by: { level: 0, holds: "login role that began it." },
    rollback_total: { level: 0, holds: "how many fields were under the new key then." },
    rollback_done: { level: 0, holds: "how many of them are back." },
} as const satisfies Readonly<Record<string, Column>>;

const summary = {
    key_type: log.key_type,
    level: log.level,
    rotations: { level: 0, holds: "how many there were." },
    under_way: { level: 0, holds: "how many have not ended." },
    finished: { level: 0, holds: "how many ended under the new key." },
    rolled_back: { level: 0, holds: "how many ended under the old key." },
    fields_done: { level: 0, holds: "how many fields were moved by all of them." },
    last_started_at: { level: 0, holds: "when the last one was started." },
    last_finished_at: { level: 0, holds: "when the last one was finished." },
    average_duration: { level: 0, holds: "how long those took that were finished." },
} as const satisfies Readonly<Record<string, Column>>;

const ALL = { select: namesOf(log) };

/** How keys are replaced. */
export const ROTATION: Part = {
    relations: {
        "pii.key_rotation_log": relation({
            kind: "table",
            purpose: "One row per rotation of a key, with how far it is; kept for good.",
            columns: log,
            rights: { pii_auditor: ALL, pii_rotator: ALL },
        }),
        "pii.key_rotation_summary": relation({
            kind: "view",
            purpose: "How often each kind of key was rotated, and how it went.",
            columns: summary,
            rights: {
                pii_auditor: { select: namesOf(summary) },
                pii_rotator: { select: namesOf(summary) },
            },
        }),
    },
    routines: {
        "pii.add_encryption_key(text, integer, text)": {
            purpose: "Makes a version of a key known.",
            execute: ["pii_rotator"],
        },
        "pii.start_key_rotation(integer, integer, text)": {
            purpose: "Begins a rotation from one key to another.",
            execute: ["pii_rotator"],
        },
        "pii.next_rotation_batch(bigint, integer, bigint[])": {
            purpose: "Hands out fields that a rotation has yet to move, which it logs.",
            execute: ["pii_rotator"],
        },
        "pii.record_rotated(bigint, integer, bigint[], text[], bytea[], bytea[])": {
            purpose: "Stores what a batch has become.",
            execute: ["pii_rotator"],
        },
        "pii.roll_back_key_rotation(bigint, text)": {
            purpose: "Turns a rotation round.",
            execute: ["pii_rotator"],
        },
        "pii.finish_key_rotation(bigint)": {
            purpose: "Ends a rotation of which nothing is left, and retires the key.",
            execute: ["pii_rotator"],
        },
        "pii.rotation_progress(bigint)": {
            purpose: "How far a rotation is.",
            execute: ["pii_auditor", "pii_rotator"],
        },
        "pii.open_rotation(bigint)": { purpose: "A rotation that is under way.", execute: [] },
        "pii.log_rotation(text, text, integer, integer)": {
            purpose: "Logs a step of a rotation.",
            execute: [],
        },
        "pii.place_of_key(integer)": {
            purpose: "How to find the fields under a key.",
            execute: [],
        },
        "pii.fields_under(integer)": {
            purpose: "How many fields are under a key.",
            execute: [],
        },
    },
};
