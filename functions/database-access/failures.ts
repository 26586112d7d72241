import { DatabaseError } from "pg";

/** Everything that can go wrong, with what to look at. No hint holds a value or a secret. */
const HINTS = {
    misconfigured: "the function's environment variables are not what it needs",
    refused: "the event is not one that this function knows",
    parameters:
        "connection parameters cannot be read: look at the role's ssm:GetParameters, at the endpoint ssm of the network, and whether the layer aurora has been deployed",
    secret: "the login's secret cannot be read: look at the role's secretsmanager:GetSecretValue and kms:Decrypt, and at the endpoint secretsmanager of the network",
    token: "no login token could be signed: the function has no credentials of its role",
    "host-not-found": "the host's name does not resolve: the cluster or proxy may be gone",
    unreachable:
        "nothing takes connections at host and port: look at the cluster's state and at the flow matrix",
    "connect-timeout":
        "host and port do not answer: look at security groups and network ACLs, and whether the cluster is paused or overloaded",
    "tls-off": "the server offers no TLS; nothing was sent to it",
    certificate:
        "the server's certificate is not of RDS in this region, is out of date, or names another host; nothing was sent to it",
    "login-refused":
        "the database refused the login: the role must exist and, for an IAM token, be a member of rds_iam, and the function's rds-db:connect must name it",
    "no-database": "the database is not there: look at the parameter name",
    "too-many-connections":
        "the database takes no more connections: run diagnostics activity on it once it does",
    starting: "the database is starting, stopping or failing over: try again in a minute",
    "statement-timeout": "a statement took longer than it may",
    "lock-timeout": "a lock was not to be had: diagnostics locks says who holds it",
    "not-allowed": "the login lacks a right that this action needs",
    "connection-lost": "the connection broke while it was in use: a failover does that",
    "no-answer": "the server stopped answering on an open connection",
    "out-of-time": "the invocation's time is up",
    database: "the database reported an error",
    unexpected: "an error that this function does not know: its type is in the log",
} as const;

export type FailureCode = keyof typeof HINTS;

/**
 * A failure as the caller and the log may see it: a code, and what to look at. It holds neither the
 * error that caused it nor that error's text, in which there may be values of the database.
 */
export class Failure extends Error {
    /** @param detail what is known beyond the code; never text from outside this function */
    constructor(
        readonly code: FailureCode,
        detail?: string,
    ) {
        super(detail === undefined ? HINTS[code] : `${HINTS[code]}: ${detail}`);
        // Lambda tells it the caller as `errorType`.
        this.name = code;
    }
}

/** By SQLSTATE (https://www.postgresql.org/docs/16/errcodes-appendix.html). */
const BY_SQLSTATE: Readonly<Record<string, FailureCode>> = {
    "28000": "login-refused",
    "28P01": "login-refused",
    "3D000": "no-database",
    "42501": "not-allowed",
    "53300": "too-many-connections",
    "55P03": "lock-timeout",
    "57014": "statement-timeout",
    "57P01": "connection-lost",
    "57P02": "connection-lost",
    "57P03": "starting",
};

const BY_ERRNO: Readonly<Record<string, FailureCode>> = {
    EAI_AGAIN: "host-not-found",
    ENOTFOUND: "host-not-found",
    ECONNREFUSED: "unreachable",
    EHOSTUNREACH: "unreachable",
    ENETUNREACH: "unreachable",
    ETIMEDOUT: "connect-timeout",
    ECONNRESET: "connection-lost",
    EPIPE: "connection-lost",
    ERR_TLS_CERT_ALTNAME_INVALID: "certificate",
};

/** By the text of `pg`, which gives these errors no code. */
const BY_MESSAGE: Readonly<Record<string, FailureCode>> = {
    "timeout expired": "connect-timeout",
    "The server does not support SSL connections": "tls-off",
    "Connection terminated unexpectedly": "connection-lost",
    "Connection terminated": "connection-lost",
    "Client has encountered a connection error and is not queryable": "connection-lost",
    "Query read timeout": "no-answer",
};

/** OpenSSL's names of what is wrong with a certificate (X509_V_ERR_*), as Node has them. */
const CERTIFICATE = /^(CERT_|CRL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE)/;

/** What `error` means to the caller; nothing of its text is handed on. */
export function failure(error: unknown): Failure {
    if (error instanceof Failure) {
        return error;
    }
    if (error instanceof DatabaseError) {
        const code = BY_SQLSTATE[error.code ?? ""];
        return code === undefined
            ? new Failure("database", `SQLSTATE ${error.code ?? "unknown"}`)
            : new Failure(code);
    }
    const { code = "", message = "" } = error as { code?: string; message?: string };
    if (CERTIFICATE.test(code)) {
        return new Failure("certificate");
    }
    return new Failure(BY_ERRNO[code] ?? BY_MESSAGE[message] ?? "unexpected");
}
