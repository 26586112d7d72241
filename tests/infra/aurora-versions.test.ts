import assert from "node:assert/strict";
import {
    ENGINE_VERSIONS,
    parameterGroupFamily,
    supportMistakes,
    supportWarning,
} from "../../infra/aurora/engine-versions";

/** What is advised for a version on a day; nothing while it is supported. */
const advice = (version: string, today: string) =>
    supportMistakes(version, today).map((mistake) => mistake.advice);

describe("engine versions", () => {
    it("stand in their order, the oldest first", () => {
        const order = ENGINE_VERSIONS.map(({ version }) => version);
        const byNumber = new Intl.Collator("en", { numeric: true });
        assert.deepEqual(order, order.toSorted(byNumber.compare));
    });

    it("have a parameter group family for each major one", () => {
        assert.equal(parameterGroupFamily("16.8"), "aurora-postgresql16");
        assert.equal(parameterGroupFamily("17.10"), "aurora-postgresql17");
    });

    it("may run until the last day of their standard support", () => {
        assert.deepEqual(supportMistakes("16.9", "2026-12-31"), []);
        assert.deepEqual(supportMistakes("16.9", "2027-01-01"), [
            {
                where: "engineVersion",
                got: "16.9",
                advice: "must be in standard support, which ended on 2026-12-31; set 16.14 (support until 2027-12-31)",
            },
        ]);
    });

    it("are followed by the long-term one of the same major version, if that is newer", () => {
        assert.deepEqual(advice("17.4", "2026-12-01"), [
            "must be in standard support, which ended on 2026-11-30; set 17.7 (long-term support until 2030-02-28)",
        ]);
        assert.deepEqual(advice("17.9", "2027-10-01"), [
            "must be in standard support, which ended on 2027-09-30; set 17.10 (support until 2027-12-31)",
        ]);
    });

    it("are followed by another major version where theirs has ended", () => {
        assert.deepEqual(advice("16.8", "2029-03-01"), [
            "must be in standard support, which ended on 2029-02-28; set 17.7 (long-term support until 2030-02-28), together with allowMajorUpgrade: true",
        ]);
    });

    it("are followed by none that the table knows, once it is old", () => {
        assert.deepEqual(advice("18.4", "2031-01-01"), [
            "must be in standard support, which ended on 2027-12-31; no newer version is known; enter it in infra/aurora/engine-versions.ts",
        ]);
    });

    it("are only those that AWS offers", () => {
        assert.deepEqual(supportMistakes("16.6", "2028-01-01"), [
            {
                where: "engineVersion",
                got: "16.6",
                advice: "must be a version that AWS offers: 16.8, 17.7",
            },
        ]);
    });

    it("are warned of from 90 days before the end on", () => {
        assert.equal(supportWarning("16.9", "2026-10-01"), undefined);
        assert.equal(
            supportWarning("16.9", "2026-10-02"),
            "standard support of Aurora PostgreSQL 16.9 ends on 2026-12-31; set 16.14 (support until 2027-12-31)",
        );
        assert.equal(
            supportWarning("16.14", "2027-12-30"),
            "standard support of Aurora PostgreSQL 16.14 ends on 2027-12-31; set 17.7 (long-term support until 2030-02-28), together with allowMajorUpgrade: true",
        );
        assert.match(supportWarning("16.9", "2026-12-31") ?? "", /ends on 2026-12-31;/);
        assert.equal(supportWarning("16.9", "2027-01-01"), undefined);
        assert.equal(supportWarning("16.6", "2026-10-02"), undefined);
    });
});
