import type { AlarmRule, Metric } from "../alarms/alarm-rule";
import type { AlarmThresholds } from "./alarm-thresholds";
import type { Log } from "./exported-logs";
import { LOG_METRICS, logMetricNamespace } from "./log-metrics";

const GROUP = "Logins and errors";

/** Alarms of what is counted in the cluster's own logs. */
export function logAlarmRules(
    clusterIdentifier: string,
    logs: readonly Log[],
    { databaseErrors, failedPasswordLogins, failedIamLogins }: AlarmThresholds,
): AlarmRule[] {
    const counted = (name: (typeof LOG_METRICS)[number]["name"]): Metric => ({
        namespace: logMetricNamespace(clusterIdentifier),
        name,
        dimensions: {},
        statistic: "Sum",
        periodSeconds: 300,
    });
    const common = {
        group: GROUP,
        fires: "above",
        periods: 1,
        missing: { as: "notBreaching", why: "nothing was logged, and so nothing failed" },
    } as const;
    const rules: AlarmRule[] = [
        {
            ...common,
            id: "database-errors",
            title: "Errors in the log",
            metric: counted("DatabaseErrors"),
            threshold: databaseErrors,
            limit: `${databaseErrors} errors in five minutes`,
            urgent: false,
            why: "The database answers many statements with an error: an application is broken, or somebody probes it.",
            firstSteps: [
                "See in the log group postgresql which errors, of which user, and since when.",
                "If a deployment or migration went out at that time, take it back.",
                "'permission denied' of a user who should not ask is an incident.",
            ],
        },
        {
            ...common,
            id: "failed-password-logins",
            title: "Failed password logins",
            metric: counted("FailedPasswordLogins"),
            threshold: failedPasswordLogins,
            limit: `${failedPasswordLogins} failures in five minutes`,
            urgent: true,
            why: "Somebody tries passwords, or a client has an old one.",
            firstSteps: [
                "See in the log group postgresql which user and address: search for 'password authentication failed'.",
                "If it is a client of ours after a rotation, restart it: it must read its secret anew.",
                "Any other: cut the address off at its security group, and treat it as an incident.",
            ],
        },
        {
            ...common,
            id: "failed-iam-logins",
            title: "Failed IAM logins",
            metric: counted("FailedIamLogins"),
            threshold: failedIamLogins,
            limit: `${failedIamLogins} failures in five minutes`,
            urgent: true,
            why: "Somebody tries to log in with tokens that are not valid for that user, or a client lost its right.",
            firstSteps: [
                "See in the log group iam-db-auth-error which user, and the reason given.",
                "An expired token: the client must make one for each connection. No permission: see what changed in its policy (rds-db:connect).",
                "A user or role that is none of ours is an incident: find it in the trail, and revoke its sessions.",
            ],
        },
    ];
    return rules.filter(({ id }) =>
        LOG_METRICS.some((metric) => metric.id === id && logs.includes(metric.log)),
    );
}
