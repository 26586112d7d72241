import assert from "node:assert/strict";
import { capacityMistakes } from "../../tables/capacity-mistakes";
import { specMistakes } from "../../tables/mistakes";
import type { Capacity, OnDemand, Provisioned } from "../../tables/table-spec";
import { GOOD, told, type Told } from "./specs";

const INDEXES = ["by-digest", "by-number"];

function onDemand(change: Omit<OnDemand, "mode">): Capacity {
    return { mode: "onDemand", ...change };
}

function provisioned(change: Partial<Provisioned>): Capacity {
    const scaled = { min: 1, max: 10 };
    return { mode: "provisioned", read: scaled, write: scaled, ...change };
}

describe("capacity is right that is", () => {
    const right: [what: string, capacity: Capacity][] = [
        ["on demand", onDemand({})],
        ["on demand under the lowest ceiling", onDemand({ ceiling: { read: 1, write: 1 } })],
        ["on demand and warm for reads", onDemand({ warm: { read: 12_001, write: 4_000 } })],
        ["on demand and warm for writes", onDemand({ warm: { read: 12_000, write: 4_001 } })],
        ["provisioned", provisioned({})],
        [
            "provisioned, with a target at each end",
            provisioned({
                read: { min: 1, max: 1, targetPercent: 20 },
                write: { min: 1, max: 1, targetPercent: 90 },
            }),
        ],
    ];
    for (const [what, capacity] of right) {
        it(what, () => {
            assert.deepEqual(capacityMistakes(capacity, INDEXES), []);
        });
    }
});

describe("capacity is wrong with", () => {
    const units = (least: number) => `must be a whole number of units, at least ${least}`;
    const percent = "must be from 20 to 90";
    const scaled = { min: 1, max: 10 };
    const wrong: [what: string, capacity: Capacity, ...mistakes: Told[]][] = [
        [
            "a ceiling that lets nothing through",
            onDemand({ ceiling: { read: 0, write: 0.5 } }),
            ["ceiling.read", 0, units(1)],
            ["ceiling.write", 0.5, units(1)],
        ],
        [
            "less warmth than every table has",
            onDemand({ warm: { read: 11_999, write: 3_999 } }),
            ["warm.read", 11_999, units(12_000)],
            ["warm.write", 3_999, units(4_000)],
        ],
        [
            "no more warmth than every table has",
            onDemand({ warm: { read: 12_000, write: 4_000 } }),
            [
                "warm",
                { read: 12_000, write: 4_000 },
                "must be more than what AWS gives every table, in one of both: this is taken for none, so that every update would set it again",
            ],
        ],
        [
            "less than one unit",
            provisioned({ read: { min: 0, max: 10 } }),
            ["read.min", 0, units(1)],
        ],
        [
            "parts of units",
            provisioned({ write: { min: 1.5, max: 2.5 } }),
            ["write.min", 1.5, units(1)],
            ["write.max", 2.5, "must be a whole number of units, at least min, which is 1.5"],
        ],
        [
            "less at most than at least",
            provisioned({ write: { min: 10, max: 9 } }),
            ["write.max", 9, "must be a whole number of units, at least min, which is 10"],
        ],
        [
            "a target that autoscaling does not take",
            provisioned({
                read: { ...scaled, targetPercent: 19 },
                write: { ...scaled, targetPercent: 91 },
            }),
            ["read.targetPercent", 19, percent],
            ["write.targetPercent", 91, percent],
        ],
        [
            "a target that is no number",
            provisioned({ read: { ...scaled, targetPercent: NaN } }),
            ["read.targetPercent", NaN, percent],
        ],
        [
            "an index that is not there, and one of wrong capacity",
            provisioned({
                indexes: {
                    "by-day": { read: scaled, write: scaled },
                    "by-digest": { read: { min: 0, max: 1 }, write: { min: 2, max: 1 } },
                },
            }),
            ["indexes.by-day", "by-day", "must be a global index: by-digest, by-number"],
            ["indexes.by-digest.read.min", 0, units(1)],
            [
                "indexes.by-digest.write.max",
                1,
                "must be a whole number of units, at least min, which is 2",
            ],
        ],
    ];
    for (const [what, capacity, ...mistakes] of wrong) {
        it(what, () => {
            assert.deepEqual(told(capacityMistakes(capacity, INDEXES)), mistakes);
        });
    }

    it("an index of a table that has none", () => {
        const capacity = provisioned({ indexes: { "by-day": { read: scaled, write: scaled } } });
        assert.deepEqual(told(capacityMistakes(capacity, [])), [
            ["indexes.by-day", "by-day", "must be a global index, of which the table has none"],
        ]);
    });

    it("what a spec says of it, by the path in the spec; local indexes are none of its", () => {
        const capacity = provisioned({
            read: { min: 0, max: 1 },
            indexes: { "by-time": { read: scaled, write: scaled } },
        });
        assert.deepEqual(told(specMistakes({ ...GOOD, capacity })), [
            ["capacity.read.min", 0, units(1)],
            ["capacity.indexes.by-time", "by-time", "must be a global index: by-digest, by-number"],
        ]);
    });
});
