import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ENVIRONMENTS, networkFiles } from "../../scripts/docs/network";

const ROOT = join(__dirname, "..", "..");

describe("the pages about the network", function () {
    this.timeout(120_000);

    for (const environment of ENVIRONMENTS) {
        it(`show ${environment} as it is; if not, run \`npm run docs\``, async () => {
            const files = await networkFiles(environment);
            const old = [...files].filter(([path, content]) => {
                const file = join(ROOT, path);
                return !existsSync(file) || readFileSync(file, "utf8") !== content;
            });
            assert.deepEqual(
                old.map(([path]) => path),
                [],
                "not what the program registers now: run `npm run docs`, and commit what it wrote",
            );
        });
    }
});
