import type { Mistake } from "../mistake";
import { SERVERLESS } from "./instance-classes";
import { parameterText, type ParameterOverrides } from "./parameter-overrides";

/** Range of the Serverless v2 instances of a cluster, in Aurora capacity units (about 2 GiB each). */
export interface Capacity {
    /** From 0 to 256, in steps of 0.5. At 0 an idle instance pauses; the next connection waits. */
    readonly min: number;
    /** From 1 to 256, in steps of 0.5. */
    readonly max: number;
    /** How long nobody may be connected before it pauses, from 300 to 86400. Only with `min: 0`. */
    readonly secondsUntilAutoPause?: number;
}

/** What decides on the capacity: the settings of a cluster that pause it, or keep it from pausing. */
export interface CapacitySettings {
    readonly instanceClass: string;
    readonly readerClass: string;
    readonly capacity?: Capacity | undefined;
    readonly globalDatabase: boolean;
    readonly parameters: ParameterOverrides;
}

/** Least capacity at which Performance Insights does not take what the queries need (AWS's advice). */
const LEAST_WITH_INSIGHTS = 2;

/** The same in a global database. */
const LEAST_IN_GLOBAL_DATABASE = 8;

/** What contradicts itself in the capacity of a cluster. */
export function capacityMistakes(settings: CapacitySettings): Mistake[] {
    const { capacity, instanceClass, readerClass } = settings;
    const isServerless = instanceClass === SERVERLESS || readerClass === SERVERLESS;
    if (capacity === undefined) {
        const advice = `must be given with the class ${SERVERLESS}, such as { min: 0.5, max: 8 }`;
        return isServerless ? [{ where: "capacity", got: undefined, advice }] : [];
    }
    if (!isServerless) {
        const advice = `must not be given: neither instanceClass nor readerClass is ${SERVERLESS}`;
        return [{ where: "capacity", got: capacity, advice }];
    }
    return [...rangeMistakes(capacity), ...pauseMistakes(capacity, settings)];
}

/** Why the capacity, though it is allowed, will disappoint; `undefined` when it will not. */
export function capacityWarning({
    capacity,
    globalDatabase,
}: Pick<CapacitySettings, "capacity" | "globalDatabase">): string | undefined {
    if (capacity !== undefined && globalDatabase && capacity.min < LEAST_IN_GLOBAL_DATABASE) {
        return `with capacity.min ${capacity.min} in a global database clusters may fall behind each other, and one that takes over begins small; AWS advises at least ${LEAST_IN_GLOBAL_DATABASE}`;
    }
    return capacity !== undefined && capacity.min < LEAST_WITH_INSIGHTS
        ? `with capacity.min ${capacity.min} Performance Insights takes a share of the capacity that queries feel; AWS advises at least ${LEAST_WITH_INSIGHTS}`
        : undefined;
}

function rangeMistakes({ min, max }: Capacity): Mistake[] {
    const bound = (where: string, got: number, least: number): Mistake[] => {
        const fits = got >= least && got <= 256 && Number.isInteger(got * 2);
        const advice = `must be from ${least} to 256 capacity units, in steps of 0.5`;
        return fits ? [] : [{ where, got, advice }];
    };
    const advice = `must not be above capacity.max (${max})`;
    return [
        ...bound("capacity.min", min, 0),
        ...bound("capacity.max", max, 1),
        ...(min > max ? [{ where: "capacity.min", got: min, advice }] : []),
    ];
}

/**
 * All versions on offer can pause (16.3 was the first); what else is on may keep them from it. That
 * a proxy does, `proxyMistakes` says.
 */
function pauseMistakes(
    { min, secondsUntilAutoPause: seconds }: Capacity,
    { globalDatabase, parameters }: CapacitySettings,
): Mistake[] {
    if (min > 0) {
        const where = "capacity.secondsUntilAutoPause";
        const advice = `must not be given with capacity.min ${min}: only at 0 does an instance pause`;
        return seconds === undefined ? [] : [{ where, got: seconds, advice }];
    }
    const awake = [
        ...(globalDatabase ? ["the global database"] : []),
        ...(parameterText(parameters["rds.logical_replication"] ?? false) === "1"
            ? ["logical replication"]
            : []),
    ];
    const fits =
        seconds === undefined || (Number.isInteger(seconds) && seconds >= 300 && seconds <= 86400);
    return [
        ...awake.map((what) => ({
            where: "capacity.min",
            got: min,
            advice: `must be at least 0.5: it would never pause because of ${what}`,
        })),
        ...(fits
            ? []
            : [
                  {
                      where: "capacity.secondsUntilAutoPause",
                      got: seconds,
                      advice: "must be a whole number of seconds from 300 to 86400",
                  },
              ]),
    ];
}
