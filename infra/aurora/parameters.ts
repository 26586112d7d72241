/** How far the database's memory and planner settings go beyond AWS's defaults (seed 004). */
export const TUNINGS = ["minimal", "medium", "optimized"] as const;

export type Tuning = (typeof TUNINGS)[number];

/** Values by PostgreSQL's own parameter names, as AWS takes them: text, lists without spaces. */
type Parameters = Readonly<Record<string, string>>;

/** What every cluster of ours has. Set explicitly even where it is a default of some version. */
const HARDENED: Parameters = {
    // Refuses connections without TLS. AWS's default is off up to version 16.
    "rds.force_ssl": "1",
    ssl_min_protocol_version: "TLSv1.2",
    password_encryption: "scram-sha-256",
    log_connections: "1",
    log_disconnections: "1",
    log_statement: "ddl",
    // Milliseconds. Statements slower than that are logged, without their parameters' values:
    log_min_duration_statement: "1000",
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
    shared_preload_libraries: "pg_stat_statements,pgaudit",
    // Not "write" or "read": the text of such statements may hold personal data.
    "pgaudit.log": "ddl,role",
    // Milliseconds. A forgotten transaction keeps locks and stops vacuum.
    idle_in_transaction_session_timeout: "60000",
};

const TUNED: Readonly<Record<Tuning, Parameters>> = {
    minimal: {},
    medium: {
        // kB per sort or hash; the default of 4 MB spills reports to disk.
        work_mem: "16384",
        // Aurora's storage has no seek cost, so an index is worth more than PostgreSQL thinks.
        random_page_cost: "1.1",
    },
    optimized: {
        work_mem: "32768",
        random_page_cost: "1.1",
        // kB; index builds and vacuum of large tables in one pass.
        maintenance_work_mem: "524288",
        track_io_timing: "1",
        // Share of a table that may be dead before vacuum comes; 0.2 is much of a large table.
        autovacuum_vacuum_scale_factor: "0.05",
        autovacuum_analyze_scale_factor: "0.02",
    },
};

/** The parameters of a cluster parameter group, sorted by name. */
export function clusterParameters(tuning: Tuning) {
    return [
        // Legal for static and dynamic parameters alike; "immediate" is refused for static ones.
        ...parameters(HARDENED, "pending-reboot"),
        // All of these are dynamic; nobody would reboot for them, and Pulumi cannot.
        ...parameters(TUNED[tuning], "immediate"),
    ].sort((a, b) => a.name.localeCompare(b.name));
}

function parameters(values: Parameters, applyMethod: "immediate" | "pending-reboot") {
    return Object.entries(values).map(([name, value]) => ({ name, value, applyMethod }));
}
