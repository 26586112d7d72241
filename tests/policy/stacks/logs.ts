import { ACCOUNT_EVENTS } from "../../../policy/cis-events";
import * as good from "../good";
import { type Props, type Sample, unknown } from "../support";
import type { StackTable } from "./stack-table";

const { alarm, compositeAlarm, partAlarm } = good;

/** The trail's log group, with a filter and an alarm for each event, and all filters alike. */
const group: Sample = {
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "trail-log",
    props: { name: "trail", arn: "arn:aws:logs:eu-west-1:111122223333:log-group:trail" },
};
const filters: Sample[] = ACCOUNT_EVENTS.map(({ words }, index) => ({
    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    name: `filter-${index}`,
    props: {
        logGroupName: "trail",
        pattern: `{ ${words.map((word) => `($.eventName = "${word}")`).join(" || ")} }`,
        metricTransformation: { namespace: "account", name: `event-${index}`, value: "1" },
    },
}));
const alarms: Sample[] = filters.map((_, index) => ({
    ...alarm,
    name: `alarm-${index}`,
    props: { ...alarm.props, namespace: "account", metricName: `event-${index}` },
}));
const watched = [...good.stack, group, ...filters, ...alarms];
const [filter, other] = filters as [Sample, Sample];

/** What is watched, by its identifier and the dimension that names it. */
const stores = [
    { store: good.cluster, id: "clusterIdentifier", by: "DBClusterIdentifier", of: "AWS/RDS" },
    { store: good.table, id: "name", by: "TableName", of: "AWS/DynamoDB" },
    { store: good.lambda, id: "name", by: "FunctionName", of: "AWS/Lambda" },
] as const;
const own: readonly Sample[] = [alarm, partAlarm, compositeAlarm];

export const logsStackTables: readonly StackTable[] = [
    {
        rule: "alarm-has-action",
        bad: {
            none: { props: { throttled: { alarmActions: undefined } }, at: [alarm] },
            "an empty list": { props: { throttled: { alarmActions: [] } }, at: [alarm] },
            "part of none": {
                props: { "in-trouble": { alarmRule: "ALARM(throttled)" } },
                at: [partAlarm],
            },
            "of a composite": {
                props: { "in-trouble": { alarmActions: undefined } },
                at: [compositeAlarm],
            },
        },
        fine: {
            "one that is being made": { props: { throttled: { alarmActions: unknown } } },
            "part of one, by its ARN": {
                props: {
                    busy: { arn: "arn:aws:cloudwatch:eu-west-1:1:alarm:busy" },
                    "in-trouble": { alarmRule: "ALARM(arn:aws:cloudwatch:eu-west-1:1:alarm:busy)" },
                },
            },
            "part of one, without quotes": {
                props: { "in-trouble": { alarmRule: "NOT ALARM( busy ) AND OK(throttled)" } },
            },
        },
    },
    {
        rule: "alarm-has-action",
        on: [...good.stack.filter((sample) => sample !== compositeAlarm)].concat({
            ...compositeAlarm,
            props: { ...compositeAlarm.props, alarmRule: unknown },
            madeFrom: { alarmRule: [partAlarm.name] },
        }),
        fine: { "part of one that is being made": {} },
    },
    ...stores.map(({ store, id, by, of }): StackTable => {
        const name = (store.props as Props)[id];
        const watch = { namespace: of, dimensions: { [by]: name } };
        const elsewhere = { ...watch, dimensions: { [by]: "another" } };
        return {
            rule: "data-stores-alarmed",
            on: [
                ...good.stack.filter((sample) => !own.includes(sample)),
                { ...alarm, name: "watch", props: { ...alarm.props, ...watch } },
            ],
            bad: { "another one watched": { props: { watch: elsewhere }, at: [store] } },
            fine: {
                "nothing of the kind watched": {
                    props: { watch: { ...elsewhere, namespace: "AWS/SQS" } },
                },
                "an alarm on what is not known yet": {
                    props: { watch: { dimensions: { [by]: unknown } } },
                },
                "an alarm that is not known yet": {
                    props: { watch: { metricName: undefined, metricQueries: unknown } },
                },
                "an alarm that computes": {
                    props: {
                        watch: {
                            metricName: undefined,
                            metricQueries: [{ metric: { ...watch, metricName: "any" } }],
                        },
                    },
                },
            },
        };
    }),
    {
        rule: "account-events-alarmed",
        on: watched,
        bad: {
            ...Object.fromEntries(
                ACCOUNT_EVENTS.map(({ what }, index) => [
                    `no alarm on ${what}`,
                    {
                        props: { [`alarm-${index}`]: { metricName: "another" } },
                        at: [group],
                    },
                ]),
            ),
            "a word missing": {
                props: { [filter.name]: { pattern: "AccessDenied" } },
                at: [group],
            },
            "a filter of another group": {
                props: { [filter.name]: { logGroupName: "another" } },
                at: [group],
            },
        },
        fine: {
            "a pattern that is not known yet": { props: { [filter.name]: { pattern: unknown } } },
            "a metric that is not known yet": {
                props: { [filter.name]: { metricTransformation: unknown } },
            },
            "all in one": {
                without: filters.slice(1),
                props: {
                    [filter.name]: { pattern: filters.map(({ props }) => props.pattern).join(" ") },
                },
            },
            "no filters at all": { without: filters },
            "a trail that delivers elsewhere": {
                without: [other],
                props: {
                    trail: { cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:1:log-group:x:*" },
                },
            },
        },
    },
];
