import type * as pulumi from "@pulumi/pulumi";
import type { AlarmRule } from "../alarms/alarm-rule";

/** Something that the trail tells, and that somebody has to hear of. */
export interface TrailEvent {
    /** In kebab case; ends the names of its metric filter and its alarm. */
    readonly id: string;
    readonly title: string;
    /** Filter pattern of CloudWatch Logs over CloudTrail's records. */
    readonly pattern: pulumi.Input<string>;
    /** How many in five minutes are still nothing to tell of. @default 0 */
    readonly tolerated?: number;
    /** Somebody must be woken: part of the composite alarm. */
    readonly urgent: boolean;
    /** What happened, and what it may mean. */
    readonly why: string;
    /** Name of the page in docs/runbooks that says what to do. */
    readonly runbook: string;
}

/** A pattern's part that any of these events match. */
export function eventNames(...names: readonly string[]): string {
    return names.map((name) => `($.eventName=${name})`).join(" || ");
}

/**
 * Namespace of the counts of one platform's trail. Part of it because a filter that says 0 where
 * nothing was found cannot have dimensions.
 */
export function trailNamespace(prefix: string): string {
    return `pii-platform/${prefix}/trail`;
}

/** Name of the metric that an event is counted in: its id in camel case. */
export function trailMetricName(id: string): string {
    return id.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());
}

/** The alarm on an event. */
export function trailAlarmRule(prefix: string, event: TrailEvent): AlarmRule {
    const { id, title, urgent, why, runbook, tolerated = 0 } = event;
    return {
        id,
        group: "Trail",
        title,
        metric: {
            namespace: trailNamespace(prefix),
            name: trailMetricName(id),
            dimensions: {},
            statistic: "Sum",
            periodSeconds: 300,
        },
        fires: "above",
        threshold: tolerated,
        limit: tolerated === 0 ? "none" : `${tolerated} in five minutes`,
        periods: 1,
        missing: { as: "notBreaching", why: "nothing was logged, and so nothing was done" },
        urgent,
        why,
        firstSteps: [
            `See in the log group ${trailLogGroup(prefix)} who did it, from where and with what answer (docs/audit.md has the query).`,
            `Unless it was a deployment or somebody of yours who says so: docs/runbooks/${runbook}.md.`,
        ],
    };
}

/** Name of the log group that the trail delivers to. */
export function trailLogGroup(prefix: string): string {
    return `/${prefix}/trail`;
}
