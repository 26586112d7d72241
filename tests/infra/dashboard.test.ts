import assert from "node:assert/strict";
import { auroraAlarmRules, type Watched } from "../../infra/aurora/alarm-rules";
import { alarmThresholds } from "../../infra/aurora/alarm-thresholds";
import { dashboardBody } from "../../infra/aurora/dashboard";

const WATCHED: Watched = {
    clusterIdentifier: "pii-prod",
    instanceClasses: ["db.r7g.large", "db.serverless"],
    capacity: { min: 1, max: 8 },
    logs: ["postgresql", "instance", "iam-db-auth-error"],
    proxyName: "pii-prod-proxy",
};

const widgetsOf = (watched: Watched) =>
    dashboardBody("eu-west-1", watched, auroraAlarmRules(watched, alarmThresholds()), ["arn:1"])
        .widgets;

const titled = (watched: Watched, title: string) =>
    widgetsOf(watched).find(({ properties }) => properties.title === title)?.properties;

describe("the dashboard", () => {
    it("goes from the alarms' state over their metrics, by group, to the logs", () => {
        const headings = widgetsOf(WATCHED)
            .filter(({ type }) => type === "text")
            .map(({ properties }) => properties.markdown);
        assert.deepEqual(headings, [
            "## Capacity",
            "## Latency",
            "## Locks",
            "## Replication",
            "## Logins and errors",
            "## Proxy",
            "## Logs",
        ]);
        assert.deepEqual(widgetsOf(WATCHED)[0], {
            type: "alarm",
            x: 0,
            y: 0,
            width: 24,
            height: 3,
            properties: { title: "Alarms", alarms: ["arn:1"] },
        });
    });

    it("draws a metric for the writer and the readers, with the alarm's threshold", () => {
        assert.deepEqual(titled(WATCHED, "Processors"), {
            title: "Processors",
            region: "eu-west-1",
            view: "timeSeries",
            stat: "Maximum",
            period: 60,
            metrics: [
                [
                    "AWS/RDS",
                    "CPUUtilization",
                    "DBClusterIdentifier",
                    "pii-prod",
                    "Role",
                    "WRITER",
                    { label: "writer" },
                ],
                [
                    "AWS/RDS",
                    "CPUUtilization",
                    "DBClusterIdentifier",
                    "pii-prod",
                    "Role",
                    "READER",
                    { label: "readers" },
                ],
            ],
            annotations: {
                horizontal: [
                    {
                        label: "90 % of the busiest instance's processors",
                        value: 90,
                        fill: "above",
                    },
                ],
            },
        });
    });

    it("draws a count of a log, and what has no alarm, as one line", () => {
        const errors = titled(WATCHED, "Errors in the log");
        assert.deepEqual(errors?.metrics, [["pii-platform/pii-prod", "DatabaseErrors"]]);
        const storage = titled(WATCHED, "Storage used, in bytes");
        assert.deepEqual(storage?.metrics, [
            ["AWS/RDS", "VolumeBytesUsed", "DBClusterIdentifier", "pii-prod"],
        ]);
        assert.equal(storage.annotations, undefined);
    });

    it("has a chart of every alarm", () => {
        const titles = widgetsOf(WATCHED).map(({ properties }) => properties.title);
        for (const { title } of auroraAlarmRules(WATCHED, alarmThresholds())) {
            assert.equal(titles.filter((each) => each === title).length, 1, title);
        }
    });

    it("shows capacity and proxy only where there are such", () => {
        const plain: Watched = { ...WATCHED, capacity: undefined, proxyName: undefined };
        assert.ok(titled(WATCHED, "Serverless capacity, in ACU"));
        assert.ok(titled(WATCHED, "Clients of the proxy"));
        assert.equal(
            titled({ ...plain, instanceClasses: ["db.r7g.large"] }, "Serverless capacity, in ACU"),
            undefined,
        );
        assert.equal(
            titled({ ...plain, instanceClasses: ["db.r7g.large"] }, "Clients of the proxy"),
            undefined,
        );
    });

    it("asks the logs that are exported", () => {
        const query = titled(WATCHED, "Failed logins")?.query as string;
        assert.ok(
            query.startsWith(
                "SOURCE '/aws/rds/cluster/pii-prod/postgresql' | SOURCE '/aws/rds/cluster/pii-prod/iam-db-auth-error' | fields ",
            ),
            query,
        );
        const fewer = titled({ ...WATCHED, logs: ["postgresql"] }, "Failed logins");
        assert.ok(!(fewer?.query as string).includes("iam-db-auth-error"));
    });

    it("puts nothing beyond its grid, and nothing on top of something else", () => {
        const widgets = widgetsOf(WATCHED);
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
