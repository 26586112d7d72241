import type { AlarmRule, Series } from "../alarms/alarm-rule";
import { throughputAlarmRules } from "./alarm-rules-throughput";
import type { AlarmThresholds } from "./alarm-thresholds";
import { FILLED, overOperations } from "./table-metric";
import { isDelayed, type WatchedTable } from "./watched";

const READS = ["GetItem", "BatchGetItem", "Query", "TransactGetItems"];

const WRITES = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"];

/**
 * Alarms of a table in one of its regions, its indexes' included, by dimensions as of
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html.
 * @param otherRegions those that have the table, too
 */
export function tableAlarmRules(
    table: WatchedTable,
    otherRegions: readonly string[],
    thresholds: AlarmThresholds,
): AlarmRule<Series>[] {
    return [
        ...throughputAlarmRules(table, thresholds),
        ...ownAlarmRules(table, thresholds),
        ...Object.keys(table.spec.indexes ?? {}).flatMap((index) =>
            throughputAlarmRules(table, thresholds, index),
        ),
        ...otherRegions.flatMap((region) => replicaAlarmRules(table, region, thresholds)),
    ];
}

/** Alarms of a table as a whole: whether it answers, and how fast. */
export function ownAlarmRules(
    { tableName }: WatchedTable,
    { systemErrors, slowReads, slowWrites }: AlarmThresholds,
): AlarmRule<Series>[] {
    const slow = (operations: readonly string[], milliseconds: number) => ({
        group: "Tables",
        metric: overOperations(
            tableName,
            { name: "SuccessfulRequestLatency", statistic: "Average", periodSeconds: 60 },
            "MAX",
            operations,
        ),
        fires: "above" as const,
        threshold: milliseconds,
        limit: `${milliseconds} ms on average, by the slowest operation`,
        periods: 15,
        beyond: 10,
        missing: FILLED,
        urgent: false,
        firstSteps: [
            "See since when, and whether items or queries grew at that time: what is read and written by the megabyte takes longer.",
            "If nothing of ours changed, see AWS's health dashboard.",
        ],
    });
    return [
        {
            id: "system-errors",
            group: "Tables",
            title: "Errors of DynamoDB itself",
            metric: overOperations(
                tableName,
                { name: "SystemErrors", statistic: "Sum", periodSeconds: 300 },
                "SUM",
                [...READS, "Scan", ...WRITES],
            ),
            fires: "above",
            threshold: systemErrors,
            limit: `${systemErrors} errors in five minutes`,
            periods: 3,
            beyond: 2,
            missing: FILLED,
            urgent: true,
            why: "DynamoDB fails to answer (HTTP 500). Single errors are tried again by the SDK; so many reach the users.",
            firstSteps: [
                "See AWS's health dashboard for DynamoDB in the region.",
                "See whether the table's key is disabled, or its policy changed: without it nothing can be read.",
                "Where there are replicas, let clients use another region until it is over.",
            ],
        },
        {
            ...slow(READS, slowReads),
            id: "slow-reads",
            title: "Time that reads take",
            why: "Reads take longer than DynamoDB's few milliseconds, and whoever waits for them does.",
        },
        {
            ...slow(WRITES, slowWrites),
            id: "slow-writes",
            title: "Time that writes take",
            why: "Writes take longer than DynamoDB's few milliseconds, and whoever waits for them does.",
        },
    ];
}

/** Alarms of how the table's changes reach its replica in another region. */
export function replicaAlarmRules(
    table: WatchedTable,
    receivingRegion: string,
    { replicaDelay }: AlarmThresholds,
): AlarmRule<Series>[] {
    return isDelayed(table)
        ? [
              {
                  id: `${receivingRegion}-replica-delay`,
                  group: "Replicas",
                  title: "Delay of replicas",
                  metric: {
                      namespace: "AWS/DynamoDB",
                      name: "ReplicationLatency",
                      dimensions: {
                          TableName: table.tableName,
                          ReceivingRegion: receivingRegion,
                      },
                      statistic: "Average",
                      periodSeconds: 60,
                  },
                  fires: "above",
                  threshold: replicaDelay,
                  limit: `${replicaDelay} ms`,
                  periods: 15,
                  beyond: 10,
                  missing: {
                      as: "ignore",
                      why: "without changes there is no delay, and what stands still publishes none either",
                  },
                  urgent: false,
                  why: "The other region shows what was, a withdrawn consent as given; if this region were lost now, so would be the changes that are on their way.",
                  firstSteps: [
                      "See whether writes to the replica are throttled: its alarms are in its own region.",
                      "See AWS's health dashboard for both regions.",
                      "Let whoever must not read what is old use the region that writes.",
                  ],
              },
          ]
        : [];
}
