import type { Connector, Side } from "../connector";
import { type QueryName, queryText } from "../queries";

const PATIENCE = { statementMs: 10_000, lockMs: 1000 };

/** One diagnosis of the fixed list, of the instance on that side. */
export async function diagnostics(
    connector: Connector,
    remainingMs: () => number,
    { query: name, target, limit }: { query: QueryName; target: Side; limit: number },
) {
    const rows = await connector.use(target, remainingMs, (database) =>
        database.read(PATIENCE, (query) => query(queryText(name), [limit])),
    );
    return { query: name, target, rows };
}
