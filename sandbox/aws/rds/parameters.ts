import { AwsError, list, oneOf, str } from "../../cloud/model";

/**
 * Parameters of Aurora PostgreSQL's cluster parameter groups that the sandbox knows: how a change
 * takes effect, and which values are allowed (a pattern, for each whole value).
 */
const SWITCH = /^[01]$/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const TEXT = /^.*$/s;

interface Parameter {
    /** Takes effect at a reboot only, so `immediate` is refused. */
    readonly isStatic?: true;
    readonly values: RegExp;
}

const isStatic = true;

const PARAMETERS: Readonly<Record<string, Parameter>> = {
    autovacuum_analyze_scale_factor: { values: NUMBER },
    autovacuum_max_workers: { values: NUMBER, isStatic },
    autovacuum_vacuum_scale_factor: { values: NUMBER },
    "auto_explain.log_min_duration": { values: NUMBER },
    checkpoint_timeout: { values: NUMBER },
    client_encoding: { values: TEXT },
    deadlock_timeout: { values: NUMBER },
    default_statistics_target: { values: NUMBER },
    effective_cache_size: { values: TEXT },
    idle_in_transaction_session_timeout: { values: NUMBER },
    idle_session_timeout: { values: NUMBER },
    lock_timeout: { values: NUMBER },
    log_autovacuum_min_duration: { values: NUMBER },
    log_connections: { values: SWITCH },
    log_disconnections: { values: SWITCH },
    log_duration: { values: SWITCH },
    log_error_verbosity: { values: /^(terse|default|verbose)$/ },
    log_hostname: { values: SWITCH },
    log_lock_waits: { values: SWITCH },
    log_min_duration_statement: { values: NUMBER },
    log_min_error_statement: { values: TEXT },
    log_min_messages: { values: TEXT },
    log_parameter_max_length: { values: NUMBER },
    log_parameter_max_length_on_error: { values: NUMBER },
    log_rotation_age: { values: NUMBER },
    log_statement: { values: /^(none|ddl|mod|all)$/ },
    log_temp_files: { values: NUMBER },
    maintenance_work_mem: { values: TEXT },
    max_connections: { values: TEXT, isStatic },
    max_locks_per_transaction: { values: NUMBER, isStatic },
    max_parallel_workers: { values: NUMBER },
    max_parallel_workers_per_gather: { values: NUMBER },
    max_prepared_transactions: { values: NUMBER, isStatic },
    max_replication_slots: { values: NUMBER, isStatic },
    max_wal_senders: { values: NUMBER, isStatic },
    max_worker_processes: { values: TEXT, isStatic },
    password_encryption: { values: /^(md5|scram-sha-256)$/ },
    "pg_stat_statements.max": { values: NUMBER, isStatic },
    "pg_stat_statements.track": { values: /^(none|top|all)$/i },
    "pgaudit.log": { values: /^-?[a-z_]+(,-?[a-z_]+)*$/ },
    "pgaudit.log_catalog": { values: SWITCH },
    "pgaudit.log_level": { values: TEXT },
    "pgaudit.log_parameter": { values: SWITCH },
    "pgaudit.log_relation": { values: SWITCH },
    "pgaudit.log_statement_once": { values: SWITCH },
    "pgaudit.role": { values: /^rds_pgaudit$/ },
    random_page_cost: { values: NUMBER },
    "rds.accepted_password_auth_method": { values: /^(md5\+scram|scram)$/ },
    "rds.force_autovacuum_logging_level": { values: TEXT },
    "rds.force_ssl": { values: SWITCH },
    "rds.log_retention_period": { values: NUMBER },
    "rds.logical_replication": { values: SWITCH, isStatic },
    "rds.restrict_password_commands": { values: SWITCH, isStatic },
    row_security: { values: SWITCH },
    search_path: { values: TEXT },
    session_replication_role: { values: /^(origin|replica|local)$/ },
    shared_buffers: { values: TEXT, isStatic },
    shared_preload_libraries: { values: /^[\w-]+(,[\w-]+)*$/, isStatic },
    ssl_max_protocol_version: { values: /^TLSv1(\.[123])?$/ },
    ssl_min_protocol_version: { values: /^TLSv1(\.[123])?$/ },
    statement_timeout: { values: NUMBER },
    tcp_keepalives_count: { values: NUMBER },
    tcp_keepalives_idle: { values: NUMBER },
    tcp_keepalives_interval: { values: NUMBER },
    temp_buffers: { values: NUMBER },
    temp_file_limit: { values: NUMBER },
    timezone: { values: TEXT },
    track_activity_query_size: { values: NUMBER, isStatic },
    track_io_timing: { values: SWITCH },
    vacuum_cost_limit: { values: NUMBER },
    wal_sender_timeout: { values: NUMBER },
    work_mem: { values: TEXT },
};

/** One parameter, as the two kinds of parameter group take it. */
export interface ParameterInput {
    readonly name: string;
    readonly value: string;
    readonly applyMethod?: "immediate" | "pending-reboot";
}

/** The `parameters` input of a parameter group. */
export const parametersField = list(
    {
        name: str({ required: true }),
        value: str({ required: true }),
        applyMethod: str({ check: oneOf("immediate", "pending-reboot") }),
    },
    { check: (values) => firstRepeated(values as readonly ParameterInput[]) },
);

/** What RDS refuses when it is asked to set `parameters`. */
export function checkParameters(parameters: readonly ParameterInput[]): void {
    for (const { name, value, applyMethod = "immediate" } of parameters) {
        const known = PARAMETERS[name];
        if (known === undefined) {
            throw new AwsError(
                "InvalidParameterValue",
                `Could not find parameter with name: ${name} (if Aurora PostgreSQL does have it, ` +
                    "add it in sandbox/aws/rds/parameters.ts)",
            );
        }
        if (!known.values.test(value)) {
            throw new AwsError(
                "InvalidParameterValue",
                `Invalid parameter value: ${value} for: ${name}; allowed is ${String(known.values)}`,
            );
        }
        if (known.isStatic && applyMethod === "immediate") {
            throw new AwsError(
                "InvalidParameterCombination",
                `cannot use immediate apply method for static parameter ${name}; ` +
                    'set applyMethod to "pending-reboot"',
            );
        }
    }
}

function firstRepeated(parameters: readonly ParameterInput[]): string | undefined {
    const names = parameters.map(({ name }) => name);
    const repeated = names.find((name, i) => names.indexOf(name) < i);
    return repeated === undefined ? undefined : `names the parameter ${repeated} twice`;
}
