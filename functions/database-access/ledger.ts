import type { Query } from "./database";

export interface AppliedMigration {
    readonly name: string;
    readonly applied_at: string;
    readonly duration_ms: number;
}

/** The migrations that were applied, in their order; or why that is not known. */
export async function appliedMigrations(
    query: Query,
): Promise<AppliedMigration[] | "not-there-yet" | "not-allowed"> {
    const [ledger] = await query<{ readable: boolean }>(`
        select has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
            as readable
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'pii_migrations' and c.relname = 'ledger'`);
    if (ledger === undefined) {
        return "not-there-yet";
    }
    if (!ledger.readable) {
        return "not-allowed";
    }
    return query<AppliedMigration>(`
        select name, duration_ms,
            to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as applied_at
        from pii_migrations.ledger order by name`);
}
