import {
    type Threshold,
    thresholdMistakes,
    type Thresholds,
    thresholdValues,
    type Values,
} from "../alarms/thresholds";
import type { Mistake } from "../mistake";

/** Where an alarm exists at all: everywhere, or only with what is named here. */
export type AlarmNeeds =
    | "serverless instances"
    | "provisioned instances"
    | "the exported log iam-db-auth-error"
    | "a proxy";

const threshold = (
    value: number,
    unit: string,
    [least, most]: readonly [number, number],
    needs?: AlarmNeeds,
): Threshold<AlarmNeeds> => ({ default: value, unit, least, most, ...(needs && { needs }) });

/** What can be set under `pii:aurora.alarms`, each in its unit; named as the alarms are. */
export const ALARM_THRESHOLDS = {
    connections: threshold(80, "% of the connections that the smallest instance takes", [1, 100]),
    cpu: threshold(90, "% of the busiest instance's processors", [1, 99]),
    freeMemory: threshold(10, "% of the smallest instance's memory", [1, 50]),
    freeLocalStorage: threshold(
        15,
        "% of the smallest instance's local disk",
        [1, 90],
        "provisioned instances",
    ),
    serverlessCapacity: threshold(
        90,
        "% of the serverless maximum",
        [1, 99],
        "serverless instances",
    ),
    readLatency: threshold(20, "ms", [0.1, 60_000]),
    writeLatency: threshold(20, "ms", [0.1, 60_000]),
    commitLatency: threshold(50, "ms", [0.1, 60_000]),
    cacheHits: threshold(90, "% of the reads", [1, 99.9]),
    deadlocks: threshold(1, "deadlocks a minute", [0, 10_000]),
    transactionAge: threshold(1000, "million transactions", [200, 2000]),
    replicaLag: threshold(2000, "ms", [10, 600_000]),
    databaseErrors: threshold(50, "errors in five minutes", [0, 1_000_000]),
    failedPasswordLogins: threshold(10, "failures in five minutes", [0, 100_000]),
    failedIamLogins: threshold(
        10,
        "failures in five minutes",
        [0, 100_000],
        "the exported log iam-db-auth-error",
    ),
    proxyPinned: threshold(
        20,
        "% of the connections that the smallest instance takes",
        [1, 100],
        "a proxy",
    ),
    proxyBorrowLatency: threshold(100, "ms", [0.1, 300_000], "a proxy"),
    proxyFailedLogins: threshold(10, "failures in five minutes", [0, 100_000], "a proxy"),
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
    return thresholdMistakes<AlarmNeeds>(
        ALARM_THRESHOLDS,
        given,
        has,
        "which the cluster does not have",
    );
}
