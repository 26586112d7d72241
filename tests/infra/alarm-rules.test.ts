import assert from "node:assert/strict";
import fc from "fast-check";
import { alarmDescription } from "../../infra/alarms/alarms";
import { auroraAlarmRules, type Watched } from "../../infra/aurora/alarm-rules";
import {
    ALARM_THRESHOLDS,
    alarmThresholdMistakes,
    alarmThresholds,
} from "../../infra/aurora/alarm-thresholds";
import { smallestMaxConnections } from "../../infra/aurora/instance-memory";

const GIB = 2 ** 30;

const PROVISIONED: Watched = {
    clusterIdentifier: "pii-prod",
    instanceClasses: ["db.r7g.large"],
    logs: ["postgresql", "instance", "iam-db-auth-error"],
};

const SERVERLESS: Watched = {
    ...PROVISIONED,
    instanceClasses: ["db.serverless"],
    capacity: { min: 0, max: 8 },
};

const PROXIED: Watched = { ...PROVISIONED, proxyName: "pii-prod-proxy" };

const rules = (watched: Watched, given = {}) => auroraAlarmRules(watched, alarmThresholds(given));
const byId = (watched: Watched, id: string, given = {}) => {
    const [rule, ...others] = rules(watched, given).filter((each) => each.id === id);
    assert.deepEqual(others, [], id);
    assert.ok(rule, id);
    return rule;
};

