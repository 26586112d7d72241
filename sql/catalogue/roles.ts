/** Schema of the personal data. */
export const SCHEMA = "pii";

/** Owns the schemas and everything in them; nobody logs in as it. */
export const OWNER = "pii_owner";

/**
 * What a person or program may do, as roles that cannot log in themselves. The catalogue says what
 * each may do with what.
 */
export const GROUP_ROLES = [
    /** Reads what is of PII level 1. */
    "pii_reader",
    /** Reads what is of PII level 1 masked, and nothing else. */
    "pii_analyst",
    /** Adds and changes personal data. */
    "pii_writer",
    /** Reads ciphertexts, one person's at a time, each time leaving a trace in the audit trail. */
    "pii_decryptor",
    /** Reads the audit trail and what became of the keys, and no personal data of users. */
    "pii_auditor",
    /** Rotates keys. */
    "pii_rotator",
    /** Looks after the schema, and reads no personal data. */
    "pii_caretaker",
] as const;

export type GroupRole = (typeof GROUP_ROLES)[number];

/** Limits of the sessions of a role that logs in, in milliseconds. */
interface Limits {
    /** Longest statement. */
    readonly statement: number;
    /** Longest pause within a transaction, which holds locks and keeps vacuum back. */
    readonly idleInTransaction: number;
    /** Longest pause between transactions. */
    readonly idle: number;
    /** Longest wait for a lock. */
    readonly lock: number;
}

/** A role that logs in. */
export interface LoginRole {
    readonly name: string;
    /** `pg_monitor` is PostgreSQL's own: it sees statistics and what sessions do. */
    readonly groups: readonly (GroupRole | "pg_monitor")[];
    /** By a short-lived IAM token, or by a generated password that only Secrets Manager knows. */
    readonly login: "iam" | "password";
    /** Most sessions at once. */
    readonly connectionLimit: number;
    readonly limits: Limits;
}

const MINUTE = 60_000;

/** As whom the database-access function logs in (docs/database-access.md); nobody else does. */
export const ACCESS_ROLE = "pii_access";

export const LOGIN_ROLES: readonly LoginRole[] = [
    {
        name: "pii_app",
        groups: ["pii_reader", "pii_writer", "pii_decryptor"],
        login: "iam",
        connectionLimit: 100,
        limits: {
            statement: 30_000,
            idleInTransaction: MINUTE,
            // Longer than pools, and RDS Proxy with its 30 minutes, keep a connection for nothing.
            idle: 60 * MINUTE,
            lock: 5000,
        },
    },
    {
        name: "pii_report",
        groups: ["pii_analyst"],
        login: "iam",
        connectionLimit: 10,
        limits: {
            statement: 5 * MINUTE,
            idleInTransaction: MINUTE,
            idle: 30 * MINUTE,
            lock: 5000,
        },
    },
    {
        // Auditors' tools seldom speak IAM.
        name: "pii_audit",
        groups: ["pii_auditor"],
        login: "password",
        connectionLimit: 5,
        limits: {
            statement: 5 * MINUTE,
            idleInTransaction: MINUTE,
            idle: 30 * MINUTE,
            lock: 5000,
        },
    },
    {
        name: "pii_rotation",
        groups: ["pii_rotator"],
        login: "iam",
        connectionLimit: 5,
        limits: {
            // A batch, which keeps its locks to its end.
            statement: MINUTE,
            idleInTransaction: MINUTE,
            // Between two batches the keys are at work.
            idle: 15 * MINUTE,
            lock: 2000,
        },
    },
    {
        name: ACCESS_ROLE,
        groups: ["pii_caretaker", "pg_monitor"],
        login: "iam",
        connectionLimit: 5,
        // Each of its statements has shorter limits of its own.
        limits: {
            statement: MINUTE,
            idleInTransaction: MINUTE,
            idle: 5 * MINUTE,
            lock: 5000,
        },
    },
];

/** What stands in the path after the schema cannot capture a name that the schema has. */
export const SEARCH_PATH: readonly string[] = [SCHEMA, "pg_temp"];
