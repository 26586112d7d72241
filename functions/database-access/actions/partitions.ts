import type { Connector } from "../connector";
import type { Query } from "../database";

/** Making or dropping one takes a moment; its lock must wait for whoever is at work on the table. */
const PATIENCE = { statementMs: 15_000, lockMs: 5000 };

/**
 * The database's own functions: each answers the names of the partitions that it made or dropped,
 * and itself decides which those are. The login needs EXECUTE on them, and no right on the tables.
 */
const CREATE = "create_audit_partitions";
const DROP = "drop_expired_audit_partitions";

/**
 * Makes the partitions of the audit trail that will be needed, then drops those that are past their
 * time. What is not there yet is a state, not an error. Can be done again at any time.
 */
export async function partitions(connector: Connector, remainingMs: () => number) {
    return connector.use("writer", remainingMs, async (database) => ({
        // The first is done even where the second fails.
        created: await database.write(PATIENCE, (query) => called(query, CREATE)),
        dropped: await database.write(PATIENCE, (query) => called(query, DROP)),
    }));
}

type Called =
    { readonly state: "done"; readonly partitions: string[] } | { readonly state: "not-there-yet" };

async function called(query: Query, name: typeof CREATE | typeof DROP): Promise<Called> {
    const found = await query(
        `select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'pii' and p.proname = $1 and p.pronargs = 0`,
        [name],
    );
    if (found.length === 0) {
        return { state: "not-there-yet" };
    }
    const rows = await query<{ partition: string }>(
        `select partition::text from pii.${name}() as partition`,
    );
    return { state: "done", partitions: rows.map(({ partition }) => partition) };
}
