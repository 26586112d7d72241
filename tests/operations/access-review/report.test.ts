import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Access } from "../../../operations/access-review/finding";
import { written } from "../../../operations/access-review/report";
import { fromFiles, fromSandbox } from "../../../operations/access-review/resources";

const ACCESS: Access = {
    area: "database",
    who: "=by_hand",
    kind: "read",
    what: "pii.users",
    detail: "select level 1: email, phone",
    by: ["pii_reader", "pii_writer"],
    onlyIf: [],
    marks: [{ kind: "wide", reason: 'called "by hand"' }],
};

describe("the report of an access review", () => {
    it("is CSV that no spreadsheet takes for formulas", () => {
        assert.equal(
            written({ accesses: [ACCESS], notes: ["the rest"] }, "csv"),
            "area,who,may,what,in detail,by,only if,marked\r\n" +
                `database,'=by_hand,read,pii.users,"select level 1: email, phone",` +
                `"pii_reader, pii_writer",,"wide: called ""by hand"""\r\n`,
        );
    });

    it("is a table that counts what is marked, and says what was left out", () => {
        const text = written({ accesses: [ACCESS], notes: ["the rest"] }, "table");
        assert.deepEqual(
            stripVTControlCharacters(text)
                .split("\n")
                .filter((line) => line !== "")
                .map((line) => line.trim().replace(/ {2,}/g, "  ")),
            [
                "In the database (1)",
                "who  may  what  in detail  by  only if  marked",
                "=by_hand  read  pii.users  select level 1: email, phone  pii_reader, pii_writer  " +
                    'wide: called "by hand"',
                "Not looked at: the rest",
                "1 accesses: 1 too wide or unused, 0 to look at",
            ],
        );
    });

    it("names every file that is no state, and a sandbox that is not there", () => {
        const folder = mkdtempSync(join(tmpdir(), "pii-review-"));
        try {
            const file = join(folder, "state.json");
            writeFileSync(file, "{}");
            const missing = join(folder, "none.json");
            assert.throws(
                () => fromFiles([file, missing]),
                (error: Error) => {
                    assert.deepEqual(error.message.split("\n"), [
                        `--state ${file}: is no state: it holds no deployment`,
                        `--state ${missing}: ENOENT: no such file or directory, open '${missing}'`,
                        "give what `pulumi stack export --file FILE` wrote",
                    ]);
                    return true;
                },
            );
            assert.throws(() => fromSandbox(folder, "prod"), {
                message:
                    "the sandbox of prod was never started: npm start -- --stack prod; for AWS say " +
                    "--stack <name>, for states in files --state <files...>",
            });
            writeFileSync(
                file,
                JSON.stringify({
                    deployment: {
                        resources: [
                            { urn: "urn:pulumi:a::b::t::n", type: "t", delete: true },
                            { urn: "urn:pulumi:a::b::t::m", type: "t", id: "x" },
                        ],
                    },
                }),
            );
            assert.deepEqual(fromFiles([file]), [
                { urn: "urn:pulumi:a::b::t::m", type: "t", id: "x", inputs: {}, outputs: {} },
            ]);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
