import type { AlarmRule, Metric } from "../alarms/alarm-rule";
import type { AlarmThresholds } from "./alarm-thresholds";
import { worstInstance } from "./cluster-metric";

const IDLE = { as: "notBreaching", why: "without work there is nothing to measure" } as const;

/** Alarms of how the database does its work: latency, locks, replication, age of transactions. */
export function workAlarmRules(
    clusterIdentifier: string,
    thresholds: AlarmThresholds,
): AlarmRule[] {
    const worst = (name: string, statistic: "Maximum" | "Minimum") =>
        worstInstance(clusterIdentifier, name, statistic);
    const { cacheHits, deadlocks, transactionAge, replicaLag } = thresholds;
    return [
        ...latencyRules(worst, thresholds),
        {
            id: "cache-hits",
            group: "Latency",
            title: "Reads from memory",
            metric: worst("BufferCacheHitRatio", "Minimum"),
            fires: "below",
            threshold: cacheHits,
            limit: `${cacheHits} % of the reads`,
            periods: 30,
            missing: IDLE,
            urgent: false,
            why: "What is read most does not fit in memory any more: slower, and each read is paid for. After a restart it is so for a while.",
            firstSteps: [
                "See whether an instance restarted; if so, wait.",
                "Find the statement that reads most in Database Insights; it may lack an index.",
                "If the data simply grew, raise the instance class.",
            ],
        },
        {
            id: "deadlocks",
            group: "Locks",
            title: "Deadlocks",
            metric: worst("Deadlocks", "Maximum"),
            fires: "above",
            // The metric is per second.
            threshold: deadlocks / 60,
            limit: `${deadlocks} a minute`,
            periods: 5,
            beyond: 3,
            missing: IDLE,
            urgent: false,
            why: "Transactions wait for each other in a circle, and PostgreSQL ends one: clients that do not try again lose their work.",
            firstSteps: [
                "See in the log group postgresql which user it was: search for 'deadlock detected'. What they wait for is in Database Insights, under Lock.",
                "Take a deployment of that time back, if it changed those statements.",
                "Let both sides take their locks in the same order.",
            ],
        },
        {
            id: "transaction-age",
            group: "Locks",
            title: "Age of the oldest transaction id",
            metric: worst("MaximumUsedTransactionIDs", "Maximum"),
            fires: "above",
            threshold: transactionAge * 1_000_000,
            limit: `${transactionAge} million transactions`,
            periods: 5,
            missing: IDLE,
            urgent: true,
            why: "Vacuum does not get on. At 2,146 million transactions the database becomes read-only, and getting out takes hours.",
            firstSteps: [
                "Find what holds vacuum back: `select pid, xact_start, backend_xmin from pg_stat_activity order by age(backend_xmin) desc nulls last`; also `pg_prepared_xacts` and `pg_replication_slots`.",
                "End that transaction, or drop that slot if nobody uses it.",
                "Vacuum the oldest tables by hand: `select oid::regclass, age(relfrozenxid) from pg_class where relkind = 'r' order by 2 desc limit 10`; `vacuum (freeze, verbose)` each.",
            ],
        },
        {
            id: "replica-lag",
            group: "Replication",
            title: "Lag of the readers",
            metric: worst("AuroraReplicaLag", "Maximum"),
            fires: "above",
            threshold: replicaLag,
            limit: `${replicaLag} ms`,
            periods: 5,
            missing: { as: "notBreaching", why: "a cluster without readers has no lag" },
            urgent: false,
            why: "Readers show what was, and one that falls too far behind restarts.",
            firstSteps: [
                "See which reader lags, and whether its processors are busy: long reads there hold it up.",
                "Cancel the longest of them.",
                "If all readers lag, look for a bulk load on the writer; readers must not be of a smaller class.",
            ],
        },
    ];
}

function latencyRules(
    worst: (name: string, statistic: "Maximum" | "Minimum") => Metric,
    { readLatency, writeLatency, commitLatency }: AlarmThresholds,
): AlarmRule[] {
    const rule = (
        id: string,
        title: string,
        metric: string,
        [threshold, limitMs]: readonly [number, number],
        why: string,
    ): AlarmRule => ({
        id,
        group: "Latency",
        title,
        metric: worst(metric, "Maximum"),
        fires: "above",
        threshold,
        limit: `${limitMs} ms`,
        // A single slow one on an idle instance is nothing.
        periods: 15,
        beyond: 10,
        missing: IDLE,
        urgent: false,
        why,
        firstSteps: [
            "See in Database Insights what statements wait for, and since when.",
            "If a bulk load, an index build or a vacuum runs, let it end or cancel it.",
            "If nothing of ours changed, see AWS's health dashboard; fail over if only one instance is slow.",
        ],
    });
    return [
        // AWS measures reads and writes in seconds, commits in milliseconds.
        rule(
            "read-latency",
            "Read latency",
            "ReadLatency",
            [readLatency / 1000, readLatency],
            "Reads from storage are slow: whatever is not in memory waits.",
        ),
        rule(
            "write-latency",
            "Write latency",
            "WriteLatency",
            [writeLatency / 1000, writeLatency],
            "Writes to storage are slow, and with them every change.",
        ),
        rule(
            "commit-latency",
            "Commit latency",
            "CommitLatency",
            [commitLatency, commitLatency],
            "Every transaction that writes waits for its commit, and holds its locks meanwhile.",
        ),
    ];
}
