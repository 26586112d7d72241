import assert from "node:assert/strict";
import { ENGINE_VERSIONS } from "../../infra/aurora/engine-versions";
import { isSupported, supportedVersions } from "../../policy/aurora-versions";

const dayAfter = (day: string) =>
    new Date(Date.parse(day) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

// The pack stands alone, so it has a calendar of its own.
describe("the release calendars of the platform and of its policies", () => {
    it("name the same versions", () => {
        assert.deepEqual(
            supportedVersions("2026-08-31"),
            ENGINE_VERSIONS.map(({ version }) => version),
        );
    });

    for (const { version, endOfSupport } of ENGINE_VERSIONS) {
        it(`end ${version} on the same day`, () => {
            assert.equal(isSupported(version, endOfSupport), true);
            assert.equal(isSupported(version, dayAfter(endOfSupport)), false);
        });
    }
});
