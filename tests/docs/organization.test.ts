import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CONTROL_POLICIES } from "../../infra/organization/control-policies";
import { organizationFiles } from "../../scripts/docs/organization";

const ROOT = resolve(__dirname, "../..");

describe("the documents of the organization", function () {
    // The formatter takes its time to load.

    it("say what the settings make; if not, run `npm run docs`", async () => {
        const files = await organizationFiles();
        assert.deepEqual(
            files.map(([path]) => path),
            CONTROL_POLICIES.map((name) => `docs/organization/${name}.json`),
        );
        assert.deepEqual(
            readdirSync(join(ROOT, "docs/organization")).sort(),
            CONTROL_POLICIES.map((name) => `${name}.json`).sort(),
        );
        for (const [path, content] of files) {
            assert.equal(readFileSync(join(ROOT, path), "utf8"), content, path);
        }
    });
});
