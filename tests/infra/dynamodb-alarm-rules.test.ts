import assert from "node:assert/strict";
import { alarmDescription } from "../../infra/alarms/alarms";
import type { AlarmRule, Series } from "../../infra/alarms/alarm-rule";
import { accountAlarmRules } from "../../infra/dynamodb/alarm-rules-account";
import { cacheAlarmRules } from "../../infra/dynamodb/alarm-rules-dax";
import { exportAlarmRules } from "../../infra/dynamodb/alarm-rules-exports";
import { tableAlarmRules } from "../../infra/dynamodb/alarm-rules-table";
import {
    ALARM_THRESHOLDS,
    alarmThresholdMistakes,
    alarmThresholds,
} from "../../infra/dynamodb/alarm-thresholds";
import { alarmNeeds, limitOf, type WatchedTable } from "../../infra/dynamodb/watched";

const TABLE: WatchedTable = {
    spec: {
        name: "consents",
        indexes: { "by-purpose": { hash: "purpose", projection: "ALL" } },
        capacity: { mode: "onDemand", ceiling: { read: 4000, write: 1000 } },
    },
    tableName: "consents-1a2b3c4",
    replicaRegions: ["eu-central-1"],
};

const tableRules = (change: Partial<WatchedTable> = {}, given = {}) =>
    tableAlarmRules({ ...TABLE, ...change }, ["eu-central-1"], alarmThresholds(given));

const cacheRules = (nodeType = "dax.t3.medium", given = {}) =>
    cacheAlarmRules({ clusterName: "pii-prod", nodeType }, alarmThresholds(given));

const allRules = (given = {}) => [
    ...tableRules({}, given),
    ...cacheRules("dax.t3.medium", given),
    ...accountAlarmRules(alarmThresholds(given)),
    ...exportAlarmRules("pii-prod-exports"),
];

const byId = (rules: readonly AlarmRule<Series>[], id: string) => {
    const [rule, ...others] = rules.filter((each) => each.id === id);
    assert.deepEqual(others, [], id);
    assert.ok(rule, id);
    return rule;
};

const dimensionsOf = (series: Series) =>
    "expression" in series
        ? Object.values(series.metrics).map(({ dimensions }) => dimensions)
        : [series.dimensions];

const listed = (rules: readonly AlarmRule<Series>[]) =>
    rules.map(({ id, urgent, metric, fires, threshold, periods, beyond, missing }) => [
        id,
        urgent ? "urgent" : "",
        `${fires} ${threshold}, ${beyond ?? periods} of ${periods} × ${metric.periodSeconds} s`,
        missing.as,
    ]);

