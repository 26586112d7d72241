import type * as aws from "@pulumi/aws";
import { KEY, resource } from "./resource";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";

export const logGroup = resource<aws.cloudwatch.LogGroupArgs>(
    "aws:cloudwatch/logGroup:LogGroup",
    "aurora-log",
    { retentionInDays: 365, kmsKeyId: KEY },
);
export const alarm = resource<aws.cloudwatch.MetricAlarmArgs>(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "throttled",
    {
        name: "throttled",
        namespace: "AWS/DynamoDB",
        metricName: "ReadThrottleEvents",
        dimensions: { TableName: "consents" },
        alarmActions: [TOPIC],
    },
);
/** Tells nobody itself: {@link compositeAlarm} does. */
export const partAlarm = resource<aws.cloudwatch.MetricAlarmArgs>(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "busy",
    {
        name: "busy",
        metricQueries: [
            { id: "result", expression: "cpu / 2" },
            {
                id: "cpu",
                metric: {
                    namespace: "AWS/RDS",
                    metricName: "CPUUtilization",
                    dimensions: { DBClusterIdentifier: "aurora" },
                    period: 60,
                    stat: "Average",
                },
            },
        ],
    },
);
export const compositeAlarm = resource<aws.cloudwatch.CompositeAlarmArgs>(
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    "in-trouble",
    { alarmName: "in-trouble", alarmRule: 'ALARM("busy")', alarmActions: [TOPIC] },
);

export const logsStack = [logGroup, alarm, partAlarm, compositeAlarm];