describe("the alarms of a cluster", () => {
    it("are these, and these of them wake somebody", () => {
        const listed = rules({
            ...PROXIED,
            instanceClasses: ["db.r7g.large", "db.serverless"],
            capacity: { min: 1, max: 8 },
        }).map(({ id, urgent, metric, fires, periods, beyond, missing }) => [
            id,
            urgent ? "urgent" : "",
            `${metric.name} ${metric.statistic} of ${metric.periodSeconds} s`,
            `${fires}, ${beyond ?? periods} of ${periods}`,
            missing.as,
        ]);
        assert.deepEqual(listed, [
            [
                "connections",
                "urgent",
                "DatabaseConnections Maximum of 60 s",
                "above, 5 of 5",
                "missing",
            ],
            ["cpu", "urgent", "CPUUtilization Maximum of 60 s", "above, 15 of 15", "breaching"],
            [
                "free-memory",
                "urgent",
                "FreeableMemory Minimum of 60 s",
                "below, 10 of 10",
                "missing",
            ],
            [
                "free-local-storage",
                "urgent",
                "FreeLocalStorage Minimum of 60 s",
                "below, 5 of 5",
                "missing",
            ],
            [
                "serverless-capacity",
                "",
                "ACUUtilization Maximum of 60 s",
                "above, 15 of 15",
                "notBreaching",
            ],
            ["read-latency", "", "ReadLatency Maximum of 60 s", "above, 10 of 15", "notBreaching"],
            [
                "write-latency",
                "",
                "WriteLatency Maximum of 60 s",
                "above, 10 of 15",
                "notBreaching",
            ],
            [
                "commit-latency",
                "",
                "CommitLatency Maximum of 60 s",
                "above, 10 of 15",
                "notBreaching",
            ],
            [
                "cache-hits",
                "",
                "BufferCacheHitRatio Minimum of 60 s",
                "below, 30 of 30",
                "notBreaching",
            ],
            ["deadlocks", "", "Deadlocks Maximum of 60 s", "above, 3 of 5", "notBreaching"],
            [
                "transaction-age",
                "urgent",
                "MaximumUsedTransactionIDs Maximum of 60 s",
                "above, 5 of 5",
                "notBreaching",
            ],
            [
                "replica-lag",
                "",
                "AuroraReplicaLag Maximum of 60 s",
                "above, 5 of 5",
                "notBreaching",
            ],
            ["database-errors", "", "DatabaseErrors Sum of 300 s", "above, 1 of 1", "notBreaching"],
            [
                "failed-password-logins",
                "urgent",
                "FailedPasswordLogins Sum of 300 s",
                "above, 1 of 1",
                "notBreaching",
            ],
            [
                "failed-iam-logins",
                "urgent",
                "FailedIamLogins Sum of 300 s",
                "above, 1 of 1",
                "notBreaching",
            ],
            [
                "proxy-pinned",
                "",
                "DatabaseConnectionsCurrentlySessionPinned Sum of 60 s",
                "above, 15 of 15",
                "notBreaching",
            ],
            [
                "proxy-borrow-latency",
                "",
                "DatabaseConnectionsBorrowLatency Average of 60 s",
                "above, 10 of 15",
                "notBreaching",
            ],
            [
                "proxy-failed-logins",
                "urgent",
                "ClientConnectionsSetupFailedAuth Sum of 300 s",
                "above, 1 of 1",
                "notBreaching",
            ],
        ]);
    });

    it("have the dimensions that AWS publishes, and no others", () => {
        const dimensions = new Map(rules(PROXIED).map(({ id, metric }) => [id, metric]));
        assert.deepEqual(dimensions.get("cpu")?.dimensions, { DBClusterIdentifier: "pii-prod" });
        assert.deepEqual(dimensions.get("proxy-pinned")?.dimensions, {
            ProxyName: "pii-prod-proxy",
        });
        assert.deepEqual(dimensions.get("database-errors"), {
            namespace: "pii-platform/pii-prod",
            name: "DatabaseErrors",
            dimensions: {},
            statistic: "Sum",
            periodSeconds: 300,
        });
    });

    it("have thresholds in the units of their metrics", () => {
        const thresholds = Object.fromEntries(
            rules(PROXIED).map(({ id, threshold }) => [id, threshold]),
        );
        const maxConnections = Math.floor((16 * GIB * 0.9) / 9_531_392);
        assert.deepEqual(thresholds, {
            connections: Math.floor(maxConnections * 0.8),
            cpu: 90,
            "free-memory": Math.floor(1.6 * GIB),
            "free-local-storage": Math.floor(32 * GIB * 0.15),
            // In seconds, in seconds, and in milliseconds.
            "read-latency": 0.02,
            "write-latency": 0.02,
            "commit-latency": 50,
            "cache-hits": 90,
            // Per second.
            deadlocks: 1 / 60,
            "transaction-age": 1_000_000_000,
            "replica-lag": 2000,
            "database-errors": 50,
            "failed-password-logins": 10,
            "failed-iam-logins": 10,
            "proxy-pinned": Math.floor(maxConnections * 0.2),
            // In microseconds.
            "proxy-borrow-latency": 100_000,
            "proxy-failed-logins": 10,
        });
    });

    it("follow every threshold that is set, and the others stay", () => {
        const all: Watched = {
            ...PROXIED,
            instanceClasses: ["db.r7g.large", "db.serverless"],
            capacity: { min: 1, max: 64 },
        };
        const before = rules(all);
        for (const [key, { least }] of Object.entries(ALARM_THRESHOLDS)) {
            const changed = rules(all, { [key]: least }).filter(
                ({ threshold, limit }, index) =>
                    threshold !== before[index]?.threshold && limit !== before[index]?.limit,
            );
            const named = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
            assert.deepEqual(
                changed.map(({ id }) => id),
                [named],
            );
        }
        assert.equal(before.length, Object.keys(ALARM_THRESHOLDS).length);
    });

    it("take the smallest of mixed instances for the measure", () => {
        const mixed: Watched = {
            ...PROVISIONED,
            instanceClasses: ["db.r7g.2xlarge", "db.serverless"],
            capacity: { min: 1, max: 4 },
        };
        assert.equal(byId(mixed, "free-memory").threshold, Math.floor(0.8 * GIB));
        // The serverless one's disk is not known.
        assert.equal(byId(mixed, "free-local-storage").threshold, Math.floor(128 * GIB * 0.15));
    });

    it("know silence from a pause", () => {
        const awake = { ...SERVERLESS, capacity: { min: 0.5, max: 8 } };
        const mixed = { ...SERVERLESS, instanceClasses: ["db.r7g.large", "db.serverless"] };
        assert.equal(byId(SERVERLESS, "cpu").missing.as, "notBreaching");
        assert.equal(byId(awake, "cpu").missing.as, "breaching");
        assert.equal(byId(mixed, "cpu").missing.as, "breaching");
    });

    it("leave out what the cluster does not have", () => {
        const ids = (watched: Watched) => rules(watched).map(({ id }) => id);
        assert.ok(!ids(PROVISIONED).includes("serverless-capacity"));
        assert.ok(!ids(SERVERLESS).includes("free-local-storage"));
        assert.deepEqual(
            ids(PROVISIONED).filter((id) => id.startsWith("proxy-")),
            [],
        );
        const silent: Watched = { ...PROVISIONED, logs: ["postgresql"] };
        assert.ok(!ids(silent).includes("failed-iam-logins"));
        assert.ok(ids(silent).includes("failed-password-logins"));
    });

    it("fit in a mail of CloudWatch, and say what to do", () => {
        for (const rule of [...rules(PROXIED), ...rules(SERVERLESS)]) {
            const description = alarmDescription(rule);
            assert.ok(description.length <= 1024, `${rule.id}: ${description.length}`);
            assert.match(description, /\n1\. .+\n2\. /, rule.id);
        }
    });
});

