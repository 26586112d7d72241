import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { alarmThresholds } from "../../infra/dynamodb/alarm-thresholds";
import { DynamodbAlarms, type DynamodbAlarmsArgs } from "../../infra/dynamodb/alarms";
import { dashboardBody, type Shown } from "../../infra/dynamodb/dashboard";
import { mockEngine, only, type Registered, registrations } from "./mocks";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";

class Watched extends pulumi.ComponentResource {
    constructor(name: string) {
        super("pii:dynamodb:Watched", name);
    }
}

const topics = (region: string) => ({
    topicArn: `arn:${region}:alarms`,
    urgentTopicArn: `arn:${region}:urgent`,
});

const args = (): DynamodbAlarmsArgs => ({
    region: "eu-west-1",
    topics: { "eu-west-1": topics("eu-west-1"), "eu-central-1": topics("eu-central-1") },
    tables: [
        {
            spec: {
                name: "consents",
                indexes: { "by-purpose": { hash: "purpose", projection: "ALL" } },
            },
            tableName: pulumi.output("consents-1a2b3c4"),
            replicaRegions: ["eu-central-1"],
            table: new Watched("consents"),
        },
        {
            spec: { name: "tokens" },
            tableName: "tokens-1a2b3c4",
            table: new Watched("tokens"),
        },
    ],
    caches: [
        {
            name: "dax-2",
            clusterName: "pii-prod-2",
            nodeType: "dax.r5.large",
            cache: new Watched("dax-2"),
        },
    ],
    exports: { scheduleGroup: "pii-prod-exports", made: new Watched("exports") },
    thresholds: alarmThresholds(),
});

const byName = (all: readonly Registered[], type: string) =>
    new Map(
        all
            .filter((each) => each.type === type)
            .sort((a, b) => (a.name < b.name ? -1 : 1))
            .map((each) => [each.name, each.inputs]),
    );

