import { brokenOf, type Rule, type SpecMistake } from "./spec-mistake";
import type { Capacity, Scaled, Units } from "./table-spec";

/** The least that warm throughput can be: what AWS gives every table. */
const LEAST_WARM: Units = { read: 12_000, write: 4_000 };

/** Percents of use that autoscaling can aim at. */
const TARGET = { least: 20, most: 90 };

/**
 * What is wrong with a table's capacity, by paths within it.
 * @param globalIndexes names of the table's global indexes
 */
export function capacityMistakes(
    capacity: Capacity,
    globalIndexes: readonly string[],
): SpecMistake[] {
    if (capacity.mode === "onDemand") {
        return brokenOf([
            ...unitRules("ceiling", capacity.ceiling, { read: 1, write: 1 }),
            ...unitRules("warm", capacity.warm, LEAST_WARM),
            [
                capacity.warm?.read === LEAST_WARM.read && capacity.warm.write === LEAST_WARM.write,
                "warm",
                capacity.warm,
                "must be more than what AWS gives every table, in one of both: this is taken for none, so that every update would set it again",
            ],
        ]);
    }
    const indexes = Object.entries(capacity.indexes ?? {});
    return brokenOf([
        ...scaledRules("read", capacity.read),
        ...scaledRules("write", capacity.write),
        ...indexes.flatMap(([name, index]): Rule[] => [
            [
                !globalIndexes.includes(name),
                `indexes.${name}`,
                name,
                globalIndexes.length === 0
                    ? "must be a global index, of which the table has none"
                    : `must be a global index: ${globalIndexes.join(", ")}`,
            ],
            ...scaledRules(`indexes.${name}.read`, index?.read),
            ...scaledRules(`indexes.${name}.write`, index?.write),
        ]),
    ]);
}

function unitRules(where: string, units: Units | undefined, least: Units): Rule[] {
    return (["read", "write"] as const).map((kind): Rule => {
        const got = units?.[kind];
        return [
            got !== undefined && !isWholeFrom(least[kind], got),
            `${where}.${kind}`,
            got,
            `must be a whole number of units, at least ${least[kind]}`,
        ];
    });
}

function scaledRules(where: string, scaled: Scaled | undefined): Rule[] {
    if (scaled === undefined) {
        return [];
    }
    const { min, max, targetPercent: target = 70 } = scaled;
    return [
        [!isWholeFrom(1, min), `${where}.min`, min, "must be a whole number of units, at least 1"],
        [
            !isWholeFrom(1, max) || max < min,
            `${where}.max`,
            max,
            `must be a whole number of units, at least min, which is ${min}`,
        ],
        [
            !(target >= TARGET.least && target <= TARGET.most),
            `${where}.targetPercent`,
            target,
            `must be from ${TARGET.least} to ${TARGET.most}`,
        ],
    ];
}

function isWholeFrom(least: number, value: number): boolean {
    return Number.isSafeInteger(value) && value >= least;
}
