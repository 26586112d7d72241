import type { AlarmRule, Metric, Series } from "../alarms/alarm-rule";
import type { AlarmThresholds } from "./alarm-thresholds";
import { isBurstable, type WatchedCache } from "./watched";

const GROUP = "Cache";

const MIB = 2 ** 20;

/** Fewer reads in five minutes than this say nothing about how well the cache serves. */
const FEWEST_READS = 100;

/** Metric math over the names that the rule gives the four metrics. */
const HITS = "(FILL(itemHits, 0) + FILL(queryHits, 0))";
const ALL_READS = `(${HITS} + FILL(itemMisses, 0) + FILL(queryMisses, 0))`;

/** DAX publishes what is not zero. */
const ZERO = { as: "notBreaching", why: "DAX publishes nothing where there is nothing" } as const;

type Common = Omit<AlarmRule, "firstSteps" | "id" | "title" | "why">;

/**
 * Alarms of a DAX cluster; where nodes differ, the worst of them counts.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html
 */
export function cacheAlarmRules(
    { clusterName, nodeType }: WatchedCache,
    thresholds: AlarmThresholds,
): AlarmRule<Series>[] {
    const dimensions = { ClusterId: clusterName };
    const metric = (name: string, statistic: Metric["statistic"], periodSeconds = 60): Metric => ({
        namespace: "AWS/DAX",
        name,
        dimensions,
        statistic,
        periodSeconds,
    });
    const above = (series: Metric, threshold: number, unit: string): Common => ({
        group: GROUP,
        metric: series,
        fires: "above",
        threshold,
        limit: `${threshold} ${unit}`,
        periods: 5,
        missing: ZERO,
        urgent: false,
    });
    return [
        {
            ...above(
                metric("CPUUtilization", "Maximum"),
                thresholds.nodeCpu,
                "% of the busiest node's processors",
            ),
            id: "node-cpu",
            title: "Processors of the nodes",
            periods: 15,
            missing: {
                as: "breaching",
                why: "a node that runs is never quite idle; without any, no node runs",
            },
            urgent: true,
            why: "Every read waits for a processor. It is also on when no node reports any more: then clients read from the tables, at the tables' price and pace.",
            firstSteps: [
                "Without any data: see the cluster's status and events in DAX, and whether clients fell back to the tables.",
                "See whether reads rose or hits fell at that time: a miss costs far more than a hit.",
                "Add nodes, which is done in place: pii:dynamodb.daxNodes. A larger type needs a swap: docs/dax.md.",
            ],
        },
        ...(isBurstable(nodeType) ? [creditsRule(metric, thresholds)] : []),
        {
            ...above(
                metric("CacheMemoryUtilization", "Maximum"),
                thresholds.cacheMemory,
                "% of the fullest node's cache",
            ),
            id: "cache-memory",
            title: "Memory of the cache",
            periods: 15,
            why: "What is read most does not fit any more: DAX throws data out, and at 100 % slows writes down.",
            firstSteps: [
                "See what grew: evictions, misses, and the size of items.",
                "Nodes all hold the same data: take a larger type, by a swap (docs/dax.md), or cache fewer tables.",
            ],
        },
        {
            ...above(
                metric("EvictedSize", "Average"),
                thresholds.evictions * MIB,
                "MiB a minute and node",
            ),
            limit: `${thresholds.evictions} MiB a minute and node`,
            id: "evictions",
            title: "Data thrown out, in bytes",
            periods: 15,
            beyond: 10,
            why: "Data is thrown out before its time to make room: the same items are read from the table again and again.",
            firstSteps: [
                "See whether somebody queries wide ranges through the cache once: such reads belong to the table.",
                "Nodes all hold the same data: take a larger type, by a swap (docs/dax.md), or cache fewer tables.",
            ],
        },
        {
            ...above(
                metric("ThrottledRequestCount", "Sum"),
                thresholds.requestsThrottled,
                "requests a minute",
            ),
            id: "requests-throttled",
            title: "Requests throttled by DAX",
            beyond: 3,
            urgent: true,
            why: "The nodes turn requests away: they have more to do than they can.",
            firstSteps: [
                "See the nodes' processors and which client asks so much more than before.",
                "Add nodes, which is done in place: pii:dynamodb.daxNodes.",
            ],
        },
        {
            ...above(
                metric("FaultRequestCount", "Sum", 300),
                thresholds.requestFaults,
                "faults in five minutes",
            ),
            id: "request-faults",
            title: "Faults of DAX itself",
            periods: 3,
            beyond: 2,
            urgent: true,
            why: "DAX fails to answer, and clients that do not fall back to the table fail with it.",
            firstSteps: [
                "See the cluster's nodes and events: a node that is replaced explains minutes, not more.",
                "See whether the cluster's role still may read the tables and use their key.",
                "Let clients read from the tables until it is over.",
            ],
        },
        {
            ...above(
                metric("ErrorRequestCount", "Sum", 300),
                thresholds.requestErrors,
                "errors in five minutes",
            ),
            id: "request-errors",
            title: "Requests that DAX refuses",
            periods: 3,
            beyond: 2,
            why: "Some client asks for what is wrong or not allowed: a table that is not cached, a write, a scan. Throttled requests are counted too.",
            firstSteps: [
                "See in the clients' logs which error they get, and since which deployment.",
                "Tables are cached where their spec has cache; the cluster only reads, and does not scan.",
            ],
        },
        {
            id: "hit-ratio",
            group: GROUP,
            title: "Reads answered by the cache, in %",
            metric: {
                expression: `IF(${ALL_READS} < ${FEWEST_READS}, 100, 100 * ${HITS} / ${ALL_READS})`,
                metrics: {
                    itemHits: metric("ItemCacheHits", "Sum"),
                    itemMisses: metric("ItemCacheMisses", "Sum"),
                    queryHits: metric("QueryCacheHits", "Sum"),
                    queryMisses: metric("QueryCacheMisses", "Sum"),
                },
                periodSeconds: 300,
            },
            fires: "below",
            threshold: thresholds.hitRatio,
            limit: `${thresholds.hitRatio} % of the reads`,
            periods: 6,
            beyond: 5,
            missing: { as: "notBreaching", why: "without reads there is nothing to answer" },
            urgent: false,
            why: "Most reads go on to the table: the cache costs without serving. After a restart it is so for a while.",
            firstSteps: [
                "See whether a node was replaced or the cluster is new; if so, wait.",
                "See whether data is thrown out for want of memory, and whether clients ask for consistent reads, which are never cached.",
                "Answers may be older where the purpose allows it: cache in the table's spec.",
            ],
        },
        {
            ...above(
                metric("ClientConnections", "Maximum"),
                thresholds.clientConnections,
                "connections to one node",
            ),
            id: "client-connections",
            title: "Connections of clients",
            why: "A node takes 40,000 connections: clients open more than they need, such as one client for each request.",
            firstSteps: [
                "See which application grew at that time, and whether it keeps one client for its whole life.",
                "Restart the one that leaks; then add nodes, over which connections spread.",
            ],
        },
    ];
}

function creditsRule(
    metric: (name: string, statistic: Metric["statistic"]) => Metric,
    { nodeCredits }: AlarmThresholds,
): AlarmRule {
    return {
        id: "node-credits",
        group: GROUP,
        title: "CPU credits of the nodes",
        metric: metric("CPUCreditBalance", "Minimum"),
        fires: "below",
        threshold: nodeCredits,
        limit: `${nodeCredits} CPU credits of the poorest node`,
        periods: 30,
        missing: { as: "breaching", why: "DAX publishes nothing where there is none left" },
        urgent: false,
        why: "A burstable node without credits has a fraction of its processor, or is billed for more. A new node has none yet: then it is on for an hour.",
        firstSteps: [
            "See whether the nodes are new; if so, wait.",
            "For load that lasts take nodes that are not burstable, by a swap: docs/dax.md.",
        ],
    };
}
