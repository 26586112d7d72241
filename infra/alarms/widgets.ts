import type { Metric, Series } from "./alarm-rule";

/** A part of a dashboard. Its grid is 24 columns wide. */
export interface Widget {
    readonly type: "alarm" | "log" | "metric" | "text";
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: Readonly<Record<string, unknown>>;
}

/** A widget that has no place yet. */
export type Sized = Omit<Widget, "x" | "y">;

/** What is drawn as one line. */
export interface Line {
    readonly label: string;
    readonly series: Series;
}

export interface Chart {
    readonly title: string;
    readonly region: string;
    /** At least one; all of one statistic and period. */
    readonly lines: readonly Line[];
    /** A threshold to be drawn. @default none */
    readonly limit?: {
        readonly label: string;
        readonly value: number;
        readonly fill: "above" | "below";
    };
}

export const COLUMNS = 24;
export const CHART = { width: 6, height: 6 };

/** More lines than this nobody tells apart; CloudWatch takes 500 metrics in a chart. */
const MOST_LINES = 40;

/** CloudWatch shows as many alarms in one widget. */
const MOST_ALARMS = 100;

/** The state of alarms by their ARNs, of any region. */
export function alarmStates(alarmArns: readonly string[]): Sized {
    return {
        type: "alarm",
        width: COLUMNS,
        height: 3,
        properties: { title: "Alarms", alarms: alarmArns.slice(0, MOST_ALARMS) },
    };
}

export function heading(text: string): Sized {
    return {
        type: "text",
        width: COLUMNS,
        height: 1,
        properties: { markdown: `## ${text}` },
    };
}

/** The chart; several, one after the other, when it has too many lines. */
export function drawn({ title, region, lines, limit }: Chart): Sized[] {
    const starts = lines.flatMap((_, index) => (index % MOST_LINES === 0 ? [index] : []));
    return starts.map((start, part) => ({
        type: "metric",
        ...CHART,
        properties: {
            title: part === 0 ? title : `${title} (${part + 1})`,
            region,
            view: "timeSeries",
            metrics: lines.slice(start, start + MOST_LINES).flatMap(entries),
            ...(limit && { annotations: { horizontal: [limit] } }),
        },
    }));
}

/** Each group starts in a row of its own; a row takes what fits. */
export function placed(groups: readonly (readonly Sized[])[]): Widget[] {
    const widgets: Widget[] = [];
    let bottom = 0;
    for (const group of groups) {
        let x = 0;
        let y = bottom;
        for (const widget of group) {
            if (x + widget.width > COLUMNS) {
                x = 0;
                y = bottom;
            }
            widgets.push({ ...widget, x, y });
            x += widget.width;
            bottom = Math.max(bottom, y + widget.height);
        }
    }
    return widgets;
}

/** What a line takes in the list of a chart's metrics; names in expressions get its number. */
function entries({ label, series }: Line, line: number): unknown[][] {
    if (!("expression" in series)) {
        return [metric(series, { label, stat: series.statistic, period: series.periodSeconds })];
    }
    const { expression, metrics, periodSeconds: period } = series;
    // In metric math whatever starts in lower case is the name of a metric.
    const numbered = expression.replace(/\b[a-z]\w*\b/g, (name) => `${name}${line}`);
    return [
        [{ expression: numbered, label, id: `line${line}`, period }],
        ...Object.entries(metrics).map(([name, each]) =>
            metric(each, { id: `${name}${line}`, visible: false, stat: each.statistic, period }),
        ),
    ];
}

function metric(
    { namespace, name, dimensions }: Omit<Metric, "periodSeconds">,
    settings: Readonly<Record<string, unknown>>,
): unknown[] {
    return [namespace, name, ...Object.entries(dimensions).flat(), settings];
}
