import type { AlarmRule, Series } from "../alarms/alarm-rule";
import type { AlarmThresholds } from "./alarm-thresholds";
import { counted, FILLED, tableDimensions } from "./table-metric";
import { limitOf, type WatchedTable } from "./watched";

const DIRECTIONS = {
    read: { events: "ReadThrottleEvents", consumed: "ConsumedReadCapacityUnits" },
    write: { events: "WriteThrottleEvents", consumed: "ConsumedWriteCapacityUnits" },
} as const;

/** Where throttling is looked into, first of all. */
const WHERE =
    "See which limit it is: consumed units at the ceiling, or at what is provisioned, on the dashboard; if neither, single keys are hot.";

/**
 * Alarms of what a table, or one of its global indexes, lets through.
 * @param index name of the index. @default the table itself
 */
export function throughputAlarmRules(
    { spec, tableName }: WatchedTable,
    thresholds: AlarmThresholds,
    index?: string,
): AlarmRule<Series>[] {
    const limit = limitOf(spec.capacity, index);
    const group = index === undefined ? "Tables" : "Indexes";
    const start = index === undefined ? "" : `${index}-`;
    const dimensions = tableDimensions(tableName, index);
    const { readsThrottled, writesThrottled, readUnits, writeUnits } = thresholds;

    const throttled = (direction: "read" | "write", events: number) => ({
        group,
        metric: counted({
            name: DIRECTIONS[direction].events,
            dimensions,
            statistic: "Sum",
            periodSeconds: 60,
        }),
        fires: "above" as const,
        threshold: events,
        limit: `${events} events a minute`,
        periods: 5,
        beyond: 3,
        missing: FILLED,
        urgent: true,
    });
    const used = (direction: "read" | "write", most: number, percent: number) => ({
        group,
        metric: counted(
            {
                name: DIRECTIONS[direction].consumed,
                dimensions,
                statistic: "Sum",
                periodSeconds: 60,
            },
            " / 60",
        ),
        fires: "above" as const,
        threshold: (most * percent) / 100,
        limit: `${percent} % of ${most} units a second`,
        periods: 15,
        beyond: 10,
        missing: FILLED,
        urgent: false,
        why: "Soon requests are throttled: the ceiling, or the most that autoscaling may set, comes near.",
        firstSteps: [
            "See since when it rises, and whether a deployment or a job of that time explains it.",
            "If it is honest load, raise the ceiling or the maximum: pii:dynamodb.tables.<table>.capacity.",
        ],
    });
    return [
        {
            ...throttled("read", readsThrottled),
            id: `${start}reads-throttled`,
            title: "Reads throttled",
            why: "DynamoDB turns reads away: clients wait and try again, and at last fail.",
            firstSteps: [
                WHERE,
                "Stop what reads more than it must: a scan, an export, a job that started then.",
                "Raise the limit: pii:dynamodb.tables.<table>.capacity. Hot keys must be spread, or read through DAX.",
            ],
        },
        {
            ...throttled("write", writesThrottled),
            id: `${start}writes-throttled`,
            title: "Writes throttled",
            why:
                index === undefined
                    ? "DynamoDB turns writes away: what is not tried again is lost."
                    : "The index cannot keep up, and for that DynamoDB turns away writes to the whole table.",
            firstSteps: [
                WHERE,
                "Stop or slow down what writes in bulk: a load, a migration, a job that started then.",
                "Raise the limit: pii:dynamodb.tables.<table>.capacity. Hot keys must be spread.",
            ],
        },
        ...(limit === undefined
            ? []
            : [
                  {
                      ...used("read", limit.read, readUnits),
                      id: `${start}read-units`,
                      title: "Read units used, a second",
                  },
                  {
                      ...used("write", limit.write, writeUnits),
                      id: `${start}write-units`,
                      title: "Write units used, a second",
                  },
              ]),
    ];
}
