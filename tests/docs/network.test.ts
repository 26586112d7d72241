import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { monthlyCost, sumByKind } from "../../review/costs/monthly-cost";
import type { Resource } from "../../review/resource";
import { ENVIRONMENTS, networkFiles } from "../../scripts/docs/network";
import { rehearsedResources } from "../../scripts/rehearsal";

const ROOT = join(__dirname, "..", "..");

/** Number of what is charged by the size that the environment's defaults give it. */
const SIZES = {
    dev: { "Aurora db.t4g.medium": 1, "DAX dax.t3.small": 1 },
    prod: { "Aurora db.r7g.large": 2, "DAX dax.r5.large": 3, "RDS Proxy, for a vCPU": 4 },
};

for (const environment of ENVIRONMENTS) {
    describe(`what ${environment} registers`, function () {
        let resources: Resource[];
        before(async () => {
            resources = await rehearsedResources(environment);
        });

        it("is what the pages about the network show; if not, run `npm run docs`", async () => {
            const files = await networkFiles(environment, resources);
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

        it("has a price wherever it costs something by standing there", () => {
            const { lines, unpriced } = monthlyCost(resources);
            assert.deepEqual(unpriced, []);
            const bySize = sumByKind(lines).filter(({ what }) => /^(Aurora|DAX|RDS)/.test(what));
            assert.deepEqual(
                Object.fromEntries(bySize.map(({ what, count }) => [what, count])),
                SIZES[environment],
            );
        });
    });
}
