import type { Mistake } from "../mistake";
import { SECURED } from "./secured-parameters";

/** Values by PostgreSQL's own parameter names. True and false stand for 1 and 0. */
export type ParameterOverrides = Readonly<Record<string, string | number | boolean>>;

interface Tunable {
    readonly fits: (value: string) => boolean;
    /** What fits, in words. */
    readonly allowed: string;
    /** Read at start only: a change waits for a reboot. */
    readonly isStatic?: true;
    /** Aurora's own value. RDS keeps it as one that waits for a reboot, whatever is asked for. */
    readonly byDefault?: string;
}

const isStatic = true;

const MOST = 2147483647;

const range = (low: number, high: number, unit: string, fits: (value: number) => boolean) => ({
    fits: (value: string) =>
        value.trim() !== "" && Number(value) >= low && Number(value) <= high && fits(Number(value)),
    allowed: `from ${low} to ${high}${unit && ` ${unit}`}`,
});
const whole = (low: number, high: number, unit = "") => range(low, high, unit, Number.isInteger);
const fraction = (low: number, high: number) => range(low, high, "", () => true);
const SWITCH = {
    fits: (value: string) => value === "0" || value === "1",
    allowed: "true or false",
};

/** Time limits and thresholds, in milliseconds; 0 is none. */
const MILLISECONDS = whole(0, MOST, "milliseconds");

/**
 * What a configuration may tune, of the some 400 parameters that Aurora PostgreSQL has: none that
 * weakens the audit, the TLS or what the log gives away.
 * Which are static: `aws rds describe-engine-default-cluster-parameters`.
 */
export const TUNABLE: Readonly<Record<string, Tunable>> = {
    autovacuum_analyze_scale_factor: { ...fraction(0, 100), byDefault: "0.05" },
    autovacuum_max_workers: { ...whole(1, 262143), isStatic },
    autovacuum_vacuum_scale_factor: { ...fraction(0, 100), byDefault: "0.1" },
    deadlock_timeout: { ...whole(1, MOST, "milliseconds"), byDefault: "1000" },
    default_statistics_target: { ...whole(1, 10000), byDefault: "100" },
    effective_cache_size: whole(1, MOST, "pages of 8 kB"),
    idle_in_transaction_session_timeout: { ...MILLISECONDS, byDefault: "86400000" },
    idle_session_timeout: { ...MILLISECONDS, byDefault: "0" },
    lock_timeout: { ...MILLISECONDS, byDefault: "0" },
    log_autovacuum_min_duration: { ...whole(-1, MOST, "milliseconds"), byDefault: "10000" },
    log_lock_waits: { ...SWITCH, byDefault: "0" },
    // Not 0: the text of every statement would be logged.
    log_min_duration_statement: {
        fits: (value) => value === "-1" || whole(100, MOST).fits(value),
        allowed: `-1, for none, or from 100 to ${MOST} milliseconds`,
        byDefault: "-1",
    },
    log_temp_files: { ...whole(-1, MOST, "kB"), byDefault: "-1" },
    maintenance_work_mem: whole(1024, MOST, "kB"),
    max_connections: { ...whole(6, 262143), isStatic },
    max_locks_per_transaction: { ...whole(10, MOST), isStatic },
    max_parallel_workers: whole(0, 1024),
    max_parallel_workers_per_gather: whole(0, 1024),
    max_prepared_transactions: { ...whole(0, 262143), isStatic },
    max_replication_slots: { ...whole(5, 262143), isStatic },
    max_wal_senders: { ...whole(5, 262143), isStatic },
    max_worker_processes: { ...whole(0, 262143), isStatic },
    "pg_stat_statements.max": { ...whole(100, MOST), isStatic },
    random_page_cost: { ...fraction(0, MOST), byDefault: "4" },
    "rds.log_retention_period": { ...whole(1440, 10080, "minutes"), byDefault: "4320" },
    "rds.logical_replication": { ...SWITCH, isStatic },
    statement_timeout: { ...MILLISECONDS, byDefault: "0" },
    tcp_keepalives_count: whole(0, MOST),
    tcp_keepalives_idle: whole(0, MOST, "seconds"),
    tcp_keepalives_interval: whole(0, MOST, "seconds"),
    temp_buffers: whole(100, 1073741823, "pages of 8 kB"),
    temp_file_limit: { ...whole(-1, MOST, "kB"), byDefault: "-1" },
    track_activity_query_size: { ...whole(100, 1048576, "bytes"), isStatic },
    track_io_timing: { ...SWITCH, byDefault: "1" },
    vacuum_cost_limit: whole(1, 10000),
    wal_sender_timeout: whole(0, 3600000, "milliseconds"),
    work_mem: whole(64, MOST, "kB"),
};

/** A value as AWS takes it. */
export function parameterText(value: string | number | boolean): string {
    return typeof value === "boolean" ? String(Number(value)) : String(value);
}

/** What is wrong in `overrides`: names that are not to be tuned, and values that do not fit. */
export function overrideMistakes(overrides: ParameterOverrides): Mistake[] {
    return Object.entries(overrides).flatMap(([name, got]) => {
        const where = `parameters.${name}`;
        const advice = overrideAdvice(name, parameterText(got));
        return advice === undefined ? [] : [{ where, got, advice }];
    });
}

function overrideAdvice(name: string, value: string): string | undefined {
    const secured = Object.hasOwn(SECURED, name) ? SECURED[name] : undefined;
    if (secured !== undefined) {
        return `must not be set: it is ${secured.value} in every cluster, because ${secured.why}`;
    }
    const tunable = Object.hasOwn(TUNABLE, name) ? TUNABLE[name] : undefined;
    if (tunable === undefined) {
        return `must not be set: what can be tuned is ${Object.keys(TUNABLE).join(", ")}`;
    }
    return tunable.fits(value) ? undefined : `must be ${tunable.allowed}`;
}
