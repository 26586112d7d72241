import type * as pulumi from "@pulumi/pulumi";

/** A series of values in CloudWatch, and how the values of one period become one. */
export interface Metric {
    readonly namespace: string;
    readonly name: string;
    /** Exactly those that the service publishes: one more or one less, and there is no data. */
    readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
    readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
    /** Whole minutes. */
    readonly periodSeconds: number;
}

/**
 * What is computed of several metrics in every period. Who fills gaps with FILL leaves `beyond` below
 * `periods`: the last minute often has no data yet, and would never count
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html).
 */
export interface MetricMath {
    /** Metric math over the names of `metrics`; neither SEARCH, which alarms refuse, nor METRICS(). */
    readonly expression: string;
    /** At most ten; their names start with a lower-case letter. */
    readonly metrics: Readonly<Record<string, Omit<Metric, "periodSeconds">>>;
    /** Whole minutes. */
    readonly periodSeconds: number;
}

/** What an alarm, or a line of a chart, can look at. */
export type Series = Metric | MetricMath;

/** When an alarm goes off, why that matters, and what to do then. */
export interface AlarmRule<Watched extends Series = Metric> {
    /** In kebab case; ends the alarm's name, and is its heading in docs/alarms.md. */
    readonly id: string;
    /** Section of the dashboard. */
    readonly group: string;
    readonly title: string;
    /** Its unit is left to the metric: one that does not fit would match no data, for ever. */
    readonly metric: Watched;
    readonly fires: "above" | "below";
    /** In the metric's own unit. */
    readonly threshold: number;
    /** The threshold as people say it, such as `80 % of the connections`. */
    readonly limit: string;
    /** How many periods are looked at. */
    readonly periods: number;
    /** How many of them must be beyond the threshold. @default all */
    readonly beyond?: number;
    /** What a period without data counts as, and why. */
    readonly missing: {
        readonly as: "breaching" | "ignore" | "missing" | "notBreaching";
        readonly why: string;
    };
    /** Somebody must be woken: part of the composite alarm. */
    readonly urgent: boolean;
    readonly why: string;
    /** In order. */
    readonly firstSteps: readonly string[];
}
