import assert from "node:assert/strict";
import { TrailAlarms } from "../../infra/guardrails/trail-alarms";
import type { TrailEvent } from "../../infra/guardrails/trail-event";
import { mockEngine, only, registrations } from "./mocks";

const EVENT: TrailEvent = {
    id: "root-used",
    title: "Root at work",
    pattern: '{ $.userIdentity.type = "Root" }',
    urgent: true,
    why: "Somebody used root.",
    runbook: "suspicious-activity",
};

describe("TrailAlarms", () => {
    before(mockEngine);

    const make = (...events: TrailEvent[]) =>
        registrations(
            () =>
                new TrailAlarms("pii-prod-trail", {
                    prefix: "pii-prod",
                    logGroupName: "/pii-prod/trail",
                    events,
                    topicArn: "arn:topic",
                    urgentTopicArn: "arn:urgent",
                }),
        );

    it("count what the trail tells, 0 where it tells nothing", async () => {
        assert.deepEqual(
            only(await make(EVENT), "aws:cloudwatch/logMetricFilter:LogMetricFilter"),
            {
                logGroupName: "/pii-prod/trail",
                pattern: '{ $.userIdentity.type = "Root" }',
                metricTransformation: {
                    namespace: "pii-platform/pii-prod/trail",
                    name: "RootUsed",
                    value: "1",
                    defaultValue: "0",
                },
            },
        );
    });

    it("tell of a deed once, and never that it is over", async () => {
        const { alarmDescription, ...alarm } = only(
            await make(EVENT),
            "aws:cloudwatch/metricAlarm:MetricAlarm",
        );
        assert.match(alarmDescription as string, /^Somebody used root\.\n1\. .*\n2\. .*suspicious/);
        assert.deepEqual(alarm, {
            name: "pii-prod-trail-root-used",
            namespace: "pii-platform/pii-prod/trail",
            metricName: "RootUsed",
            dimensions: {},
            statistic: "Sum",
            period: 300,
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
            evaluationPeriods: 1,
            datapointsToAlarm: 1,
            treatMissingData: "notBreaching",
            alarmActions: ["arn:topic"],
        });
    });

    it("wake somebody once for however many of the urgent ones", async () => {
        const all = await make(
            EVENT,
            { ...EVENT, id: "key-on-its-way-out" },
            { ...EVENT, id: "routes-changed", urgent: false },
        );
        const { alarmName, alarmRule, alarmActions, okActions } = only(
            all,
            "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        );
        assert.deepEqual(
            { alarmName, alarmRule, alarmActions, okActions },
            {
                alarmName: "pii-prod-trail-in-trouble",
                alarmRule:
                    'ALARM("pii-prod-trail-root-used") OR ALARM("pii-prod-trail-key-on-its-way-out")',
                alarmActions: ["arn:urgent"],
                okActions: undefined,
            },
        );
    });
});
