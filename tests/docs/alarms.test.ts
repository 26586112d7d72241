import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ALARMS_PAGE, alarmsPage } from "../../scripts/docs/alarms";

describe("the page about the alarms", function () {
    // The formatter takes its time to load.

    it("says what the rules say; if not, run `npm run docs`", async () => {
        const page = readFileSync(join(__dirname, "..", "..", ALARMS_PAGE), "utf8");
        assert.equal(page, await alarmsPage());
    });

    it("links each alarm to its steps", async () => {
        const page = await alarmsPage();
        const links = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, id]) => id);
        const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, id]) => id);
        assert.deepEqual(links, headings);
        assert.equal(new Set(headings).size, headings.length);
    });
});
