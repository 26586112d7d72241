import type { Catalogue } from "../catalogue/types";
import type { Live, LiveObject, LiveRelation } from "./live";

const WRITE_ENTRY = "write its entry in sql/catalogue";

/** Kinds of relation, by `pg_class.relkind`. */
const KINDS: Readonly<Record<string, string>> = {
    r: "table",
    p: "table",
    v: "view",
    m: "materialized view",
    f: "foreign table",
    S: "sequence",
};

/**
 * Where `catalogue` and what is there contradict each other, each with what mends it. The masked views
 * are the catalogue's own to make, and partitions are their table's.
 */
export function mistakes(catalogue: Catalogue, live: Live, owner: string): string[] {
    const masked = Object.values(catalogue.relations).flatMap(({ masked }) => masked?.name ?? []);
    const relations = [...live.relations].filter(
        ([name, { isPartition }]) => !isPartition && !masked.includes(name),
    );
    return [
        ...compared("schema", catalogue.schemas, live.schemas),
        ...relations.flatMap(([name, found]) => unknownRelation(catalogue, name, found)),
        ...Object.entries(catalogue.relations).flatMap(([name, relation]) =>
            missing(name, Object.keys(relation.columns), live.relations.get(name)),
        ),
        ...compared("function", catalogue.routines, live.routines),
        ...[...live.schemas, ...live.relations, ...live.routines].flatMap(([name, object]) =>
            object.owner === owner
                ? []
                : `${name} is of ${object.owner}; alter it to be owned by ${owner}`,
        ),
    ];
}

function unknownRelation(catalogue: Catalogue, name: string, found: LiveRelation): string[] {
    const kind = KINDS[found.relkind] ?? "";
    if (kind === "sequence") {
        return [
            `sequence ${name} is of no identity column; make the column "generated always as identity"`,
        ];
    }
    const entry = catalogue.relations[name];
    if (entry === undefined) {
        return [`${kind} ${name} is not in the catalogue; ${WRITE_ENTRY}`];
    }
    const wrongKind =
        entry.kind === kind ? [] : [`${name} is a ${kind}, and a ${entry.kind} in the catalogue`];
    const unknown = [...found.columns.keys()]
        .filter((column) => entry.columns[column] === undefined)
        .map((column) => `column ${name}.${column} is not in the catalogue; ${WRITE_ENTRY}`);
    return [...wrongKind, ...unknown];
}

function missing(
    name: string,
    columns: readonly string[],
    found: LiveRelation | undefined,
): string[] {
    if (found === undefined) {
        return [`${name} is in the catalogue, and not in the database; ${TAKE_OUT}`];
    }
    return columns
        .filter((column) => !found.columns.has(column))
        .map(
            (column) =>
                `column ${name}.${column} is in the catalogue, and not in the database; ${TAKE_OUT}`,
        );
}

const TAKE_OUT = "take it out of sql/catalogue, or write the migration that makes it";

function compared(
    kind: string,
    entries: Readonly<Record<string, unknown>>,
    found: ReadonlyMap<string, LiveObject>,
): string[] {
    return [
        ...[...found.keys()]
            .filter((name) => entries[name] === undefined)
            .map((name) => `${kind} ${name} is not in the catalogue; ${WRITE_ENTRY}`),
        ...Object.keys(entries)
            .filter((name) => !found.has(name))
            .map(
                (name) =>
                    `${kind} ${name} is in the catalogue, and not in the database; ${TAKE_OUT}`,
            ),
    ];
}
