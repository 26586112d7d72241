import type { AlarmRule, Metric } from "../alarms/alarm-rule";
import type { AlarmThresholds } from "./alarm-thresholds";

const GROUP = "Proxy";

/** Without clients the proxy publishes nothing. */
const UNUSED = { as: "notBreaching", why: "a proxy that nobody uses publishes nothing" } as const;

/**
 * Alarms of an RDS Proxy.
 * @param maxConnections what the smallest instance takes
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy.monitoring.html
 */
export function proxyAlarmRules(
    proxyName: string,
    maxConnections: number,
    thresholds: AlarmThresholds,
): AlarmRule[] {
    const metric = (
        name: string,
        statistic: Metric["statistic"],
        periodSeconds: number,
    ): Metric => ({
        namespace: "AWS/RDS",
        name,
        dimensions: { ProxyName: proxyName },
        statistic,
        periodSeconds,
    });
    const { proxyPinned, proxyBorrowLatency, proxyFailedLogins } = thresholds;
    return [
        {
            id: "proxy-pinned",
            group: GROUP,
            title: "Pinned connections of the proxy",
            // The sum of the proxy's hosts, each of which publishes its own.
            metric: metric("DatabaseConnectionsCurrentlySessionPinned", "Sum", 60),
            fires: "above",
            threshold: Math.floor((maxConnections * proxyPinned) / 100),
            limit: `${proxyPinned} % of the connections that the smallest instance takes`,
            periods: 15,
            missing: UNUSED,
            urgent: false,
            why: "Pinned connections serve one client only, so that the proxy shares nothing and connections run out.",
            firstSteps: [
                "Find out in the proxy's log group which statement pinned: SET, a temporary table, an advisory lock, a prepared statement.",
                "Move the setting into the role (`alter role ... set`), or the driver to unnamed statements.",
                "If connections run out meanwhile, restart the client that holds most.",
            ],
        },
        {
            id: "proxy-borrow-latency",
            group: GROUP,
            title: "Wait for a connection of the proxy",
            metric: metric("DatabaseConnectionsBorrowLatency", "Average", 60),
            fires: "above",
            // The metric is in microseconds.
            threshold: proxyBorrowLatency * 1000,
            limit: `${proxyBorrowLatency} ms`,
            periods: 15,
            beyond: 10,
            missing: UNUSED,
            urgent: false,
            why: "Clients wait for the proxy to get them a connection: the pool is exhausted, or the database does not take new ones.",
            firstSteps: [
                "Look at the alarms of connections, processors and pinned connections: one of them is usually the cause.",
                "Look for transactions that stay open: `pg_stat_activity`, state `idle in transaction`.",
                "Raise the proxy's share of connections, or the instance class.",
            ],
        },
        {
            id: "proxy-failed-logins",
            group: GROUP,
            title: "Failed logins at the proxy",
            metric: metric("ClientConnectionsSetupFailedAuth", "Sum", 300),
            fires: "above",
            threshold: proxyFailedLogins,
            limit: `${proxyFailedLogins} failures in five minutes`,
            periods: 1,
            missing: UNUSED,
            urgent: true,
            why: "Clients are refused at the proxy: a wrong setting after a change, or somebody who tries.",
            firstSteps: [
                "See in the proxy's log group which user and address fail.",
                "If a deployment changed a role, a policy (rds-db:connect) or TLS at that time, take it back.",
                "If the source is none of ours, cut it off at its security group and treat it as an incident.",
            ],
        },
    ];
}
