/** A parameter that protects the data: its value, and why it is that one. */
interface Secured {
    readonly value: string;
    readonly why: string;
}

/**
 * What every cluster of ours has, and no configuration changes. By PostgreSQL's own names, with
 * values as AWS takes them. Set explicitly even where it is a default of some version.
 */
export const SECURED: Readonly<Record<string, Secured>> = {
    // AWS's default is off up to version 16.
    "rds.force_ssl": { value: "1", why: "no connection goes without TLS" },
    ssl_min_protocol_version: { value: "TLSv1.2", why: "older versions of TLS are broken" },
    password_encryption: { value: "scram-sha-256", why: "MD5 hashes of passwords can be replayed" },
    log_connections: { value: "1", why: "the audit must show who came" },
    log_disconnections: { value: "1", why: "the audit must show who left" },
    log_statement: { value: "ddl", why: "the text of other statements may hold personal data" },
    log_parameter_max_length: { value: "0", why: "values of a statement may be personal data" },
    log_parameter_max_length_on_error: {
        value: "0",
        why: "values of a statement may be personal data",
    },
    // The details of an error: "Key (email)=(...) already exists".
    log_error_verbosity: { value: "terse", why: "details of an error quote the row that it is in" },
    shared_preload_libraries: {
        value: "pg_stat_statements,pgaudit",
        why: "the audit and the statistics need both",
    },
    // Not "write" or "read".
    "pgaudit.log": {
        value: "ddl,role",
        why: "the text of other statements may hold personal data",
    },
    // The only name that RDS takes. What is granted to that role is audited, object by object.
    "pgaudit.role": { value: "rds_pgaudit", why: "it is the only role that RDS audits by" },
};
