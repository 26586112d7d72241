import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";

const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

describe("sandbox: dashboards", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const chart: Props = {
        region: REGION,
        metrics: [
            ["AWS/RDS", "CPUUtilization", "DBClusterIdentifier", "pii", { label: "a" }],
            ["...", "other"],
            [{ expression: "m1 + 1", label: "b" }],
        ],
    };
    const widget: Props = { type: "metric", x: 12, y: 0, width: 12, height: 6, properties: chart };
    const text = { type: "text", properties: { markdown: "# Aurora" } };
    const bodyOf = (...widgets: unknown[]): Props => ({
        dashboardName: "aurora",
        dashboardBody: JSON.stringify({ widgets }),
    });
    const withChart = (changes: Props) => ({ ...widget, properties: { ...chart, ...changes } });

    it("have charts, texts and logs, and the same ARN in every region", async () => {
        const log = { type: "log", properties: { region: REGION, query: "SOURCE 'a' | fields b" } };
        const made = await cloud.create(DASHBOARD, bodyOf(widget, text, log));
        assert.equal(
            made.outputs.dashboardArn,
            `arn:aws:cloudwatch::${ACCOUNT_ID}:dashboard/aurora`,
        );
        assert.deepEqual(cloud.diff(made, { dashboardName: "b" }).replaces, ["dashboardName"]);
    });

    const refused: Record<string, [inputs: Props, failure: RegExp]> = {
        "no JSON": [{ dashboardName: "a", dashboardBody: "{" }, /must be JSON/],
        "no widgets": [
            { dashboardName: "a", dashboardBody: "{}" },
            /must be an object with widgets/,
        ],
        "501 widgets": [bodyOf(...Array<unknown>(501).fill(text)), /at most 500 widgets, got 501/],
        "a widget of no type": [
            bodyOf(text, { ...widget, type: "graph" }),
            /widgets\[1\].type must be one of metric, text, .* got "graph"/,
        ],
        "a text without text": [
            bodyOf({ type: "text", properties: {} }),
            /widgets\[0\].properties must have markdown/,
        ],
        "a chart of no region": [bodyOf(withChart({ region: undefined })), /must have region/],
        "a chart of nothing": [
            bodyOf(withChart({ metrics: undefined })),
            /properties must have metrics, or annotations.alarms/,
        ],
        "a dimension without a value": [
            bodyOf(withChart({ metrics: [["AWS/RDS", "CPUUtilization", "DBClusterIdentifier"]] })),
            /properties.metrics\[0\] must be \[namespace, name, dimension, value/,
        ],
        "a widget beyond the last column": [
            bodyOf({ ...widget, width: 13 }),
            /widgets\[0\] must end in column 24 or before: x and width come to 25/,
        ],
        "a widget without a height": [
            bodyOf({ ...widget, height: 0 }),
            /widgets\[0\].height must be a whole number from 1 to 1000, got 0/,
        ],
        "half a place": [bodyOf({ ...widget, y: undefined }), /must have both x and y, or neither/],
        "a name with a space": [
            { ...bodyOf(text), dashboardName: "a b" },
            /^dashboardName: must be 1 to 255 letters/,
        ],
    };
    for (const [what, [inputs, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.match(cloud.failure(DASHBOARD, inputs), failure);
        });
    }

    it("show alarms that exist", async () => {
        const alarms = [`arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:no`];
        const dashboard = bodyOf({ type: "alarm", properties: { alarms } });
        await assert.rejects(
            cloud.create(DASHBOARD, dashboard),
            /NoSuchAlarm: dashboardBody: .*:no,/,
        );
    });
});

describe("sandbox: metrics of logs", () => {
    let cloud: Cloud;
    beforeEach(async () => {
        cloud = new Cloud();
        await cloud.create(LOG_GROUP, { name: "/aws/rds/pii" });
    });
    afterEach(() => {
        cloud.dispose();
    });

    const metric: Props = { namespace: "pii", name: "Errors", value: "1", defaultValue: "0" };
    const good: Props = {
        logGroupName: "/aws/rds/pii",
        pattern: String.raw`%\]:ERROR:|\]:"FATAL:%`,
        metricTransformation: metric,
    };
    const changed = (changes: Props) => ({ metricTransformation: { ...metric, ...changes } });
    const json = '{ $.level = "ERROR" }';

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "an open brace": [{ pattern: "{ $.a = 1" }, /^pattern: must end with "}"/],
        "an open regular expression": [{ pattern: "%" }, /^pattern: must end with "%"/],
        "an open quotation": [{ pattern: '"password' }, /^pattern: must have as many opening/],
        "no metric": [{ metricTransformation: undefined }, /^metricTransformation: is required/],
        "a namespace with a colon": [changed({ namespace: "a:b" }), /namespace: must be 1 to 255/],
        "a value that is a word": [
            changed({ value: "one" }),
            /value: must be a number, or a field/,
        ],
        "a default that is a word": [changed({ defaultValue: "x" }), /defaultValue: must be a num/],
        "dimensions with a default": [
            { ...changed({ dimensions: { user: "$.user" } }), pattern: json },
            /^metricTransformation.dimensions: cannot be given with defaultValue/,
        ],
        "dimensions of plain words": [
            changed({ dimensions: { user: "$.user" }, defaultValue: undefined }),
            /^metricTransformation.dimensions: needs a pattern of JSON fields/,
        ],
        "a unit of its own": [changed({ unit: "Errors" }), /unit: must be one of Seconds/],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(FILTER, good), []);
            assert.match(cloud.failure(FILTER, { ...good, ...changes }), failure);
        });
    }

    it("are of a log group that exists, of the standard class", async () => {
        const made = await cloud.create(FILTER, good, "errors");
        assert.match(made.id, /^errors-[0-9a-f]{7}$/);
        assert.deepEqual(cloud.diff(made, { logGroupName: "/b" }).replaces, ["logGroupName"]);
        await assert.rejects(cloud.create(FILTER, { ...good, logGroupName: "/b" }), /NotFound/);
        await cloud.create(LOG_GROUP, { name: "/b", logGroupClass: "INFREQUENT_ACCESS" });
        await assert.rejects(
            cloud.create(FILTER, { ...good, logGroupName: "/b" }),
            /InvalidOperationException: logGroupName: \/b is of a class that has no metric filters/,
        );
    });
});