describe("DynamodbAlarms", () => {
    before(mockEngine);

    let all: readonly Registered[];
    before(async () => {
        all = await registrations(() => new DynamodbAlarms("pii-prod-dynamodb", args()));
    });

    it("compute what AWS does not publish, and filter by what it does", () => {
        assert.deepEqual(byName(all, ALARM).get("pii-prod-dynamodb-consents-reads-throttled"), {
            name: "pii-prod-dynamodb-consents-reads-throttled",
            alarmDescription: byName(all, ALARM).get("pii-prod-dynamodb-consents-reads-throttled")
                ?.alarmDescription,
            metricQueries: [
                { id: "result", expression: "FILL(counted, 0)", returnData: true },
                {
                    id: "counted",
                    metric: {
                        namespace: "AWS/DynamoDB",
                        metricName: "ReadThrottleEvents",
                        dimensions: { TableName: "consents-1a2b3c4" },
                        stat: "Sum",
                        period: 60,
                    },
                },
            ],
            comparisonOperator: "GreaterThanThreshold",
            threshold: 10,
            evaluationPeriods: 5,
            datapointsToAlarm: 3,
            treatMissingData: "notBreaching",
            alarmActions: ["arn:eu-west-1:alarms"],
            okActions: ["arn:eu-west-1:alarms"],
        });
    });

    it("are in every region that has the table, and tell the topics there", () => {
        const of = (end: string) =>
            [...byName(all, ALARM)]
                .filter(([name]) => name.endsWith(end))
                .map(([name, { region, alarmActions }]) => [name, region, alarmActions]);
        assert.deepEqual(of("system-errors"), [
            [
                "pii-prod-dynamodb-consents-eu-central-1-system-errors",
                "eu-central-1",
                ["arn:eu-central-1:alarms"],
            ],
            ["pii-prod-dynamodb-consents-system-errors", undefined, ["arn:eu-west-1:alarms"]],
            ["pii-prod-dynamodb-tokens-system-errors", undefined, ["arn:eu-west-1:alarms"]],
        ]);
        assert.deepEqual(of("user-errors"), [
            [
                "pii-prod-dynamodb-eu-central-1-user-errors",
                "eu-central-1",
                ["arn:eu-central-1:alarms"],
            ],
            ["pii-prod-dynamodb-user-errors", undefined, ["arn:eu-west-1:alarms"]],
        ]);
    });

    it("watch the delay in both directions, each where it is published", () => {
        const delays = [...byName(all, ALARM)]
            .filter(([name]) => name.endsWith("replica-delay"))
            .map(([name, { region, dimensions }]) => [name, region, dimensions]);
        const TableName = "consents-1a2b3c4";
        assert.deepEqual(delays, [
            [
                "pii-prod-dynamodb-consents-eu-central-1-eu-west-1-replica-delay",
                "eu-central-1",
                { TableName, ReceivingRegion: "eu-west-1" },
            ],
            [
                "pii-prod-dynamodb-consents-eu-central-1-replica-delay",
                undefined,
                { TableName, ReceivingRegion: "eu-central-1" },
            ],
        ]);
    });

    it("wake somebody once for each table, cache and account, in its region", () => {
        assert.deepEqual(
            [...byName(all, COMPOSITE)].map(([name, { region, alarmActions }]) => [
                name,
                region,
                alarmActions,
            ]),
            [
                [
                    "pii-prod-dynamodb-consents-eu-central-1-in-trouble",
                    "eu-central-1",
                    ["arn:eu-central-1:urgent"],
                ],
                ["pii-prod-dynamodb-consents-in-trouble", undefined, ["arn:eu-west-1:urgent"]],
                ["pii-prod-dynamodb-dax-2-in-trouble", undefined, ["arn:eu-west-1:urgent"]],
                [
                    "pii-prod-dynamodb-eu-central-1-in-trouble",
                    "eu-central-1",
                    ["arn:eu-central-1:urgent"],
                ],
                ["pii-prod-dynamodb-in-trouble", undefined, ["arn:eu-west-1:urgent"]],
                ["pii-prod-dynamodb-tokens-in-trouble", undefined, ["arn:eu-west-1:urgent"]],
            ],
        );
    });

    it("watch exports in their own region alone, on the dashboard as well", () => {
        assert.deepEqual(
            [...byName(all, ALARM).keys()].filter((name) => name.endsWith("exports-refused")),
            ["pii-prod-dynamodb-exports-refused"],
        );
        const { dashboardBody: body } = only(all, DASHBOARD);
        assert.match(body as string, /"TargetErrorCount","ScheduleGroup","pii-prod-exports"/);
        assert.match(body as string, /"label":"pii-prod-exports"/);
    });

    it("show it all on one dashboard, with the composite alarms on top", () => {
        const { dashboardName, dashboardBody: body } = only(all, DASHBOARD);
        assert.equal(dashboardName, "pii-prod-dynamodb");
        const [state] = (JSON.parse(body as string) as { widgets: Record<string, unknown>[] })
            .widgets;
        assert.deepEqual(
            (state?.properties as { alarms: string[] }).alarms.sort(),
            [...byName(all, COMPOSITE).keys()].map((name) => `arn:${COMPOSITE}:${name}`),
        );
        assert.match(body as string, /"TableName","consents-1a2b3c4"/);
    });

    it("are not made where nobody would hear them", () => {
        const { topics: all, ...others } = args();
        const { "eu-west-1": home } = all;
        assert.ok(home);
        assert.throws(
            () => new DynamodbAlarms("silent", { ...others, topics: { "eu-west-1": home } }),
            /topics has none of eu-central-1/,
        );
    });
});

