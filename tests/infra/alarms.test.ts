import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmRule } from "../../infra/alarms/alarm-rule";
import { Alarms } from "../../infra/alarms/alarms";
import { AuroraAlarms } from "../../infra/aurora/alarms";
import type { Watched } from "../../infra/aurora/alarm-rules";
import { alarmThresholds } from "../../infra/aurora/alarm-thresholds";
import { LOG_METRICS } from "../../infra/aurora/log-metrics";
import { mockEngine, only, type Registered, registrations } from "./mocks";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";

class Cluster extends pulumi.ComponentResource {
    constructor() {
        super("pii:aurora:AuroraCluster", "pii-prod");
    }
}

const RULE: AlarmRule = {
    id: "cpu",
    group: "Capacity",
    title: "Processors",
    metric: {
        namespace: "AWS/RDS",
        name: "CPUUtilization",
        dimensions: { DBClusterIdentifier: "pii-prod" },
        statistic: "Maximum",
        periodSeconds: 60,
    },
    fires: "above",
    threshold: 90,
    limit: "90 %",
    periods: 15,
    missing: { as: "breaching", why: "it is always there" },
    urgent: true,
    why: "It is busy.",
    firstSteps: ["Look.", "Act."],
};

describe("Alarms", () => {
    before(mockEngine);

    const make = (rules: AlarmRule[]) =>
        registrations(
            () =>
                new Alarms("pii-prod-aurora", {
                    rules,
                    topicArn: "arn:topic",
                    urgentTopicArn: "arn:urgent",
                    watched: new Cluster(),
                }),
        );

    it("tell the topic when they go off and when they are over", async () => {
        assert.deepEqual(only(await make([RULE]), ALARM), {
            name: "pii-prod-aurora-cpu",
            alarmDescription: "It is busy.\n1. Look.\n2. Act.",
            namespace: "AWS/RDS",
            metricName: "CPUUtilization",
            dimensions: { DBClusterIdentifier: "pii-prod" },
            statistic: "Maximum",
            period: 60,
            comparisonOperator: "GreaterThanThreshold",
            threshold: 90,
            evaluationPeriods: 15,
            datapointsToAlarm: 15,
            treatMissingData: "breaching",
            alarmActions: ["arn:topic"],
            okActions: ["arn:topic"],
        });
    });

    it("go off below a threshold as well, and after some of the periods", async () => {
        const alarm = only(await make([{ ...RULE, fires: "below", beyond: 10 }]), ALARM);
        assert.equal(alarm.comparisonOperator, "LessThanThreshold");
        assert.equal(alarm.evaluationPeriods, 15);
        assert.equal(alarm.datapointsToAlarm, 10);
    });

    it("wake somebody once, for whichever urgent one", async () => {
        const { alarmDescription, ...composite } = only(
            await make([
                RULE,
                { ...RULE, id: "read-latency", urgent: false },
                { ...RULE, id: "connections" },
            ]),
            COMPOSITE,
        );
        assert.match(alarmDescription as string, /docs\/alarms\.md/);
        assert.deepEqual(composite, {
            alarmName: "pii-prod-aurora-in-trouble",
            alarmRule: 'ALARM("pii-prod-aurora-cpu") OR ALARM("pii-prod-aurora-connections")',
            alarmActions: ["arn:urgent"],
            okActions: ["arn:urgent"],
        });
    });
});