describe("the connections that an instance takes", () => {
    /** AWS's table of defaults, which the estimate must not exceed by more than a fiftieth. */
    const TABLE: Readonly<Record<string, number>> = {
        "db.t3.medium": 420,
        "db.t4g.medium": 405,
        "db.t4g.large": 844,
        "db.r5.large": 1600,
        "db.r6g.large": 1722,
        "db.r5.xlarge": 3300,
        "db.r6g.xlarge": 3479,
        "db.r6g.2xlarge": 5000,
        "db.r5.24xlarge": 5000,
    };

    for (const [instanceClass, connections] of Object.entries(TABLE)) {
        it(`come near AWS's ${connections} of ${instanceClass}`, () => {
            const estimate = smallestMaxConnections({ instanceClasses: [instanceClass] });
            assert.ok(estimate <= connections * 1.02, `${estimate} is above ${connections}`);
            assert.ok(estimate >= connections * 0.93, `${estimate} is below ${connections}`);
        });
    }

    it("stop at 2000 where a serverless instance starts from half a unit or none", () => {
        const serverless = (min: number) =>
            smallestMaxConnections({
                instanceClasses: ["db.serverless"],
                capacity: { min, max: 64 },
            });
        assert.deepEqual([0, 0.5, 1].map(serverless), [2000, 2000, 5000]);
    });

    it("are never more than those of any single instance", () => {
        const classes = fc.constantFrom(
            ...Object.keys(TABLE),
            "db.r8g.48xlarge",
            "db.r7i.16xlarge",
        );
        fc.assert(
            fc.property(fc.array(classes, { minLength: 1 }), (instanceClasses) => {
                const together = smallestMaxConnections({ instanceClasses });
                const single = instanceClasses.map((each) =>
                    smallestMaxConnections({ instanceClasses: [each] }),
                );
                assert.equal(together, Math.min(...single));
            }),
        );
    });
});

describe("thresholds as they are written", () => {
    const ALL = [
        "serverless instances",
        "provisioned instances",
        "the exported log iam-db-auth-error",
        "a proxy",
    ] as const;

    it("are taken at both ends of their range", () => {
        for (const [key, { least, most, default: value }] of Object.entries(ALARM_THRESHOLDS)) {
            for (const each of [least, value, most]) {
                assert.deepEqual(alarmThresholdMistakes({ [key]: each }, ALL), [], key);
            }
        }
    });

    it("say what they may be, all at once", () => {
        assert.deepEqual(
            alarmThresholdMistakes({ cpu: 100, freeMemory: "10", deadlocks: -1 }, ALL),
            [
                {
                    where: "alarms.cpu",
                    got: 100,
                    advice: "must be a number from 1 to 99: % of the busiest instance's processors",
                },
                {
                    where: "alarms.freeMemory",
                    got: "10",
                    advice: "must be a number from 1 to 50: % of the smallest instance's memory",
                },
                {
                    where: "alarms.deadlocks",
                    got: -1,
                    advice: "must be a number from 0 to 10000: deadlocks a minute",
                },
            ],
        );
        assert.equal(alarmThresholdMistakes({ cpu: NaN }, ALL).length, 1);
    });

    it("must be of an alarm that there is", () => {
        const [mistake] = alarmThresholdMistakes({ toString: 1, cup: 90 }, ALL);
        assert.equal(mistake?.where, "alarms.toString");
        assert.equal(alarmThresholdMistakes({ cup: 90 }, ALL)[0]?.got, 90);
        assert.match(mistake.advice, /^there is no such alarm; there are connections, cpu, /);
    });

    it("must be of an alarm that the cluster has", () => {
        const given = {
            serverlessCapacity: 80,
            freeLocalStorage: 20,
            failedIamLogins: 5,
            proxyPinned: 10,
        };
        assert.deepEqual(
            alarmThresholdMistakes(given, []).map(({ where, advice }) => [where, advice]),
            [
                ["alarms.serverlessCapacity", "serverless instances"],
                ["alarms.freeLocalStorage", "provisioned instances"],
                ["alarms.failedIamLogins", "the exported log iam-db-auth-error"],
                ["alarms.proxyPinned", "a proxy"],
            ].map(([where, needs]) => [
                where,
                `counts only with ${needs}, which the cluster does not have; leave it out`,
            ]),
        );
        assert.deepEqual(alarmThresholdMistakes(given, ALL), []);
    });
});