describe("the dashboard of tables and caches", () => {
    const shown = (tables: number): Shown => ({
        home: "eu-west-1",
        tables: Array.from({ length: tables }, (_, i) => ({
            spec: {
                name: `t${i}`,
                indexes: { "by-time": { hash: "time", projection: "ALL" } },
                ...(i === 0 && { ttl: "expiresAt" }),
            },
            tableName: `t${i}-1a2b3c4`,
            ...(i === 0 && { replicaRegions: ["eu-central-1"] }),
        })),
        caches: [{ clusterName: "pii-prod", nodeType: "dax.r5.large" }],
        thresholds: alarmThresholds(),
    });
    const widgetsOf = (tables: number) => dashboardBody(shown(tables), ["arn:1"]).widgets;
    const metricsOf = (tables: number, title: string) =>
        widgetsOf(tables).find(({ properties }) => properties.title === title)?.properties
            .metrics as unknown[][];

    it("goes from the alarms' state over the tables to the cache, and on to other regions", () => {
        const headings = widgetsOf(2)
            .filter(({ type }) => type === "text")
            .map(({ properties }) => properties.markdown);
        assert.deepEqual(headings, [
            "## Tables",
            "## Indexes",
            "## Replicas",
            "## Cache",
            "## Account",
            "## Tables in eu-central-1",
            "## Indexes in eu-central-1",
            "## Replicas in eu-central-1",
            "## Account in eu-central-1",
        ]);
        assert.deepEqual(widgetsOf(2)[0]?.properties, { title: "Alarms", alarms: ["arn:1"] });
    });

    it("has a line for each table in one chart, with the alarm's threshold", () => {
        const chart = widgetsOf(2).find(({ properties }) => properties.title === "Reads throttled");
        assert.deepEqual(chart?.properties, {
            title: "Reads throttled",
            region: "eu-west-1",
            view: "timeSeries",
            metrics: ["t0", "t1"].flatMap((label, line) => [
                [
                    {
                        expression: `FILL(counted${line}, 0)`,
                        label,
                        id: `line${line}`,
                        period: 60,
                    },
                ],
                [
                    "AWS/DynamoDB",
                    "ReadThrottleEvents",
                    "TableName",
                    `${label}-1a2b3c4`,
                    { id: `counted${line}`, visible: false, stat: "Sum", period: 60 },
                ],
            ]),
            annotations: {
                horizontal: [{ label: "10 events a minute", value: 10, fill: "above" }],
            },
        });
    });

    it("draws a metric as it is where nothing is computed", () => {
        assert.deepEqual(metricsOf(1, "Processors of the nodes"), [
            [
                "AWS/DAX",
                "CPUUtilization",
                "ClusterId",
                "pii-prod",
                { label: "pii-prod", stat: "Maximum", period: 60 },
            ],
        ]);
    });

    it("shows what has no alarm, and deletions where items expire", () => {
        const lines = (title: string) =>
            metricsOf(2, title)
                .map(([first]) => first)
                .filter((first) => typeof first === "object")
                .map((first) => (first as { label: string }).label);
        assert.deepEqual(lines("Conditions that did not hold"), ["t0", "t1"]);
        assert.deepEqual(lines("Read units used, a second"), ["t0", "t1"]);
        assert.deepEqual(lines("Items deleted at their time"), ["t0"]);
    });

    it("draws no threshold that lines do not share", () => {
        const units = (read: number) => ({
            spec: {
                name: `t${read}`,
                capacity: { mode: "onDemand", ceiling: { read, write: 10 } } as const,
            },
            tableName: `t${read}`,
        });
        const { widgets } = dashboardBody({ ...shown(0), tables: [units(10), units(20)] }, []);
        const titled = (title: string) =>
            widgets.find(({ properties }) => properties.title === title)?.properties;
        assert.equal(titled("Read units used, a second")?.annotations, undefined);
        assert.ok(titled("Write units used, a second")?.annotations);
    });

    it("stays within what CloudWatch takes, whatever the number of tables", () => {
        const widgets = widgetsOf(100);
        assert.ok(widgets.length <= 500);
        for (const { properties } of widgets) {
            const metrics = (properties.metrics ?? []) as unknown[][];
            assert.ok(metrics.length <= 500, properties.title as string);
            const ids = metrics.map((each) => (each.at(-1) as { id?: string }).id);
            const given = ids.filter((id) => id !== undefined);
            assert.equal(new Set(given).size, given.length, properties.title as string);
        }
        const titles = widgets.map(({ properties }) => properties.title);
        assert.ok(titles.includes("Reads throttled (3)"));
        assert.ok(!titles.includes("Reads throttled (4)"));
    });

    it("puts nothing beyond its grid, and nothing on top of something else", () => {
        const widgets = widgetsOf(3);
        for (const [index, a] of widgets.entries()) {
            assert.ok(a.x >= 0 && a.x + a.width <= 24, String(index));
            for (const b of widgets.slice(index + 1)) {
                const apart =
                    a.x + a.width <= b.x ||
                    b.x + b.width <= a.x ||
                    a.y + a.height <= b.y ||
                    b.y + b.height <= a.y;
                assert.ok(apart, JSON.stringify([a.properties, b.properties]));
            }
        }
    });
});
