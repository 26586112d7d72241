import type { Mistake } from "../mistake";

/** What Aurora takes beside the writer. */
const MOST_READERS = 15;

/** When readers come and go with the load, beside those that the program keeps. */
export interface ReaderAutoscaling {
    /** Most readers at a time (up to 15), those that the program keeps included. */
    readonly maxReaders: number;
    /** CPU of the readers on average, in percent (10 to 90), that is steered towards. */
    readonly targetCpuPercent: number;
}

/**
 * What is wrong in the bounds.
 * @param instances of the program, the writer included
 */
export function autoscalingMistakes(
    autoscaling: ReaderAutoscaling | undefined,
    instances: number,
): Mistake[] {
    if (autoscaling === undefined) {
        return [];
    }
    const { maxReaders, targetCpuPercent } = autoscaling;
    if (instances < 2) {
        const advice =
            "must be at least 2 with readerAutoscaling: the CPU of the first reader decides on more";
        return [{ where: "instances", got: instances, advice }];
    }
    const isCount = Number.isInteger(maxReaders);
    return [
        ...(isCount && maxReaders >= instances - 1 && maxReaders <= MOST_READERS
            ? []
            : [
                  {
                      where: "readerAutoscaling.maxReaders",
                      got: maxReaders,
                      advice: `must be a whole number from ${instances - 1}, the readers that are always there, to ${MOST_READERS}`,
                  },
              ]),
        ...(targetCpuPercent >= 10 && targetCpuPercent <= 90
            ? []
            : [
                  {
                      where: "readerAutoscaling.targetCpuPercent",
                      got: targetCpuPercent,
                      advice: "must be from 10 to 90 percent",
                  },
              ]),
    ];
}
