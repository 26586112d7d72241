import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SCHEMA_PAGE, schemaPage } from "../../scripts/docs/schema";
import { CATALOGUE } from "../../sql/catalogue/catalogue";
import type { Catalogue } from "../../sql/catalogue/types";

describe("the page about what is in the database", function () {
    // The formatter takes its time to load.

    it("says what the catalogue says; if not, run `npm run docs`", async () => {
        const page = readFileSync(join(__dirname, "..", "..", SCHEMA_PAGE), "utf8");
        assert.equal(page, await schemaPage(CATALOGUE));
    });

    it("links each table to its columns", async () => {
        const page = await schemaPage(CATALOGUE);
        const links = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, id]) => id);
        const headings = [...page.matchAll(/^## (pii\S+)$/gm)].map(([, name]) =>
            name?.replaceAll(".", ""),
        );
        assert.deepEqual(links, headings);
    });

    it("tells of a table who may do what with it, and what of it is masked", async () => {
        const catalogue: Catalogue = {
            schemas: { pii: { purpose: "Data.", usage: ["pii_reader"] } },
            relations: {
                "pii.people": {
                    kind: "table",
                    purpose: "One row per person.",
                    columns: {
                        id: { level: 0, holds: "names the person." },
                        name: { level: 1, holds: "addresses the person.", mask: "initial" },
                        secret: { level: 3, holds: "proves it." },
                    },
                    rights: {
                        pii_reader: { select: ["id", "name"] },
                        pii_writer: { insert: ["id", "name", "secret"], update: ["secret"] },
                    },
                    masked: {
                        name: "pii.people_masked",
                        purpose: "People, masked.",
                        select: ["pii_analyst"],
                    },
                },
            },
            routines: {
                "pii.find(text, bigint)": { purpose: "Finds.", execute: ["pii_writer"] },
                "pii.log()": { purpose: "Logs.", execute: [] },
            },
        };
        const page = await schemaPage(catalogue);
        const rows = page
            .slice(page.indexOf("## Who may do what"))
            .split("\n")
            .filter((line) => line.startsWith("|") && !/^[|\s-]+$/.test(line))
            .map((line) => line.slice(1, -1).replaceAll(/ +/g, " ").trim());
        assert.deepEqual(rows, [
            "| reader | analyst | writer | decryptor | auditor | rotator | caretaker",
            "`pii` | U | | | | | |",
            "[pii.people](#piipeople) | (S) | | I (U) | | | |",
            "[pii.people_masked](#piipeople_masked) | | S | | | | |",
            "`pii.find` | | | X | | | |",
            "column | level and what it holds | select | insert | update",
            "`id` | Not personal: names the person. | reader | writer |",
            "`name` | Level 1, clear text: addresses the person. | reader | writer |",
            "`secret` | Level 3, encrypted twice: proves it. | | writer | writer",
            "column | level and what it holds | select | insert | update",
            "`id` | Not personal: names the person. | analyst | |",
            "`name` | Level 1, masked: the first letter. | analyst | |",
            "function | does | for",
            "`pii.find(text, bigint)` | Finds. | `writer`",
            "`pii.log()` | Logs. | the owner",
        ]);
    });
});
