import { escapeLiteral } from "pg";
import { columnComment, relationsOf } from "../catalogue/derived";
import type { Catalogue } from "../catalogue/types";
import type { Live } from "./live";

/**
 * Statements that make the comments say what the catalogue says; of a relation that is not there
 * as it should be (`remade`) all.
 */
export function commentChanges(
    catalogue: Catalogue,
    live: Live,
    remade: ReadonlySet<string>,
): string[] {
    const changes: string[] = [];
    const comment = (what: string, text: string, now: string | null | undefined) => {
        if (now !== text && now !== undefined) {
            changes.push(`comment on ${what} is ${escapeLiteral(text)}`);
        }
    };
    for (const [name, { purpose }] of Object.entries(catalogue.schemas)) {
        comment(`schema ${name}`, purpose, live.schemas.get(name)?.comment);
    }
    const masked = maskedNames(catalogue);
    for (const [name, { kind, purpose, columns }] of relationsOf(catalogue)) {
        const found = live.relations.get(name);
        const isNew = remade.has(name);
        comment(`${kind} ${name}`, purpose, isNew ? null : found?.comment);
        for (const [column, entry] of Object.entries(columns)) {
            const now = isNew ? null : found?.columns.get(column)?.comment;
            comment(`column ${name}.${column}`, columnComment(entry, masked.has(name)), now);
        }
    }
    for (const [name, { purpose }] of Object.entries(catalogue.routines)) {
        comment(`routine ${name}`, purpose, live.routines.get(name)?.comment);
    }
    return changes;
}

function maskedNames(catalogue: Catalogue): Set<string> {
    return new Set(Object.values(catalogue.relations).flatMap(({ masked }) => masked?.name ?? []));
}
