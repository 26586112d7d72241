import type { AlarmRule, Series } from "../alarms/alarm-rule";
import {
    alarmStates,
    type Chart,
    drawn,
    heading,
    type Line,
    placed,
    type Widget,
} from "../alarms/widgets";
import { accountAlarmRules } from "./alarm-rules-account";
import { cacheAlarmRules } from "./alarm-rules-dax";
import { exportAlarmRules } from "./alarm-rules-exports";
import { ownAlarmRules, replicaAlarmRules } from "./alarm-rules-table";
import { throughputAlarmRules } from "./alarm-rules-throughput";
import type { AlarmThresholds } from "./alarm-thresholds";
import { counted, tableDimensions } from "./table-metric";
import { limitOf, regionsOf, type WatchedCache, type WatchedTable } from "./watched";

/** What a dashboard shows. */
export interface Shown {
    /** The platform's own region, which has the caches. */
    readonly home: string;
    readonly tables: readonly ShownTable[];
    readonly caches: readonly WatchedCache[];
    /** Of the schedules that export tables of that region. @default nothing does */
    readonly scheduleGroup?: string | undefined;
    readonly thresholds: AlarmThresholds;
}

type ShownTable = WatchedTable & { readonly tableName: string };

/** A line of a chart, and what the chart says of it. */
interface Drawing extends Omit<Chart, "lines">, Line {
    readonly group: string;
}

/**
 * The body of the dashboard of all tables and caches: the state of alarms, and then, region by
 * region, a chart of what each alarm looks at, with a line for each table, index or replica.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 * @param alarmArns of alarms in any region
 */
export function dashboardBody(
    shown: Shown,
    alarmArns: readonly string[],
): { readonly widgets: readonly Widget[] } {
    const { home } = shown;
    const regions = new Set([home, ...shown.tables.flatMap((table) => regionsOf(home, table))]);
    const groups = [...regions].flatMap((region) => {
        const drawings = drawingsOf(region, shown);
        return [...new Set(drawings.map(({ group }) => group))].map((group) => [
            heading(region === home ? group : `${group} in ${region}`),
            ...charts(drawings.filter((each) => each.group === group)).flatMap(drawn),
        ]);
    });
    return { widgets: placed([[alarmStates(alarmArns)], ...groups]) };
}

function drawingsOf(
    region: string,
    { home, tables, caches, scheduleGroup, thresholds }: Shown,
): Drawing[] {
    return [
        ...tables.flatMap((table) => {
            const regions = regionsOf(home, table);
            const others = regions.filter((each) => each !== region);
            return regions.includes(region) ? tableDrawings(region, table, others, thresholds) : [];
        }),
        ...(region === home ? caches : []).flatMap((cache) =>
            alarmDrawings(region, cache.clusterName, cacheAlarmRules(cache, thresholds)),
        ),
        ...alarmDrawings(region, "account", accountAlarmRules(thresholds)),
        ...(region === home && scheduleGroup !== undefined
            ? alarmDrawings(region, scheduleGroup, exportAlarmRules(scheduleGroup))
            : []),
    ];
}

function tableDrawings(
    region: string,
    table: ShownTable,
    otherRegions: readonly string[],
    thresholds: AlarmThresholds,
): Drawing[] {
    const { name, indexes = {} } = table.spec;
    const drawings = (label: string, rules: readonly AlarmRule<Series>[]) =>
        alarmDrawings(region, label, rules);
    return [
        ...drawings(name, throughputAlarmRules(table, thresholds)),
        ...drawings(name, ownAlarmRules(table, thresholds)),
        ...furtherDrawings(region, table),
        ...Object.keys(indexes).flatMap((index) =>
            drawings(`${name} ${index}`, throughputAlarmRules(table, thresholds, index)),
        ),
        ...otherRegions.flatMap((other) =>
            drawings(`${name} to ${other}`, replicaAlarmRules(table, other, thresholds)),
        ),
    ];
}

function alarmDrawings(
    region: string,
    label: string,
    rules: readonly AlarmRule<Series>[],
): Drawing[] {
    return rules.map(({ group, title, metric, limit, threshold, fires }) => ({
        group,
        title,
        region,
        label,
        series: metric,
        limit: { label: limit, value: threshold, fill: fires },
    }));
}

/** What is worth seeing, but no reason for an alarm. */
function furtherDrawings(region: string, { spec, tableName }: ShownTable): Drawing[] {
    const drawing = (title: string, name: string, scale = ""): Drawing => ({
        group: "Tables",
        title,
        region,
        label: spec.name,
        series: counted(
            {
                name,
                dimensions: tableDimensions(tableName),
                statistic: "Sum",
                periodSeconds: 60,
            },
            scale,
        ),
    });
    return [
        // With a limit there are alarms of these, and so charts.
        ...(limitOf(spec.capacity) === undefined
            ? [
                  drawing("Read units used, a second", "ConsumedReadCapacityUnits", " / 60"),
                  drawing("Write units used, a second", "ConsumedWriteCapacityUnits", " / 60"),
              ]
            : []),
        drawing("Conditions that did not hold", "ConditionalCheckFailedRequests"),
        ...(spec.ttl === undefined
            ? []
            : [drawing("Items deleted at their time", "TimeToLiveDeletedItemCount")]),
    ];
}

/** One chart of each title; its threshold is drawn if all lines have the same. */
function charts(drawings: readonly Drawing[]): Chart[] {
    const titles = [...new Set(drawings.map(({ title }) => title))];
    return titles.flatMap((title) => {
        const lines = drawings.filter((each) => each.title === title);
        const [first] = lines;
        if (first === undefined) {
            return [];
        }
        const { region, limit } = first;
        const isShared = lines.every((each) => each.limit?.value === limit?.value);
        return [{ title, region, lines, ...(isShared && limit !== undefined && { limit }) }];
    });
}
