import { type Inspected, UNKNOWN } from "./inspect";
import type { Stack, StackResource } from "./resource";

export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** A metric that an alarm looks at; each part may be `UNKNOWN`. */
export interface Metric {
    readonly namespace: unknown;
    readonly name: unknown;
    /** What it is of, by the name of the dimension. */
    dimension(name: string): unknown;
}

/** The metrics that an alarm looks at: its own, or those that it computes with. */
export function metricsOf(alarm: Inspected): Metric[] {
    if (alarm.partly("metricQueries") === UNKNOWN) {
        return [{ namespace: UNKNOWN, name: UNKNOWN, dimension: () => UNKNOWN }];
    }
    return [
        metric(alarm, ""),
        ...alarm.each("metricQueries").map((query) => metric(query, "metric.")),
    ].filter(({ name }) => name !== undefined);
}

function metric(part: Inspected, prefix: "" | "metric."): Metric {
    return {
        namespace: part.read(`${prefix}namespace`),
        name: part.read(`${prefix}metricName`),
        dimension: (name) => part.read(`${prefix}dimensions.${name}`),
    };
}

/** Answers which alarms others look at, so that they need to tell nobody themselves. */
export function partOfOthers(stack: Stack): (alarm: StackResource) => boolean {
    const types = [METRIC_ALARM, COMPOSITE_ALARM];
    const identifiers = ["name", "alarmName", "arn"];
    const links = stack.links([COMPOSITE_ALARM], "alarmRule", types, identifiers);
    const named = new Set(
        stack.of(COMPOSITE_ALARM).flatMap((composite) => namesIn(composite.read("alarmRule"))),
    );
    return (alarm) =>
        links.to(alarm).length > 0 ||
        identifiers.some((identifier) => named.has(alarm.read(identifier)));
}

/** Names and ARNs in a rule such as `ALARM("cpu") OR ALARM(memory)`. */
function namesIn(rule: unknown): unknown[] {
    return rule === UNKNOWN
        ? []
        : [...String(rule).matchAll(/\(\s*["']?([^"'()]+?)["']?\s*\)/g)].map(([, name]) => name);
}
