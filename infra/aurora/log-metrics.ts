import type { Log } from "./exported-logs";

/** Something that is counted in a log of the cluster, because no metric of AWS's says it. */
export interface LogMetric {
    /** In kebab case; ends the filter's logical name. */
    readonly id: string;
    /** Name of the metric. */
    readonly name: string;
    /** The exported log that it is counted in. */
    readonly log: Log;
    /** Filter pattern of CloudWatch Logs. */
    readonly pattern: string;
}

/**
 * Lines start with `time:host(port):user@database:[process]:SEVERITY:`, which Aurora lets nobody
 * change; anchored there, a statement that has such a word in its text is not counted.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html
 */
export const LOG_METRICS = [
    {
        id: "database-errors",
        name: "DatabaseErrors",
        log: "postgresql",
        pattern: String.raw`%\]:ERROR:|\]:FATAL:|\]:PANIC:%`,
    },
    {
        id: "failed-password-logins",
        name: "FailedPasswordLogins",
        log: "postgresql",
        pattern: '"password authentication failed for user"',
    },
    {
        id: "failed-iam-logins",
        name: "FailedIamLogins",
        log: "iam-db-auth-error",
        pattern: '"Failed to authenticate the connection request"',
    },
] as const satisfies readonly LogMetric[];

/**
 * Namespace of the counts of one cluster. Part of it because a filter that says 0 where nothing was
 * found cannot have dimensions.
 */
export function logMetricNamespace(clusterIdentifier: string): string {
    return `pii-platform/${clusterIdentifier}`;
}

/** Name of a log group of a cluster; RDS prescribes it. */
export function clusterLogGroup(clusterIdentifier: string, log: Log): string {
    return `/aws/rds/cluster/${clusterIdentifier}/${log}`;
}
