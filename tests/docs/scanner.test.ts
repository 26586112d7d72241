import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EXPLAINED } from "../../review/scanner/explained";
import { SCANNER_PAGE, scannerPage } from "../../scripts/docs/scanner";

describe("the page about another scanner", function () {
    // The formatter takes its time to load.

    it("says what is explained; if not, run `npm run docs`", async () => {
        const page = readFileSync(join(__dirname, "..", "..", SCANNER_PAGE), "utf8");
        assert.equal(page, await scannerPage(EXPLAINED));
    });
});
