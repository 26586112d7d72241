import type { Mistake } from "../mistake";
import {
    type Threshold,
    thresholdMistakes,
    type Thresholds,
    thresholdValues,
    type Values,
} from "../alarms/thresholds";

/** Where an alarm exists at all: everywhere, or only with what is named here. */
export type AlarmNeeds =
    "a limit of a table's capacity" | "replicas that are eventually consistent" | "burstable nodes";

const threshold = (
    value: number,
    unit: string,
    [least, most]: readonly [number, number],
    needs?: AlarmNeeds,
): Threshold<AlarmNeeds> => ({ default: value, unit, least, most, ...(needs && { needs }) });

const LIMIT = "% of the ceiling, or of the most that autoscaling may set";
const ACCOUNT = "% of what the account may provision in the region";

/** What can be set under `pii:dynamodb.alarms`, each in its unit; named as the alarms are. */
export const ALARM_THRESHOLDS = {
    readsThrottled: threshold(10, "events a minute", [0, 1_000_000]),
    writesThrottled: threshold(10, "events a minute", [0, 1_000_000]),
    systemErrors: threshold(5, "errors in five minutes", [0, 1_000_000]),
    slowReads: threshold(20, "ms", [0.1, 60_000]),
    slowWrites: threshold(20, "ms", [0.1, 60_000]),
    readUnits: threshold(80, LIMIT, [1, 100], "a limit of a table's capacity"),
    writeUnits: threshold(80, LIMIT, [1, 100], "a limit of a table's capacity"),
    replicaDelay: threshold(
        10_000,
        "ms",
        [100, 3_600_000],
        "replicas that are eventually consistent",
    ),
    userErrors: threshold(100, "errors in five minutes", [0, 1_000_000]),
    accountReadUnits: threshold(80, ACCOUNT, [1, 100]),
    accountWriteUnits: threshold(80, ACCOUNT, [1, 100]),
    nodeCpu: threshold(80, "% of the busiest node's processors", [1, 99]),
    nodeCredits: threshold(20, "CPU credits of the poorest node", [1, 500], "burstable nodes"),
    cacheMemory: threshold(95, "% of the fullest node's cache", [1, 100]),
    evictions: threshold(10, "MiB a minute and node", [0, 100_000]),
    requestsThrottled: threshold(10, "requests a minute", [0, 1_000_000]),
    requestFaults: threshold(5, "faults in five minutes", [0, 1_000_000]),
    requestErrors: threshold(100, "errors in five minutes", [0, 1_000_000]),
    hitRatio: threshold(50, "% of the reads", [1, 99.9]),
    clientConnections: threshold(20_000, "connections to one node", [1, 40_000]),
} as const satisfies Thresholds<AlarmNeeds>;

/** A value of every threshold, in the units of {@link ALARM_THRESHOLDS}. */
export type AlarmThresholds = Values<typeof ALARM_THRESHOLDS>;

/** What is given, and the default of whatever is not. */
export function alarmThresholds(given: Partial<AlarmThresholds> = {}): AlarmThresholds {
    return thresholdValues(ALARM_THRESHOLDS, given);
}

/** What is wrong with thresholds as they were written; see {@link thresholdMistakes}. */
export function alarmThresholdMistakes(
    given: Readonly<Record<string, unknown>>,
    has: readonly AlarmNeeds[],
): Mistake[] {
    return thresholdMistakes<AlarmNeeds>(ALARM_THRESHOLDS, given, has);
}
