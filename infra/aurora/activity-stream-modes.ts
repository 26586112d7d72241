import type { Mistake } from "../mistake";
import { hasFeature } from "./instance-classes";

/**
 * `sync`: a session goes on once its activity is safely recorded; slower, and nothing is missing.
 * `async`: it goes on at once; what is lost when recording fails is announced as an event.
 */
export const ACTIVITY_STREAM_MODES = ["sync", "async"] as const;

export type ActivityStreamMode = (typeof ACTIVITY_STREAM_MODES)[number];

/**
 * Why a cluster cannot have an activity stream.
 * @param instanceClasses those of all its instances, such as `db.r7g.large` or `db.serverless`
 */
export function activityStreamMistakes(
    mode: ActivityStreamMode,
    region: string,
    instanceClasses: readonly string[],
): Mistake[] {
    const mistake = (advice: string) => ({ where: "activityStream", got: mode, advice });
    const unfit = [
        ...new Set(instanceClasses.filter((each) => !hasFeature(each, "activityStream"))),
    ];
    return [
        ...(unfit.length === 0
            ? []
            : [
                  mistake(
                      `must be left out with instances of ${unfit.join(", ")}: burstable and serverless ones have no activity stream; take another class, such as db.r7g.large`,
                  ),
              ]),
        ...(/^(cn|us-gov)-/.test(region)
            ? [mistake(`must be left out in ${region}: AWS has no activity streams there`)]
            : []),
    ];
}
