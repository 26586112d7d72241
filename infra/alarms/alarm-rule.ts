/** A series of values in CloudWatch, and how the values of one period become one. */
export interface Metric {
    readonly namespace: string;
    readonly name: string;
    /** Exactly those that the service publishes: one more or one less, and there is no data. */
    readonly dimensions: Readonly<Record<string, string>>;
    readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
    /** Whole minutes. */
    readonly periodSeconds: number;
}

/** When an alarm goes off, why that matters, and what to do then. */
export interface AlarmRule {
    /** In kebab case; ends the alarm's name, and is its heading in docs/alarms.md. */
    readonly id: string;
    /** Section of the dashboard. */
    readonly group: string;
    readonly title: string;
    /** Its unit is left to the metric: one that does not fit would match no data, for ever. */
    readonly metric: Metric;
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
        readonly as: "breaching" | "notBreaching" | "missing";
        readonly why: string;
    };
    /** Somebody must be woken: part of the composite alarm. */
    readonly urgent: boolean;
    readonly why: string;
    /** In order. */
    readonly firstSteps: readonly string[];
}
