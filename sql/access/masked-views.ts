import { isDeepStrictEqual } from "node:util";
import type { Client } from "pg";
import { maskedQuery, relationsOf } from "../catalogue/derived";
import type { Catalogue } from "../catalogue/types";
import type { Live } from "./live";

/** What every masked view is, and nothing else: conditions of who reads it come after its own. */
const OPTIONS = ["security_barrier=true"];

interface ViewChanges {
    readonly statements: readonly string[];
    /** Views that the statements make. */
    readonly remade: ReadonlySet<string>;
}

/** What makes the masked views as the catalogue says, where they are not. */
export async function viewChanges(
    client: Client,
    catalogue: Catalogue,
    live: Live,
): Promise<ViewChanges> {
    const statements: string[] = [];
    const remade = new Set<string>();
    const relations = relationsOf(catalogue);
    for (const [name, relation] of Object.entries(catalogue.relations)) {
        const view = relation.masked?.name;
        const table = live.relations.get(name);
        const columns = Object.keys(relation.columns);
        if (view === undefined || !columns.every((column) => table?.columns.has(column))) {
            continue;
        }
        const query = maskedQuery(name, relation);
        const found = live.relations.get(view);
        const shown = Object.keys(relations.get(view)?.columns ?? {});
        const isCurrent =
            found?.relkind === "v" &&
            isDeepStrictEqual(found.options, OPTIONS) &&
            isDeepStrictEqual([...found.columns.keys()], shown) &&
            isDeepStrictEqual(
                await plan(client, `select * from ${view}`),
                await plan(client, `select * from (${query}) as masked`),
            );
        if (!isCurrent) {
            if (found !== undefined) {
                statements.push(`drop view ${view}`);
            }
            statements.push(`create view ${view} with (${OPTIONS.join()}) as ${query}`);
            remade.add(view);
        }
    }
    return { statements, remade };
}

/**
 * What the server would do for `query`, with every expression: the same for a view and for the query
 * that it was made of. The text that it keeps of a view differs from that, and between versions.
 */
async function plan(client: Client, query: string): Promise<unknown> {
    const { rows } = await client.query<{ "QUERY PLAN": readonly [{ readonly Plan: unknown }] }>(
        `explain (verbose, costs off, format json) ${query}`,
    );
    // Beside it stands, with pg_stat_statements, a number of the text.
    return rows[0]?.["QUERY PLAN"][0].Plan;
}
