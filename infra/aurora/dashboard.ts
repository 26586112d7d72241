import type { AlarmRule, Metric } from "../alarms/alarm-rule";
import {
    alarmStates,
    CHART,
    COLUMNS,
    heading,
    placed,
    type Sized,
    type Widget,
} from "../alarms/widgets";
import type { Watched } from "./alarm-rules";
import type { Log } from "./exported-logs";
import { clusterLogGroup } from "./log-metrics";

interface Chart {
    readonly group: string;
    readonly title: string;
    readonly metric: Metric;
    /** One line for the writer and one for the readers, where RDS publishes both. */
    readonly byRole: boolean;
    readonly lines?: readonly Readonly<Record<string, unknown>>[];
}

/**
 * The body of a cluster's dashboard: the state of its alarms, a chart of each alarm's metric with its
 * threshold, grouped as the alarms are, and what the logs say. Log entries are shown without what a
 * statement was about: who failed to log in from where, and how many errors there were.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 * @param alarmArns those of `rules`
 */
export function dashboardBody(
    region: string,
    watched: Watched,
    rules: readonly AlarmRule[],
    alarmArns: readonly string[],
): { readonly widgets: readonly Widget[] } {
    const charts = [...rules.map(alarmChart), ...furtherCharts(watched)];
    const groups = [...new Set(charts.map(({ group }) => group))].map((group) => [
        heading(group),
        ...charts.filter((chart) => chart.group === group).map((chart) => drawn(chart, region)),
    ]);
    return { widgets: placed([[alarmStates(alarmArns)], ...groups, logs(region, watched)]) };
}

function alarmChart({ group, title, metric, fires, threshold, limit }: AlarmRule): Chart {
    return {
        group,
        title,
        metric,
        byRole: "DBClusterIdentifier" in metric.dimensions,
        lines: [{ label: limit, value: threshold, fill: fires }],
    };
}

/** What is worth seeing, but no reason for an alarm. */
function furtherCharts({ clusterIdentifier, capacity, proxyName }: Watched): Chart[] {
    const dimensions = { DBClusterIdentifier: clusterIdentifier };
    const rds = { namespace: "AWS/RDS", dimensions } as const;
    return [
        {
            group: "Capacity",
            title: "Storage used, in bytes",
            metric: { ...rds, name: "VolumeBytesUsed", statistic: "Average", periodSeconds: 3600 },
            byRole: false,
        },
        ...(capacity === undefined
            ? []
            : [
                  {
                      group: "Capacity",
                      title: "Serverless capacity, in ACU",
                      metric: {
                          ...rds,
                          name: "ServerlessDatabaseCapacity",
                          statistic: "Maximum",
                          periodSeconds: 60,
                      } as const,
                      byRole: true,
                  },
              ]),
        ...(proxyName === undefined
            ? []
            : [
                  {
                      group: "Proxy",
                      title: "Clients of the proxy",
                      metric: {
                          namespace: "AWS/RDS",
                          name: "ClientConnections",
                          dimensions: { ProxyName: proxyName },
                          statistic: "Sum",
                          periodSeconds: 60,
                      } as const,
                      byRole: false,
                  },
              ]),
    ];
}

function drawn({ title, metric, byRole, lines }: Chart, region: string): Sized {
    const series = [
        metric.namespace,
        metric.name,
        ...Object.entries(metric.dimensions).flatMap(([key, value]) => [key, value]),
    ];
    return {
        type: "metric",
        ...CHART,
        properties: {
            title,
            region,
            view: "timeSeries",
            stat: metric.statistic,
            period: metric.periodSeconds,
            metrics: byRole
                ? [
                      [...series, "Role", "WRITER", { label: "writer" }],
                      [...series, "Role", "READER", { label: "readers" }],
                  ]
                : [series],
            ...(lines && { annotations: { horizontal: lines } }),
        },
    };
}

function logs(region: string, { clusterIdentifier, logs: exported }: Watched): Sized[] {
    const source = (log: Log) => `SOURCE '${clusterLogGroup(clusterIdentifier, log)}'`;
    const logins = (["postgresql", "iam-db-auth-error"] as const).filter((log) =>
        exported.includes(log),
    );
    const table = (title: string, query: readonly string[]): Sized => ({
        type: "log",
        width: COLUMNS / 2,
        height: 6,
        properties: { title, region, view: "table", query: query.join(" | ") },
    });
    return [
        heading("Logs"),
        table("Failed logins", [
            ...logins.map(source),
            "fields @timestamp, @message",
            "filter @message like /authentication failed|Failed to authenticate/",
            "sort @timestamp desc",
            "limit 20",
        ]),
        table("Errors", [
            source("postgresql"),
            String.raw`parse @message /\]:(?<severity>ERROR|FATAL|PANIC):/`,
            "filter ispresent(severity)",
            "stats count(*) as errors by bin(5m) as time, severity",
            "sort time desc",
            "limit 20",
        ]),
    ];
}