describe("AuroraAlarms", () => {
    before(mockEngine);

    it("wait for what they watch: an alarm that is there first would go off", async () => {
        const waiting = new Map<string, unknown>();
        let cluster: Cluster | undefined;
        let proxy: pulumi.Resource | undefined;
        await registrations(() => {
            cluster = new Cluster();
            proxy = new pulumi.ComponentResource("test:Proxy", "proxy");
            new AuroraAlarms(
                "pii-prod-aurora",
                {
                    watched: {
                        clusterIdentifier: "pii-prod",
                        instanceClasses: ["db.r7g.large"],
                        logs: ["postgresql"],
                    },
                    thresholds: alarmThresholds(),
                    region: "eu-west-1",
                    cluster,
                    beside: [proxy],
                    topicArn: "arn:topic",
                    urgentTopicArn: "arn:urgent",
                },
                {
                    transformations: [
                        ({ type, name, opts }) => {
                            waiting.set(`${type} ${name}`, [opts.dependsOn].flat());
                            return undefined;
                        },
                    ],
                },
            );
        });
        for (const [type, expected] of [
            [ALARM, [cluster, proxy]],
            [COMPOSITE, [cluster, proxy]],
            [FILTER, [cluster]],
        ] as const) {
            const made = [...waiting].filter(([key]) => key.startsWith(type));
            assert.ok(made.length > 0, type);
            for (const [key, dependsOn] of made) {
                assert.deepEqual(dependsOn, expected, key);
            }
        }
    });

    const make = (logs: Watched["logs"]) =>
        registrations(
            () =>
                new AuroraAlarms("pii-prod-aurora", {
                    watched: {
                        clusterIdentifier: "pii-prod",
                        instanceClasses: ["db.r7g.large"],
                        logs,
                    },
                    thresholds: alarmThresholds(),
                    region: "eu-west-1",
                    cluster: new Cluster(),
                    beside: [],
                    topicArn: "arn:topic",
                    urgentTopicArn: "arn:urgent",
                }),
        );
    const filters = (all: readonly Registered[]) =>
        all.filter(({ type }) => type === FILTER).sort((a, b) => a.name.localeCompare(b.name));

    it("count errors and failed logins in the cluster's logs", async () => {
        const made = filters(await make(["postgresql", "iam-db-auth-error"]));
        const metric = (name: string) => ({
            namespace: "pii-platform/pii-prod",
            name,
            value: "1",
            defaultValue: "0",
        });
        assert.deepEqual(
            made.map(({ name, inputs }) => [name, inputs]),
            [
                [
                    "pii-prod-aurora-database-errors",
                    {
                        logGroupName: "/aws/rds/cluster/pii-prod/postgresql",
                        pattern: "%\\]:ERROR:|\\]:FATAL:|\\]:PANIC:%",
                        metricTransformation: metric("DatabaseErrors"),
                    },
                ],
                [
                    "pii-prod-aurora-failed-iam-logins",
                    {
                        logGroupName: "/aws/rds/cluster/pii-prod/iam-db-auth-error",
                        pattern: '"Failed to authenticate the connection request"',
                        metricTransformation: metric("FailedIamLogins"),
                    },
                ],
                [
                    "pii-prod-aurora-failed-password-logins",
                    {
                        logGroupName: "/aws/rds/cluster/pii-prod/postgresql",
                        pattern: '"password authentication failed for user"',
                        metricTransformation: metric("FailedPasswordLogins"),
                    },
                ],
            ],
        );
    });

    it("count in no log that is not exported", async () => {
        const made = filters(await make(["postgresql"]));
        assert.deepEqual(
            made.map(({ inputs }) => inputs.logGroupName),
            Array(2).fill("/aws/rds/cluster/pii-prod/postgresql"),
        );
    });

    it("show every alarm on a dashboard of the cluster's region", async () => {
        const all = await make(["postgresql", "iam-db-auth-error"]);
        const { dashboardName, dashboardBody } = only(all, DASHBOARD);
        assert.equal(dashboardName, "pii-prod-aurora");
        const [state, ...others] = (
            JSON.parse(dashboardBody as string) as {
                widgets: { type: string; properties: { alarms?: string[]; region?: string } }[];
            }
        ).widgets;
        assert.deepEqual(
            state?.properties.alarms?.sort(),
            all
                .filter(({ type }) => type === ALARM)
                .map(({ name }) => `arn:${ALARM}:${name}`)
                .sort(),
        );
        for (const { type, properties } of others) {
            assert.equal(properties.region, type === "text" ? undefined : "eu-west-1");
        }
    });

    it("find in PostgreSQL's log lines what they are to find", () => {
        // As CloudWatch matches them: a regular expression between %, else the phrase in quotes.
        const matches = ({ pattern }: { pattern: string }, line: string) =>
            pattern.startsWith("%")
                ? new RegExp(pattern.slice(1, -1)).test(line)
                : line.includes(pattern.slice(1, -1));
        const found = (line: string) =>
            LOG_METRICS.filter((metric) => matches(metric, line)).map(({ name }) => name);
        const prefix = "2026-03-14 03:00:00 UTC:10.16.0.9(51234):app@pii_db:[812]:";
        assert.deepEqual(found(`${prefix}ERROR:  relation "x" does not exist at character 15`), [
            "DatabaseErrors",
        ]);
        assert.deepEqual(found(`${prefix}FATAL:  password authentication failed for user "app"`), [
            "DatabaseErrors",
            "FailedPasswordLogins",
        ]);
        assert.deepEqual(found(`${prefix}LOG:  connection authorized: user=app`), []);
        assert.deepEqual(found(`${prefix}STATEMENT:  select 'ERROR: no'`), []);
        assert.deepEqual(
            found(
                "2026-03-14T03:00:05,804 [ERROR] Failed to authenticate the connection request for user 'app' because the provided token is malformed",
            ),
            ["FailedIamLogins"],
        );
    });
});