describe("the alarms of a table", () => {
    it("are these, and these of them wake somebody", () => {
        assert.deepEqual(listed(tableRules()), [
            ["reads-throttled", "urgent", "above 10, 3 of 5 × 60 s", "notBreaching"],
            ["writes-throttled", "urgent", "above 10, 3 of 5 × 60 s", "notBreaching"],
            ["read-units", "", "above 3200, 10 of 15 × 60 s", "notBreaching"],
            ["write-units", "", "above 800, 10 of 15 × 60 s", "notBreaching"],
            ["system-errors", "urgent", "above 5, 2 of 3 × 300 s", "notBreaching"],
            ["slow-reads", "", "above 20, 10 of 15 × 60 s", "notBreaching"],
            ["slow-writes", "", "above 20, 10 of 15 × 60 s", "notBreaching"],
            ["by-purpose-reads-throttled", "urgent", "above 10, 3 of 5 × 60 s", "notBreaching"],
            ["by-purpose-writes-throttled", "urgent", "above 10, 3 of 5 × 60 s", "notBreaching"],
            ["by-purpose-read-units", "", "above 3200, 10 of 15 × 60 s", "notBreaching"],
            ["by-purpose-write-units", "", "above 800, 10 of 15 × 60 s", "notBreaching"],
            ["eu-central-1-replica-delay", "", "above 10000, 10 of 15 × 60 s", "ignore"],
        ]);
    });

    it("count a table's throttled events apart from its indexes'", () => {
        const TableName = "consents-1a2b3c4";
        const throttled = (id: string) => byId(tableRules(), id).metric;
        assert.deepEqual(throttled("reads-throttled"), {
            expression: "FILL(counted, 0)",
            metrics: {
                counted: {
                    namespace: "AWS/DynamoDB",
                    name: "ReadThrottleEvents",
                    dimensions: { TableName },
                    statistic: "Sum",
                },
            },
            periodSeconds: 60,
        });
        assert.deepEqual(throttled("by-purpose-writes-throttled"), {
            expression: "FILL(counted, 0)",
            metrics: {
                counted: {
                    namespace: "AWS/DynamoDB",
                    name: "WriteThrottleEvents",
                    dimensions: { TableName, GlobalSecondaryIndexName: "by-purpose" },
                    statistic: "Sum",
                },
            },
            periodSeconds: 60,
        });
    });

    it("add up the errors of all operations, as there are none of the table", () => {
        const { metric } = byId(tableRules(), "system-errors");
        assert.ok("expression" in metric);
        assert.equal(
            metric.expression,
            "SUM([FILL(getItem, 0), FILL(batchGetItem, 0), FILL(query, 0), FILL(transactGetItems, 0), FILL(scan, 0), FILL(putItem, 0), FILL(updateItem, 0), FILL(deleteItem, 0), FILL(batchWriteItem, 0), FILL(transactWriteItems, 0)])",
        );
        assert.deepEqual(metric.metrics.transactGetItems, {
            namespace: "AWS/DynamoDB",
            name: "SystemErrors",
            dimensions: { TableName: "consents-1a2b3c4", Operation: "TransactGetItems" },
            statistic: "Sum",
        });
    });

    it("take the slowest operation for the measure", () => {
        const { metric } = byId(tableRules(), "slow-writes");
        assert.ok("expression" in metric);
        assert.match(metric.expression, /^MAX\(\[FILL\(putItem, 0\), /);
        assert.deepEqual(
            dimensionsOf(metric).map(({ Operation }) => Operation),
            ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"],
        );
    });

    it("compare what is used in a second with the limit", () => {
        const { metric, limit } = byId(tableRules(), "write-units");
        assert.ok("expression" in metric);
        assert.equal(metric.expression, "FILL(counted, 0) / 60");
        assert.equal(metric.metrics.counted?.name, "ConsumedWriteCapacityUnits");
        assert.equal(limit, "80 % of 1000 units a second");
    });

    it("know no share of a limit that there is not", () => {
        const ids = tableRules({ spec: { ...TABLE.spec, capacity: { mode: "onDemand" } } }).map(
            ({ id }) => id,
        );
        assert.deepEqual(
            ids.filter((id) => id.endsWith("-units")),
            [],
        );
    });

    it("watch the delay of replicas where there is one", () => {
        assert.deepEqual(dimensionsOf(byId(tableRules(), "eu-central-1-replica-delay").metric), [
            { TableName: "consents-1a2b3c4", ReceivingRegion: "eu-central-1" },
        ]);
        const strong = tableRules({ replicaConsistency: "strong" }).map(({ id }) => id);
        assert.ok(!strong.includes("eu-central-1-replica-delay"));
    });
});

describe("the limit of a table's capacity", () => {
    const scaled = (max: number) => ({ min: 1, max });
    const provisioned = {
        mode: "provisioned",
        read: scaled(100),
        write: scaled(50),
        indexes: { other: { read: scaled(7), write: scaled(5) } },
    } as const;

    it("is the ceiling, for each index too", () => {
        const ceiling = { read: 10, write: 5 };
        assert.deepEqual(limitOf({ mode: "onDemand", ceiling }), ceiling);
        assert.deepEqual(limitOf({ mode: "onDemand", ceiling }, "any"), ceiling);
        assert.equal(limitOf({ mode: "onDemand" }), undefined);
        assert.equal(limitOf(undefined), undefined);
    });

    it("is the most that autoscaling may set, of an index its own if it has one", () => {
        assert.deepEqual(limitOf(provisioned), { read: 100, write: 50 });
        assert.deepEqual(limitOf(provisioned, "any"), { read: 100, write: 50 });
        assert.deepEqual(limitOf(provisioned, "other"), { read: 7, write: 5 });
    });
});

describe("the alarms of a cache", () => {
    it("are these, and these of them wake somebody", () => {
        assert.deepEqual(listed(cacheRules()), [
            ["node-cpu", "urgent", "above 80, 15 of 15 × 60 s", "breaching"],
            ["node-credits", "", "below 20, 30 of 30 × 60 s", "breaching"],
            ["cache-memory", "", "above 95, 15 of 15 × 60 s", "notBreaching"],
            ["evictions", "", "above 10485760, 10 of 15 × 60 s", "notBreaching"],
            ["requests-throttled", "urgent", "above 10, 3 of 5 × 60 s", "notBreaching"],
            ["request-faults", "urgent", "above 5, 2 of 3 × 300 s", "notBreaching"],
            ["request-errors", "", "above 100, 2 of 3 × 300 s", "notBreaching"],
            ["hit-ratio", "", "below 50, 5 of 6 × 300 s", "notBreaching"],
            ["client-connections", "", "above 20000, 5 of 5 × 60 s", "notBreaching"],
        ]);
    });

    it("look at the whole cluster", () => {
        for (const { id, metric } of cacheRules()) {
            for (const dimensions of dimensionsOf(metric)) {
                assert.deepEqual(dimensions, { ClusterId: "pii-prod" }, id);
            }
        }
    });

    it("take hits and misses of items and queries together, and few reads for none", () => {
        const { metric } = byId(cacheRules(), "hit-ratio");
        assert.ok("expression" in metric);
        const hits = "(FILL(itemHits, 0) + FILL(queryHits, 0))";
        const all = `(${hits} + FILL(itemMisses, 0) + FILL(queryMisses, 0))`;
        assert.equal(metric.expression, `IF(${all} < 100, 100, 100 * ${hits} / ${all})`);
        assert.deepEqual(
            Object.entries(metric.metrics).map(([id, { name, statistic }]) => [
                id,
                name,
                statistic,
            ]),
            [
                ["itemHits", "ItemCacheHits", "Sum"],
                ["itemMisses", "ItemCacheMisses", "Sum"],
                ["queryHits", "QueryCacheHits", "Sum"],
                ["queryMisses", "QueryCacheMisses", "Sum"],
            ],
        );
    });

    it("watch credits of burstable nodes alone", () => {
        const ids = cacheRules("dax.r5.large").map(({ id }) => id);
        assert.ok(!ids.includes("node-credits"));
    });
});

describe("the alarms of tables, caches and the account", () => {
    it("of the account have no dimensions, under which AWS publishes them", () => {
        const rules = accountAlarmRules(alarmThresholds());
        assert.deepEqual(
            rules.map(({ id, urgent, metric }) => [id, urgent, dimensionsOf(metric)]),
            [
                ["user-errors", false, [{}]],
                ["account-read-units", true, [{}]],
                ["account-write-units", true, [{}]],
            ],
        );
    });

    it("of exports count every refusal of their group of schedules", () => {
        const rules = exportAlarmRules("pii-prod-exports");
        assert.deepEqual(listed(rules), [
            ["exports-refused", "", "above 0, 1 of 3 × 300 s", "notBreaching"],
        ]);
        const { metric } = byId(rules, "exports-refused");
        assert.ok("expression" in metric);
        assert.deepEqual(
            Object.values(metric.metrics).map(({ namespace, name }) => `${namespace} ${name}`),
            ["AWS/Scheduler TargetErrorCount", "AWS/Scheduler InvocationDroppedCount"],
        );
        const group = { ScheduleGroup: "pii-prod-exports" };
        assert.deepEqual(dimensionsOf(metric), [group, group]);
    });

    it("leave the last minute time to come in where gaps are filled, and add up no more than ten", () => {
        for (const { id, metric, periods, beyond } of allRules()) {
            if ("expression" in metric) {
                assert.ok(beyond !== undefined && beyond < periods, id);
                assert.ok(Object.keys(metric.metrics).length <= 10, id);
                for (const name of Object.keys(metric.metrics)) {
                    assert.match(metric.expression, new RegExp(`\\bFILL\\(${name}, 0\\)`), id);
                }
            }
        }
    });

    it("look at nothing of DynamoDB directly but what may stand still", () => {
        const direct = allRules().filter(
            ({ metric }) => !("expression" in metric) && metric.namespace === "AWS/DynamoDB",
        );
        assert.deepEqual(
            direct.map(({ id }) => id),
            ["eu-central-1-replica-delay"],
        );
    });

    it("follow every threshold that is set, and the others stay", () => {
        const before = allRules();
        for (const [key, { least }] of Object.entries(ALARM_THRESHOLDS)) {
            const changed = allRules({ [key]: least }).filter(
                ({ threshold, limit }, index) =>
                    threshold !== before[index]?.threshold && limit !== before[index]?.limit,
            );
            const named = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
            assert.ok(changed.length > 0, key);
            for (const { id } of changed) {
                assert.ok(
                    id === named || id.endsWith(`-1-${named}`) || id === `by-purpose-${named}`,
                    id,
                );
            }
        }
    });

    it("fit in a mail of CloudWatch, and say what to do", () => {
        for (const rule of allRules()) {
            const description = alarmDescription(rule);
            assert.ok(description.length <= 1024, `${rule.id}: ${description.length}`);
            assert.match(description, /\n1\. .+\n2\. /, rule.id);
        }
    });
});

describe("thresholds of tables and caches as they are written", () => {
    const ALL = alarmNeeds([TABLE], ["dax.t3.medium"]);

    it("are taken at both ends of their range", () => {
        for (const [key, { least, most, default: value }] of Object.entries(ALARM_THRESHOLDS)) {
            for (const each of [least, value, most]) {
                assert.deepEqual(alarmThresholdMistakes({ [key]: each }, ALL), [], key);
            }
        }
    });

    it("say what they may be, all at once", () => {
        assert.deepEqual(alarmThresholdMistakes({ nodeCpu: 100, cpu: 90, hitRatio: "50" }, ALL), [
            {
                where: "alarms.nodeCpu",
                got: 100,
                advice: "must be a number from 1 to 99: % of the busiest node's processors",
            },
            {
                where: "alarms.cpu",
                got: 90,
                advice: `there is no such alarm; there are ${Object.keys(ALARM_THRESHOLDS).join(", ")}`,
            },
            {
                where: "alarms.hitRatio",
                got: "50",
                advice: "must be a number from 1 to 99.9: % of the reads",
            },
        ]);
        assert.equal(alarmThresholdMistakes({ nodeCpu: NaN, toString: 1 }, ALL).length, 2);
    });

    it("must be of an alarm that there is", () => {
        const given = { readUnits: 50, replicaDelay: 500, nodeCredits: 10 };
        const { spec } = TABLE;
        const plain = { spec: { ...spec, capacity: undefined }, replicaRegions: [] };
        assert.deepEqual(
            alarmThresholdMistakes(given, alarmNeeds([plain], ["dax.r5.large"])).map(
                ({ where, advice }) => [where, advice],
            ),
            [
                ["alarms.readUnits", "a limit of a table's capacity"],
                ["alarms.replicaDelay", "replicas that are eventually consistent"],
                ["alarms.nodeCredits", "burstable nodes"],
            ].map(([where, needs]) => [
                where,
                `counts only with ${needs}, which there is not; leave it out`,
            ]),
        );
        assert.deepEqual(alarmThresholdMistakes(given, ALL), []);
    });
});
