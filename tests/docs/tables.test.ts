import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TABLES_PAGE, tablesPage } from "../../scripts/docs/tables";
import type { TableSpec } from "../../tables/table-spec";
import { TABLES } from "../../tables/tables";
import { GOOD, strings } from "../tables/specs";

describe("the page about the tables", function () {
    // The formatter takes its time to load.

    it("says what the specs say; if not, run `npm run docs`", async () => {
        const page = readFileSync(join(__dirname, "..", "..", TABLES_PAGE), "utf8");
        assert.equal(page, await tablesPage(TABLES));
    });

    it("tells everything of a table that uses everything", async () => {
        assert.deepEqual(await rows(GOOD), [
            "attribute | type | level | holds",
            "`customer` | `S` | 1 | Who ordered.",
            "`number` | `N` | 0 | Number of the order.",
            "`placedAt` | `N` | 0 | When it was placed.",
            "`digest` | `B`, optional | 0 | Digest of its terms.",
            "`paid` | `BOOL` | 0 | Whether it is paid.",
            "`address` | `M`, encrypted: `B` | 2 | Where it goes.",
            "`card` | `S`, encrypted: `B`, optional | 3 | Number of the card.",
            "`dueAt` | `N`, encrypted: `B` | 3 | When it was due.",
            "`expiresAt` | `N` | 0 | When it is deleted.",
            "key | partition `customer`, sort `number`",
            "index `by-digest` | partition `digest`; with keys alone",
            "index `by-number` | partition `number`, sort `placedAt`; with `paid`, `card` beside keys",
            "local index `by-time` | partition `customer`, sort `placedAt`; with `address` beside keys",
            "deleted | after `expiresAt`",
            "stream | `NEW_AND_OLD_IMAGES`",
            "class | `STANDARD_INFREQUENT_ACCESS`",
            "capacity | provisioned, 1 to 1 (70 % in use) read and 5 to 100 (90 % in use) write units; `by-number` 1 to 2 (20 % in use) read and 1 to 2 (70 % in use) write units",
            "through DAX | yes: an item at most 1 s old, no query",
            "a reader gets | the keys, `paid`, `expiresAt` of items whose `customer` is the principal's tag `customer:id`",
            "a writer sets | the keys, `paid` of all items",
        ]);
    });

    it("tells what a table does not have", async () => {
        const spec = {
            name: "ids",
            purpose: "Ids.",
            attributes: strings("id"),
            key: { hash: "id" },
        };
        assert.deepEqual(await rows(spec), [
            "attribute | type | level | holds",
            "`id` | `S` | 0 | The id.",
            "key | partition `id`",
            "deleted | never by itself",
            "stream | none",
            "class | `STANDARD`",
            "capacity | on demand, without a ceiling",
            "through DAX | no",
            "a reader gets | all attributes of all items",
            "a writer sets | all attributes of all items",
        ]);
    });

    it("tells of capacity on demand what it is held to", async () => {
        const spec: TableSpec = {
            ...GOOD,
            capacity: {
                mode: "onDemand",
                ceiling: { read: 100, write: 10 },
                warm: { read: 15_000, write: 4_000 },
            },
            cache: { itemSeconds: 5, querySeconds: 6 },
        };
        const told = (await rows(spec)).filter((line) => /^(capacity|through)/.test(line));
        assert.deepEqual(told, [
            "capacity | on demand, at most 100 read and 10 write units a second, warm for 15000 read and 4000 write units a second",
            "through DAX | yes: an item at most 5 s old, a query at most 6 s old",
        ]);
    });
});

/** The cells of what is said of a table, without the lines that make them tables. */
async function rows(spec: TableSpec): Promise<string[]> {
    const page = await tablesPage([spec]);
    return page
        .slice(page.indexOf(`## ${spec.name}`))
        .split("\n")
        .filter((line) => line.startsWith("|") && !/^[|\s-]+$/.test(line))
        .map((line) =>
            line
                .slice(1, -1)
                .trim()
                .replaceAll(/ +\| +/g, " | "),
        );
}
