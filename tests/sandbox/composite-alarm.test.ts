import assert from "node:assert/strict";
import { alarmRule } from "../../sandbox/aws/cloudwatch/alarm-rule";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

describe("sandbox: composite alarms", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const rules: Record<string, string[]> = {
        'ALARM("cpu") OR ALARM(lag)': ["cpu", "lag"],
        '(OK("a b") AND NOT INSUFFICIENT_DATA(c)) OR FALSE': ["a b", "c"],
        "NOT (ALARM(a) AND ALARM(a))": ["a"],
        TRUE: [],
        'ALARM("x (main), AND y")': ["x (main), AND y"],
    };
    for (const [rule, alarms] of Object.entries(rules)) {
        it(`read the rule ${rule}`, () => {
            assert.deepEqual(alarmRule(rule), { alarms });
        });
    }

    const problems: Record<string, RegExp> = {
        "": /got the end$/,
        cpu: /^ALARM, OK, INSUFFICIENT_DATA, TRUE, FALSE or NOT expected, got cpu$/,
        "ALARM(cpu": /^\) is missing at the end$/,
        "ALARM cpu": /^\( is missing before cpu$/,
        "ALARM()": /^ALARM needs the name of an alarm$/,
        "ALARM(a) ALARM(b)": /^AND or OR expected, got ALARM$/,
        "ALARM(a) AND": /got the end$/,
        "(ALARM(a)": /^\) is missing at the end$/,
        "ALARM(a, b)": /^\) is missing before b$/,
    };
    for (const [rule, problem] of Object.entries(problems)) {
        it(`refuse the rule "${rule}" at preview`, () => {
            assert.match(alarmRule(rule).problem ?? "", problem);
            assert.match(
                cloud.failure(COMPOSITE, { alarmName: "a", alarmRule: rule }),
                /^alarmRule:/,
            );
        });
    }

    it("refuse a rule about more than 100 alarms, and a long one", () => {
        const alarms = Array.from({ length: 101 }, (_, i) => `ALARM(a${i})`);
        const inputs = (alarmRule: string) => ({ alarmName: "a", alarmRule });
        assert.match(
            cloud.failure(COMPOSITE, inputs(alarms.join(" OR "))),
            /at most 100 .* got 101/,
        );
        const long = `ALARM(${"a".repeat(10_240)})`;
        assert.match(cloud.failure(COMPOSITE, inputs(long)), /at most 10240 characters/);
    });

    const metric: Props = {
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        namespace: "pii",
        metricName: "Errors",
        statistic: "Sum",
        period: 60,
        threshold: 0,
    };
    const good: Props = { alarmName: "trouble", alarmRule: "ALARM(cpu) OR NOT OK(lag)" };

    it("ask about alarms that exist, themselves not among them", async () => {
        await cloud.create(ALARM, { ...metric, name: "cpu" }, "cpu");
        await assert.rejects(
            cloud.create(COMPOSITE, good),
            /ValidationError: alarmRule: there is no alarm lag; make it first/,
        );
        await cloud.create(ALARM, { ...metric, name: "lag" }, "lag");
        const made = await cloud.create(COMPOSITE, good);
        assert.equal(made.id, "trouble");
        await assert.rejects(
            cloud.create(COMPOSITE, { alarmName: "self", alarmRule: "OK(self)" }),
            /there is no alarm self \(an alarm cannot ask about itself\)/,
        );
        await cloud.create(COMPOSITE, { alarmName: "outer", alarmRule: "ALARM(trouble)" }, "outer");
        await assert.rejects(cloud.delete(made), /Cannot delete trouble .*: outer/);
    });

    it("are quiet while another alarm is on, which has to exist", async () => {
        const actionsSuppressor = { alarm: "deploying", extensionPeriod: 60, waitPeriod: 120 };
        const quiet = { alarmName: "a", alarmRule: "TRUE", actionsSuppressor };
        await assert.rejects(cloud.create(COMPOSITE, quiet), /there is no alarm deploying/);
        await cloud.create(ALARM, { ...metric, name: "deploying" });
        await cloud.create(COMPOSITE, quiet);
    });

    it("share names with alarms of metrics, and are replaced for one", async () => {
        const made = await cloud.create(COMPOSITE, { alarmName: "a", alarmRule: "TRUE" });
        await assert.rejects(
            cloud.create(ALARM, { ...metric, name: "a" }),
            /ValidationError: a composite alarm has the name a already/,
        );
        await cloud.create(ALARM, { ...metric, name: "b" });
        await assert.rejects(
            cloud.create(COMPOSITE, { alarmName: "b", alarmRule: "TRUE" }),
            /ValidationError: a metric alarm has the name b already/,
        );
        const changes = { alarmName: "c", actionsEnabled: false, alarmRule: "FALSE" };
        assert.deepEqual([...cloud.diff(made, changes).replaces].sort(), [
            "actionsEnabled",
            "alarmName",
        ]);
    });
});
