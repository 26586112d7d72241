import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Alarms } from "../alarms/alarms";
import { auroraAlarmRules, type Watched } from "./alarm-rules";
import type { AlarmThresholds } from "./alarm-thresholds";
import { dashboardBody } from "./dashboard";
import { clusterLogGroup, LOG_METRICS, logMetricNamespace } from "./log-metrics";

export interface AuroraAlarmsArgs {
    readonly watched: Watched;
    readonly thresholds: AlarmThresholds;
    /** The region of the cluster, and of its dashboard's charts. */
    readonly region: string;
    /** The cluster itself, with its log groups and instances: nothing here is made before it is. */
    readonly cluster: pulumi.Resource;
    /** What is watched beside it, such as its proxy: no alarm is made before all of it is. */
    readonly beside: readonly pulumi.Resource[];
    /** As for {@link Alarms}. */
    readonly topicArn: pulumi.Input<string>;
    /** As for {@link Alarms}. */
    readonly urgentTopicArn: pulumi.Input<string>;
}

/**
 * What makes a cluster seen: its alarms, the counts of errors and failed logins in its logs, and a
 * dashboard, named `name`. docs/alarms.md says what each alarm means.
 */
export class AuroraAlarms extends pulumi.ComponentResource {
    readonly inTroubleAlarmArn: pulumi.Output<string>;
    readonly dashboardName: pulumi.Output<string>;

    constructor(name: string, args: AuroraAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:AuroraAlarms", name, {}, opts);
        const { watched, cluster } = args;
        const exported = LOG_METRICS.filter(({ log }) => watched.logs.includes(log));
        for (const { id, name: metric, log, pattern } of exported) {
            new aws.cloudwatch.LogMetricFilter(
                `${name}-${id}`,
                {
                    logGroupName: clusterLogGroup(watched.clusterIdentifier, log),
                    pattern,
                    metricTransformation: {
                        namespace: logMetricNamespace(watched.clusterIdentifier),
                        name: metric,
                        value: "1",
                        defaultValue: "0",
                    },
                },
                { parent: this, dependsOn: cluster },
            );
        }
        const rules = auroraAlarmRules(watched, args.thresholds);
        const alarms = new Alarms(
            name,
            {
                rules,
                topicArn: args.topicArn,
                urgentTopicArn: args.urgentTopicArn,
                watched: [cluster, ...args.beside],
            },
            { parent: this },
        );
        const dashboard = new aws.cloudwatch.Dashboard(
            name,
            {
                dashboardName: name,
                dashboardBody: alarms.arns.apply((arns) =>
                    JSON.stringify(dashboardBody(args.region, watched, rules, arns)),
                ),
            },
            { parent: this },
        );
        this.inTroubleAlarmArn = alarms.inTroubleArn;
        this.dashboardName = dashboard.dashboardName;
        this.registerOutputs({
            inTroubleAlarmArn: this.inTroubleAlarmArn,
            dashboardName: this.dashboardName,
        });
    }
}
