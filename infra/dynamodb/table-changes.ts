import type { Projection, TableSpec } from "../../tables/table-spec";
import type { Mistake } from "../mistake";
import type { PresentTable } from "./present-table";

const ANOTHER_TABLE =
    "a table keeps it for life; make another table, copy the items, then take this one away";

const ANOTHER_INDEX =
    "it would be gone until it is built anew; add an index under another name, let its readers change over, then take this one away";

/**
 * What of a spec its table cannot become: another key or local index would replace the table by an
 * empty one; another key or projection of a global index would take that away until it is built.
 */
export function changeMistakes(present: PresentTable, spec: TableSpec): Mistake[] {
    const { globalSecondaryIndexes: globals, localSecondaryIndexes: locals } = present;
    return [
        ...compared("key", words(keysOf(present)), words(spec.key), ANOTHER_TABLE),
        ...compared(
            "localIndexes",
            listed(
                locals.map((index) => [index.name, words({ ...keysOf(index), ...heldBy(index) })]),
            ),
            listed(
                Object.entries(spec.localIndexes ?? {}).map(([name, index]) => [
                    name,
                    words(index),
                ]),
            ),
            ANOTHER_TABLE,
        ),
        ...Object.entries(spec.indexes ?? {}).flatMap(([name, index]) => {
            const is = globals.find((other) => other.name === name);
            return is === undefined
                ? []
                : compared(
                      `indexes.${name}`,
                      words({ ...keysOf(is), ...heldBy(is) }),
                      words(index),
                      ANOTHER_INDEX,
                  );
        }),
    ];
}

function compared(where: string, is: string, got: string, advice: string): Mistake[] {
    return is === got ? [] : [{ where, got, advice: `must stay "${is}": ${advice}` }];
}

function keysOf(has: { readonly hashKey?: string; readonly rangeKey: string }) {
    return { hash: has.hashKey, range: has.rangeKey };
}

function heldBy(index: {
    readonly projectionType: string;
    readonly nonKeyAttributes: readonly string[];
}) {
    const { projectionType: type, nonKeyAttributes } = index;
    return { projection: type === "INCLUDE" ? nonKeyAttributes : (type as Projection) };
}

/** As one text, in which equal ones are the same. AWS tells of a missing key as an empty one. */
function words(of: {
    readonly hash?: string | undefined;
    readonly range?: string | undefined;
    readonly projection?: Projection;
}): string {
    const { projection } = of;
    return Object.entries({
        hash: of.hash,
        range: of.range,
        projection: typeof projection === "object" ? [...projection].sort().join("+") : projection,
    })
        .filter(([, value]) => value !== undefined && value !== "")
        .map(([what, value]) => `${what} ${value ?? ""}`)
        .join(", ");
}

function listed(indexes: [name: string, words: string][]): string {
    return indexes
        .map(([name, text]) => `${name}: ${text}`)
        .sort()
        .join("; ");
}
