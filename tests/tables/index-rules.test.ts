import assert from "node:assert/strict";
import { specMistakes } from "../../tables/mistakes";
import type { IndexSpec, LocalIndexSpec, TableSpec } from "../../tables/table-spec";
import { range, refuses, strings, told } from "./specs";

const NAMES = "must have a name of 3 to 255 of a-z, A-Z, 0-9, _, . and -";

const NO_ATTRIBUTE =
    "must be an attribute; customer, number, placedAt, digest, expiresAt can be keys";

/** Changes that leave nothing else to name the indexes. */
function globals(indexes: Record<string, IndexSpec>): Partial<TableSpec> {
    return { indexes, capacity: undefined };
}

function locals(localIndexes: Record<string, LocalIndexSpec>): Partial<TableSpec> {
    return { localIndexes };
}

describe("a global index is wrong with", () => {
    const projection = "KEYS_ONLY";
    refuses([
        [
            "a name that DynamoDB refuses",
            globals({
                "by user": { hash: "digest", projection },
                ab: { hash: "digest", projection },
            }),
            ["indexes.by user", "by user", NAMES],
            ["indexes.ab", "ab", NAMES],
        ],
        [
            "keys that are not there",
            globals({ index: { hash: "diggest", range: "constructor", projection } }),
            ["indexes.index.hash", "diggest", NO_ATTRIBUTE],
            ["indexes.index.range", "constructor", NO_ATTRIBUTE],
        ],
        [
            "keys of a type that is no key's",
            globals({ index: { hash: "paid", range: "digest", projection } }),
            ["indexes.index.hash", "paid", "must be of type S, N or B to be a key, and not BOOL"],
        ],
        [
            "keys that are encrypted",
            globals({ index: { hash: "card", range: "address", projection } }),
            [
                "indexes.index.hash",
                "card",
                "must be of level 0 or 1 to be a key: of level 3 it is stored as ciphertext, by which nothing is found",
            ],
            ["indexes.index.range", "address", "must be of type S, N or B to be a key, and not M"],
            [
                "indexes.index.range",
                "address",
                "must be of level 0 or 1 to be a key: of level 2 it is stored as ciphertext, by which nothing is found",
            ],
        ],
        [
            "one attribute as both keys",
            globals({ index: { hash: "digest", range: "digest", projection } }),
            ["indexes.index.range", "digest", "must be another attribute than hash"],
        ],
        [
            "a list of nothing",
            globals({ index: { hash: "digest", projection: [] } }),
            ["indexes.index.projection", [], 'must name attributes; "KEYS_ONLY" is for none'],
        ],
        [
            "a list of what is not there, is there anyway, or is there twice",
            globals({
                index: {
                    hash: "digest",
                    range: "placedAt",
                    projection: ["payed", "paid", "customer", "placedAt", "paid"],
                },
            }),
            ["indexes.index.projection[0]", "payed", "must be an attribute of the table"],
            [
                "indexes.index.projection[2]",
                "customer",
                "must be left out: every index has its own keys and the table's",
            ],
            [
                "indexes.index.projection[3]",
                "placedAt",
                "must be left out: every index has its own keys and the table's",
            ],
            ["indexes.index.projection[4]", "paid", "must stand there once"],
        ],
    ]);
});

describe("a local index is wrong with", () => {
    const advice = "must be another attribute than those of the table's key";
    refuses([
        [
            "a name that DynamoDB refuses",
            locals({ "by/time": { range: "placedAt", projection: "ALL" } }),
            ["localIndexes.by/time", "by/time", NAMES],
        ],
        [
            "the name of a global one",
            locals({ "by-digest": { range: "placedAt", projection: "ALL" } }),
            ["localIndexes.by-digest", "by-digest", "must have another name than a global index"],
        ],
        [
            "a key that is not there",
            locals({ index: { range: "placed", projection: "ALL" } }),
            ["localIndexes.index.range", "placed", NO_ATTRIBUTE],
        ],
        [
            "a key of the table",
            locals({
                one: { range: "customer", projection: "ALL" },
                two: { range: "number", projection: "ALL" },
            }),
            ["localIndexes.one.range", "customer", advice],
            ["localIndexes.two.range", "number", advice],
        ],
        [
            "a list of what is there anyway",
            locals({ index: { range: "placedAt", projection: ["customer", "placedAt", "paid"] } }),
            [
                "localIndexes.index.projection[0]",
                "customer",
                "must be left out: every index has its own keys and the table's",
            ],
            [
                "localIndexes.index.projection[1]",
                "placedAt",
                "must be left out: every index has its own keys and the table's",
            ],
        ],
        [
            "a table without a sort key",
            { key: { hash: "customer" } },
            [
                "localIndexes",
                "by-time",
                "must be absent where the table's key has no range, or give it one",
            ],
        ],
    ]);
});

describe("the number of", () => {
    const others = range(200).map((each) => `other${each}`);

    /** A table with so many global and local indexes that each project so many attributes. */
    function table(globalCount: number, localCount: number, projected: number): TableSpec {
        const projection = projected === 0 ? "KEYS_ONLY" : others.slice(0, projected);
        return {
            name: "wide",
            purpose: "Much.",
            attributes: strings("id", "at", "key", ...others),
            key: { hash: "id", range: "at" },
            indexes: Object.fromEntries(
                range(globalCount).map((each) => [`global${each}`, { hash: "key", projection }]),
            ),
            localIndexes: Object.fromEntries(
                range(localCount).map((each) => [`local${each}`, { range: "key", projection }]),
            ),
        };
    }

    const cases: [what: string, most: TableSpec, over: TableSpec, mistake: unknown[]][] = [
        [
            "global indexes is at most 20",
            table(20, 0, 0),
            table(21, 0, 0),
            ["indexes", "21 indexes", "must be at most 20, AWS's quota"],
        ],
        [
            "local indexes is at most 5",
            table(0, 5, 0),
            table(0, 6, 0),
            ["localIndexes", "6 indexes", "must be at most 5, which is all that AWS takes"],
        ],
        [
            "attributes that an index lists is at most 20",
            table(1, 0, 20),
            table(1, 0, 21),
            [
                "indexes.global0.projection",
                "21 attributes",
                'must be at most 20; "ALL" is for all of them',
            ],
        ],
        [
            "attributes that all indexes list is at most 100",
            table(3, 2, 20),
            table(3, 3, 17),
            [
                "indexes",
                "102 attributes in lists of projections",
                "must be at most 100 in all indexes together, counted in each",
            ],
        ],
    ];
    for (const [what, most, over, mistake] of cases) {
        it(what, () => {
            assert.deepEqual(specMistakes(most), []);
            assert.deepEqual(told(specMistakes(over)), [mistake]);
        });
    }
});
