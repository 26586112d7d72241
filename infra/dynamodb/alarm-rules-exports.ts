import type { AlarmRule, Series } from "../alarms/alarm-rule";
import { FILLED } from "./table-metric";

/**
 * Alarms of exports by the clock. Whether one that has begun also ends well, no metric says.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
 * @param scheduleGroup the group that all their schedules are in, and no others
 */
export function exportAlarmRules(scheduleGroup: string): AlarmRule<Series>[] {
    const counted = (name: string) => ({
        namespace: "AWS/Scheduler",
        name,
        dimensions: { ScheduleGroup: scheduleGroup },
        statistic: "Sum" as const,
    });
    return [
        {
            id: "exports-refused",
            group: "Account",
            title: "Exports that did not begin",
            metric: {
                expression: "FILL(refused, 0) + FILL(dropped, 0)",
                metrics: {
                    refused: counted("TargetErrorCount"),
                    dropped: counted("InvocationDroppedCount"),
                },
                periodSeconds: 300,
            },
            fires: "above",
            threshold: 0,
            limit: "0 calls that DynamoDB refused, or that were given up",
            periods: 3,
            beyond: 1,
            missing: { ...FILLED, why: "nothing is published where nothing went wrong" },
            urgent: false,
            why: "A table is not exported, or only after more tries: it is tried again for an hour.",
            firstSteps: [
                "See why: the trail has the call with its error (eventName ExportTableToPointInTime, errorCode).",
                "A right that is missing, or a key that is off, is mended by `pulumi up --refresh` of the layer.",
                "Once it is mended, export the table by hand, or wait for the next time: docs/dynamodb.md, Copies and changes.",
            ],
        },
    ];
}
