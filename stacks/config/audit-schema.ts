import { z } from "zod";
import { choice, days, flag, whole } from "./fields";

/** What `pii:guardrails.trail` may have. */
export const TRAIL_SCHEMA = z.strictObject({
    /**
     * Days for which nobody deletes what the trail delivered, but who may bypass governance. It can
     * be switched off again; what is there stays locked until its day. @default no lock
     */
    objectLockDays: days(1, 36_500).optional(),
    /** Looks for calls and errors that are unusual in number; charged by event. */
    insights: flag.optional(),
});

/** What `pii:guardrails.budget` may have. */
export const BUDGET_SCHEMA = z.strictObject({
    /** What the account may cost in a month; the topic of alarms hears of 80 and 100 % of it. */
    monthlyUsd: whole(1, 100_000_000, "USD").optional(),
    /** Costs that are unlike what they used to be. @default nobody looks */
    anomalies: z
        .strictObject(
            {
                /** By how much, before the topic of alarms is told. */
                aboveUsd: whole(1, 100_000_000, "USD"),
                /**
                 * An account has one monitor of its services, and AWS makes it in most of them:
                 * `adopt` uses that one, `own` makes it where there is none.
                 */
                monitor: choice(["own", "adopt"]),
            },
            { error: "must have aboveUsd and monitor" },
        )
        .optional(),
});
