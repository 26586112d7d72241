import type { Connector } from "../connector";
import type { Database, Query } from "../database";
import { failure, type FailureCode } from "../failures";
import { type AppliedMigration, appliedMigrations } from "../ledger";

const PATIENCE = { statementMs: 3000, lockMs: 1000 };

/** Aurora restarts a reader that falls a minute behind; this is on the way there. */
const MOST_LAG_MS = 30_000;

/** What one check found: fine or not, and what it is about. */
type Check = { readonly ok: boolean } & Readonly<Record<string, unknown>>;

export interface Health {
    /** All checks are fine. */
    readonly healthy: boolean;
    readonly checks: Readonly<Record<string, Check>>;
}

/**
 * Whether the database can be reached, over TLS, and is as it should be. Something that is wrong is
 * an answer and not an error; what one check meets does not keep the others from being made.
 */
export async function health(connector: Connector, remainingMs: () => number): Promise<Health> {
    const start = performance.now();
    const checks: Record<string, Check> = {};
    try {
        const { schemaVersion } = await connector.parameters();
        await connector.use("writer", remainingMs, async (database) => {
            checks.connection = { ok: true, milliseconds: Math.round(performance.now() - start) };
            checks.tls = await checked(database, tls);
            checks.replicas = await checked(database, replicas);
            checks.migrations = await checked(database, async (query) =>
                migrations(await appliedMigrations(query), schemaVersion),
            );
            checks.partitions = await checked(database, partitions);
        });
    } catch (error) {
        checks.connection = failed(error);
    }
    return { healthy: Object.values(checks).every(({ ok }) => ok), checks };
}

async function checked(
    database: Database,
    check: (query: Query) => Promise<Check>,
): Promise<Check> {
    try {
        return await database.read(PATIENCE, check);
    } catch (error) {
        return failed(error);
    }
}

function failed(error: unknown): { ok: false; code: FailureCode; hint: string } {
    const { code, message } = failure(error);
    return { ok: false, code, hint: message };
}

async function tls(query: Query): Promise<Check> {
    const [row] = await query<{ ssl: boolean; version: string | null; cipher: string | null }>(
        "select ssl, version, cipher from pg_catalog.pg_stat_ssl where pid = pg_backend_pid()",
    );
    return { ok: row?.ssl === true, version: row?.version, cipher: row?.cipher };
}

/** The readers of an Aurora cluster. A PostgreSQL that is none has no such function. */
async function replicas(query: Query): Promise<Check> {
    const found = await query(
        `select from pg_catalog.pg_proc
        where proname = 'aurora_replica_status' and pronamespace = 'pg_catalog'::regnamespace`,
    );
    if (found.length === 0) {
        return { ok: true, state: "not-aurora" };
    }
    const readers = await query<{ instance: string; lag_ms: number }>(
        `select server_id as instance, replica_lag_in_msec::float8 as lag_ms
        from pg_catalog.aurora_replica_status()
        where session_id <> 'MASTER_SESSION_ID' order by server_id`,
    );
    return { ok: readers.every(({ lag_ms }) => lag_ms <= MOST_LAG_MS), readers };
}

function migrations(
    applied: AppliedMigration[] | "not-there-yet" | "not-allowed",
    deployed: string | undefined,
): Check {
    if (applied === "not-there-yet") {
        // Nothing is missing before the first deployment.
        return { ok: deployed === undefined, state: applied, deployed };
    }
    if (applied === "not-allowed") {
        return { ok: false, state: applied, deployed };
    }
    const newest = applied.at(-1)?.name;
    if (deployed === undefined) {
        return { ok: true, state: "not-stated", newest };
    }
    // Behind after a restore to an earlier time; ahead where somebody migrated past the deployment.
    const state = newest === deployed ? "current" : (newest ?? "") < deployed ? "behind" : "ahead";
    return { ok: state === "current", state, newest, deployed };
}

/** Months, of this and the next one, for which the audit trail has no partition. */
const MISSING_MONTHS = `
    with bounds as (
        select coalesce(substring(bound from 'FROM \\(''([^'']+)''\\)')::timestamptz, '-infinity') as low,
            coalesce(substring(bound from 'TO \\(''([^'']+)''\\)')::timestamptz, 'infinity') as high
        from pg_catalog.pg_inherits i
            join pg_catalog.pg_class c on c.oid = i.inhrelid,
            pg_get_expr(c.relpartbound, c.oid) as bound
        where i.inhparent = $1 and bound <> 'DEFAULT'
    )
    select to_char(month, 'YYYY-MM') as month
    from generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '1 month',
        interval '1 month') as month
    where not exists (
        select from bounds where low <= month and high >= month + interval '1 month'
    )
    order by month`;

async function partitions(query: Query): Promise<Check> {
    const [table] = await query<{ oid: number; partitioned: boolean }>(
        `select c.oid, c.relkind = 'p' as partitioned
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'pii' and c.relname = 'encryption_audit'`,
    );
    if (table === undefined) {
        return { ok: true, state: "not-there-yet" };
    }
    if (!table.partitioned) {
        return { ok: false, state: "not-partitioned" };
    }
    const missing = await query<{ month: string }>(MISSING_MONTHS, [table.oid]);
    const months = missing.map(({ month }) => month);
    return months.length === 0
        ? { ok: true, state: "ready" }
        : { ok: false, state: "missing", months };
}
