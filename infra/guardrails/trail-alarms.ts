import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Alarms } from "../alarms/alarms";
import { trailAlarmRule, type TrailEvent, trailMetricName, trailNamespace } from "./trail-event";

export interface TrailAlarmsArgs {
    /** Start of the names, such as `pii-prod`. */
    readonly prefix: string;
    /** Log group that the trail delivers to. */
    readonly logGroupName: pulumi.Input<string>;
    /** At least one of them urgent. */
    readonly events: readonly TrailEvent[];
    /** Hears of every event. */
    readonly topicArn: pulumi.Input<string>;
    /** Hears, once, of however many of the urgent ones. */
    readonly urgentTopicArn: pulumi.Input<string>;
}

/**
 * A metric filter and an alarm for each event that somebody has to hear of, and one alarm over the
 * urgent ones: `<prefix>-trail-<event>` and `<prefix>-trail-in-trouble`.
 */
export class TrailAlarms extends pulumi.ComponentResource {
    readonly inTroubleAlarmArn: pulumi.Output<string>;

    constructor(name: string, args: TrailAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:TrailAlarms", name, {}, opts);
        const { events, prefix } = args;
        const filters = events.map(
            ({ id, pattern }) =>
                new aws.cloudwatch.LogMetricFilter(
                    `${name}-${id}`,
                    {
                        logGroupName: args.logGroupName,
                        pattern,
                        metricTransformation: {
                            namespace: trailNamespace(prefix),
                            name: trailMetricName(id),
                            value: "1",
                            defaultValue: "0",
                        },
                    },
                    { parent: this },
                ),
        );
        const alarms = new Alarms(
            name,
            {
                rules: events.map((event) => trailAlarmRule(prefix, event)),
                topicArn: args.topicArn,
                urgentTopicArn: args.urgentTopicArn,
                watched: filters,
                momentary: true,
            },
            { parent: this },
        );
        this.inTroubleAlarmArn = alarms.inTroubleArn;
        this.registerOutputs({ inTroubleAlarmArn: this.inTroubleAlarmArn });
    }
}
