import { AwsError, type Draft, json, matching, type Model, str } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { partitionOf } from "../shared/arn";
import { partsOf } from "../shared/forms";
import { objectOf, objectsOf } from "../shared/rules";
import { findAlarm } from "./types";

const MAX_WIDGETS = 500;
const MAX_METRICS = 500;
const COLUMNS = 24;

/** What the properties of each type of widget must have. */
const WIDGETS: Readonly<Record<string, readonly string[]>> = {
    metric: ["region"],
    text: ["markdown"],
    log: ["query", "region"],
    alarm: ["alarms"],
    explorer: ["metrics"],
    custom: ["endpoint"],
};

/**
 * A check for the body of a dashboard
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
 */
function dashboardBody(text: string): string | undefined {
    const problem = json(text);
    if (problem !== undefined) {
        return problem;
    }
    const widgets = objectOf(JSON.parse(text))?.widgets;
    if (!Array.isArray(widgets)) {
        return "must be an object with widgets, a list";
    }
    if (widgets.length > MAX_WIDGETS) {
        return `must have at most ${MAX_WIDGETS} widgets, got ${widgets.length}`;
    }
    return widgets
        .map((widget, i) => widgetProblem(objectOf(widget) ?? {}, `widgets[${i}]`))
        .find((found) => found !== undefined);
}

function widgetProblem(widget: Props, path: string): string | undefined {
    const { type } = widget;
    const required = typeof type === "string" ? WIDGETS[type] : undefined;
    if (required === undefined) {
        const types = Object.keys(WIDGETS).join(", ");
        return `${path}.type must be one of ${types}, got ${JSON.stringify(type)}`;
    }
    const properties = objectOf(widget.properties);
    const missing = required.find((name) => properties?.[name] === undefined);
    if (properties === undefined || missing !== undefined) {
        return `${path}.properties must have ${missing ?? "the widget's content"}`;
    }
    return (
        placeProblem(widget, path) ??
        (type === "metric" ? metricsProblem(properties, `${path}.properties`) : undefined)
    );
}

function placeProblem(widget: Props, path: string): string | undefined {
    const { x, y } = widget;
    const { width = 6, height = 6 } = widget as { width?: unknown; height?: unknown };
    if ((x === undefined) !== (y === undefined)) {
        return `${path} must have both x and y, or neither`;
    }
    const places = [
        ["x", x ?? 0, 0, COLUMNS - 1],
        ["y", y ?? 0, 0, Infinity],
        ["width", width, 1, COLUMNS],
        ["height", height, 1, 1000],
    ] as const;
    const wrong = places.find(
        ([, value, low, high]) =>
            !Number.isInteger(value) || (value as number) < low || (value as number) > high,
    );
    if (wrong !== undefined) {
        const [name, value, low, high] = wrong;
        const range = high === Infinity ? `${low} or more` : `from ${low} to ${high}`;
        return `${path}.${name} must be a whole number ${range}, got ${JSON.stringify(value)}`;
    }
    return Number(x ?? 0) + Number(width) > COLUMNS
        ? `${path} must end in column ${COLUMNS} or before: x and width come to ` +
              String(Number(x ?? 0) + Number(width))
        : undefined;
}

function metricsProblem({ metrics, annotations }: Props, path: string): string | undefined {
    if (metrics === undefined) {
        return objectOf(annotations)?.alarms === undefined
            ? `${path} must have metrics, or annotations.alarms`
            : undefined;
    }
    if (!Array.isArray(metrics) || metrics.length === 0 || metrics.length > MAX_METRICS) {
        return `${path}.metrics must be a list of 1 to ${MAX_METRICS}`;
    }
    const wrong = metrics.findIndex((metric) => !isMetric(metric));
    return wrong < 0
        ? undefined
        : `${path}.metrics[${wrong}] must be [namespace, name, dimension, value, …], with an object ` +
              "of settings after it or not, or [{expression}]";
}

function isMetric(metric: unknown): boolean {
    if (!Array.isArray(metric) || metric.length === 0) {
        return false;
    }
    const last: unknown = metric.at(-1);
    const settings = objectOf(last);
    const texts = metric.slice(0, settings === undefined ? undefined : -1) as unknown[];
    if (!texts.every((text) => typeof text === "string")) {
        return false;
    }
    // "..." stands for all that the metric before has there.
    return texts.length === 0
        ? typeof settings?.expression === "string"
        : texts.includes("...") || texts.length % 2 === 0;
}

const dashboard: Model = {
    type: "aws:cloudwatch/dashboard:Dashboard",
    untaggable: true,
    fields: {
        dashboardBody: str({ required: true, check: dashboardBody }),
        dashboardName: str({
            required: true,
            replaces: true,
            check: matching(/^[\w-]{1,255}$/, '1 to 255 letters, digits, "_" and "-"'),
        }),
    },
    id: ({ inputs }) => inputs.dashboardName as string,
    outputs: {
        // Dashboards are the same in all regions.
        dashboardArn: ({ account, id, region }) =>
            `arn:${partitionOf(region).id}:cloudwatch::${account.accountId}:dashboard/${id}`,
    },
    refuse: refuseStrangeAlarms,
};

/** A widget on an alarm that is not there stays empty, and AWS does not say so. */
function refuseStrangeAlarms({ account, inputs }: Draft): void {
    const { widgets } = JSON.parse(inputs.dashboardBody as string) as Props;
    for (const { properties } of objectsOf(widgets)) {
        const { alarms, annotations } = objectOf(properties) ?? {};
        const named = [alarms, objectOf(annotations)?.alarms].flat();
        const stranger = named.find(
            (arn): arn is string =>
                typeof arn === "string" &&
                partsOf(arn).accountId === account.accountId &&
                findAlarm(account, arn) === undefined,
        );
        if (stranger !== undefined) {
            throw new AwsError(
                "NoSuchAlarm",
                `dashboardBody: there is no alarm ${stranger}, so that its widget would ` +
                    "stay empty",
            );
        }
    }
}

export const dashboardModels: readonly Model[] = [dashboard];
