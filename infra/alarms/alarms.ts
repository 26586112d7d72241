import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmRule, Series } from "./alarm-rule";

export interface AlarmsArgs {
    /** At least one of them urgent. */
    readonly rules: readonly AlarmRule<Series>[];
    /** Hears of every alarm, when it goes off and when it is over. */
    readonly topicArn: pulumi.Input<string>;
    /** Hears of the composite alarm alone: once, however many of the urgent ones go off. */
    readonly urgentTopicArn: pulumi.Input<string>;
    /** What emits the metrics: an alarm that is there first would find no data, and go off. */
    readonly watched: pulumi.Resource | readonly pulumi.Resource[];
    /**
     * They tell of deeds, not of states: nothing is over when they go off again, and nobody is told
     * so. @default false
     */
    readonly momentary?: boolean;
}

/**
 * Alarms, and one composite over the urgent ones. Their names are given, because people read them in
 * mails: `<name>-<id of the rule>` and `<name>-in-trouble`.
 */
export class Alarms extends pulumi.ComponentResource {
    /** ARNs in the order of the rules. */
    readonly arns: pulumi.Output<string[]>;
    readonly inTroubleArn: pulumi.Output<string>;

    constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:alarms:Alarms", name, {}, opts);
        const child = { parent: this, dependsOn: [args.watched].flat() };
        const telling = (topicArn: pulumi.Input<string>) => ({
            alarmActions: [topicArn],
            ...(args.momentary !== true && { okActions: [topicArn] }),
        });
        const alarms = args.rules.map((rule) => ({
            rule,
            alarm: new aws.cloudwatch.MetricAlarm(
                `${name}-${rule.id}`,
                {
                    name: `${name}-${rule.id}`,
                    alarmDescription: alarmDescription(rule),
                    ...watching(rule.metric),
                    comparisonOperator:
                        rule.fires === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
                    threshold: rule.threshold,
                    evaluationPeriods: rule.periods,
                    datapointsToAlarm: rule.beyond ?? rule.periods,
                    treatMissingData: rule.missing.as,
                    ...telling(args.topicArn),
                },
                child,
            ),
        }));
        const urgent = alarms.filter(({ rule }) => rule.urgent);
        const composite = new aws.cloudwatch.CompositeAlarm(
            `${name}-in-trouble`,
            {
                alarmName: `${name}-in-trouble`,
                alarmDescription:
                    "At least one of the urgent alarms is on. See which, and docs/alarms.md.",
                alarmRule: pulumi
                    .all(urgent.map(({ alarm }) => alarm.name))
                    .apply((names) => names.map((each) => `ALARM("${each}")`).join(" OR ")),
                ...telling(args.urgentTopicArn),
            },
            child,
        );
        this.arns = pulumi.all(alarms.map(({ alarm }) => alarm.arn));
        this.inTroubleArn = composite.arn;
        this.registerOutputs({ arns: this.arns, inTroubleArn: this.inTroubleArn });
    }
}

/** The inputs of an alarm that say what it looks at. */
function watching(series: Series): Partial<aws.cloudwatch.MetricAlarmArgs> {
    if (!("expression" in series)) {
        return {
            namespace: series.namespace,
            metricName: series.name,
            dimensions: series.dimensions,
            statistic: series.statistic,
            period: series.periodSeconds,
        };
    }
    return {
        metricQueries: [
            { id: "result", expression: series.expression, returnData: true },
            ...Object.entries(series.metrics).map(([id, metric]) => ({
                id,
                metric: {
                    namespace: metric.namespace,
                    metricName: metric.name,
                    dimensions: metric.dimensions,
                    stat: metric.statistic,
                    period: series.periodSeconds,
                },
            })),
        ],
    };
}

/** What the mail says; CloudWatch takes 1024 characters. */
export function alarmDescription({ why, firstSteps }: AlarmRule<Series>): string {
    return [why, ...firstSteps.map((step, index) => `${index + 1}. ${step}`)].join("\n");
}
