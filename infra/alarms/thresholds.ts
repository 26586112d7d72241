import type { Mistake } from "../mistake";

/** A number that can be set by environment, and within what. */
export interface Threshold<Needs extends string = string> {
    readonly default: number;
    /** Bounds of what can be set; beyond them the alarm would never, or always, be on. */
    readonly least: number;
    readonly most: number;
    readonly unit: string;
    /** Without it there is no such alarm. @default it is everywhere */
    readonly needs?: Needs;
}

/** Thresholds by the keys under which they are set; named as the alarms are. */
export type Thresholds<Needs extends string = string> = Readonly<Record<string, Threshold<Needs>>>;

/** A value of each. */
export type Values<All extends Thresholds> = Readonly<Record<keyof All, number>>;

/** What is given, and the default of whatever is not. */
export function thresholdValues<All extends Thresholds>(
    all: All,
    given: Partial<Values<All>>,
): Values<All> {
    const defaults = Object.entries(all).map(([key, { default: value }]) => [key, value]);
    return { ...(Object.fromEntries(defaults) as Values<All>), ...given };
}

/**
 * What is wrong with thresholds as they were written: names that are none, values out of bounds, and
 * those of alarms that there are not.
 * @param has what there is of what single alarms need
 * @param absent what is said of a need that is not met
 */
export function thresholdMistakes<Needs extends string>(
    all: Thresholds<Needs>,
    given: Readonly<Record<string, unknown>>,
    has: readonly Needs[],
    absent = "which there is not",
): Mistake[] {
    return Object.entries(given).flatMap(([key, got]) => {
        const advice = adviceOn(all, key, got, has, absent);
        return advice === undefined ? [] : [{ where: `alarms.${key}`, got, advice }];
    });
}

function adviceOn<Needs extends string>(
    all: Thresholds<Needs>,
    key: string,
    value: unknown,
    has: readonly Needs[],
    absent: string,
): string | undefined {
    const known = Object.entries(all).find(([name]) => name === key)?.[1];
    if (known === undefined) {
        return `there is no such alarm; there are ${Object.keys(all).join(", ")}`;
    }
    const { least, most, unit, needs } = known;
    if (typeof value !== "number" || !(value >= least && value <= most)) {
        return `must be a number from ${least} to ${most}: ${unit}`;
    }
    return needs === undefined || has.includes(needs)
        ? undefined
        : `counts only with ${needs}, ${absent}; leave it out`;
}
