/** Schema of the personal data. */
export const SCHEMA = "pii";

/** Owns the schema and everything in it; nobody logs in as it. */
export const OWNER = "pii_owner";

/**
 * What a person or program may do, as roles that cannot log in themselves.
 * Their rights on tables and columns are part of the migrations that make those.
 */
export const GROUP_ROLES = [
    /** Reads what is of PII level 1. */
    "pii_reader",
    /** Adds and changes personal data. */
    "pii_writer",
    /** Reads the audit trail and no personal data. */
    "pii_auditor",
    /** Looks after the schema, and reads no personal data. */
    "pii_caretaker",
] as const;

export type GroupRole = (typeof GROUP_ROLES)[number];

/** A role that logs in. */
export interface LoginRole {
    readonly name: string;
    /** `pg_monitor` is PostgreSQL's own: it sees statistics and what sessions do. */
    readonly groups: readonly (GroupRole | "pg_monitor")[];
    /** By a short-lived IAM token, or by a generated password that only Secrets Manager knows. */
    readonly login: "iam" | "password";
    readonly connectionLimit: number;
    /** Longest statement, in milliseconds. */
    readonly statementTimeout: number;
}

/** As whom the database-access function logs in (docs/database-access.md); nobody else does. */
export const ACCESS_ROLE = "pii_access";

export const LOGIN_ROLES: readonly LoginRole[] = [
    {
        name: "pii_app",
        groups: ["pii_reader", "pii_writer"],
        login: "iam",
        connectionLimit: 100,
        statementTimeout: 30_000,
    },
    {
        name: "pii_report",
        groups: ["pii_reader"],
        login: "iam",
        connectionLimit: 10,
        statementTimeout: 300_000,
    },
    {
        // Auditors' tools seldom speak IAM.
        name: "pii_audit",
        groups: ["pii_auditor"],
        login: "password",
        connectionLimit: 5,
        statementTimeout: 300_000,
    },
    {
        name: ACCESS_ROLE,
        groups: ["pii_caretaker", "pg_monitor"],
        login: "iam",
        connectionLimit: 5,
        // Each of its statements has a shorter limit of its own.
        statementTimeout: 60_000,
    },
];

/** The roles that people and programs log in as with an IAM token. */
export const IAM_ROLES: readonly string[] = LOGIN_ROLES.filter(
    ({ name, login }) => login === "iam" && name !== ACCESS_ROLE,
).map(({ name }) => name);
