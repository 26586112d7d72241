import { METRIC_ALARM, metricsOf } from "../../alarms";
import { eventsMissedBy } from "../../cis-events";
import { UNKNOWN } from "../../inspect";
import type { Stack, StackResource } from "../../resource";
import { rule } from "../../rule";
import { LOG_GROUP, TRAIL, trailLogGroups } from "../../trails";

const FILTERS = ["aws:cloudwatch/logMetricFilter:LogMetricFilter"];

/** Answers whether an alarm looks at the metric that a filter counts in, or may do so. */
function alarmed(stack: Stack): (filter: StackResource) => boolean {
    const id = (namespace: unknown, name: unknown) => `${String(namespace)}/${String(name)}`;
    const watched = new Set(
        stack
            .of(METRIC_ALARM)
            .flatMap(metricsOf)
            .map(({ namespace, name }) => id(namespace, name)),
    );
    return (filter) => {
        const [namespace, name] = ["namespace", "name"].map((property) =>
            filter.read(`metricTransformation.${property}`),
        );
        return [namespace, name].includes(UNKNOWN) || watched.has(id(namespace, name));
    };
}

export const accountEventsAlarmed = rule({
    name: "account-events-alarmed",
    description:
        "Where metric filters watch a trail's log group, they and alarms on them find all that CIS names.",
    why: "Root at work, a trail stopped, a key on its way out: the sooner somebody knows, the less is lost.",
    severity: "low",
    remediation:
        "Make an aws.cloudwatch.LogMetricFilter on the trail's log group, and an aws.cloudwatch.MetricAlarm on its metric, for each event named.",
    frameworks: {
        fsbp: Array.from({ length: 14 }, (_, index) => `CloudWatch.${index + 1}`),
        cis: Array.from({ length: 15 }, (_, index) => `4.${index + 1}`),
        pci: ["10.4.1.1", "10.7.2"],
        gdpr: ["33"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    checkStack: (stack) => {
        const isAlarmed = alarmed(stack);
        const groups = new Set(stack.of(TRAIL).flatMap((trail) => trailLogGroups(stack, trail)));
        const filters = stack.links(FILTERS, "logGroupName", [LOG_GROUP], ["name", "id"]);
        for (const group of groups) {
            const own = filters.to(group);
            const patterns = own.filter(isAlarmed).map((filter) => filter.read("pattern"));
            const missed = patterns.includes(UNKNOWN) ? [] : eventsMissedBy(patterns.map(String));
            for (const { what, words } of own.length === 0 ? [] : missed) {
                group.fail(
                    `no filter with an alarm finds ${what}; make both, with the pattern's ${words.join(", ")}`,
                );
            }
        }
    },
});
