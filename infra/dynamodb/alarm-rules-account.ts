import type { AlarmRule, Series } from "../alarms/alarm-rule";
import type { AlarmThresholds } from "./alarm-thresholds";
import { counted, FILLED } from "./table-metric";

const GROUP = "Account";

/** Alarms of what DynamoDB publishes of the whole account in a region, and of no single table. */
export function accountAlarmRules({
    userErrors,
    accountReadUnits,
    accountWriteUnits,
}: AlarmThresholds): AlarmRule<Series>[] {
    const provisioned = (name: string, percent: number) => ({
        group: GROUP,
        metric: counted({ name, dimensions: {}, statistic: "Maximum", periodSeconds: 300 }),
        fires: "above" as const,
        threshold: percent,
        limit: `${percent} % of what the account may provision in the region`,
        periods: 3,
        beyond: 2,
        missing: FILLED,
        urgent: true,
        why: "At 100 % autoscaling adds nothing more to any table of the account in this region: they are throttled together.",
        firstSteps: [
            "Ask for a higher quota at once: Service Quotas, DynamoDB, account-level throughput limit.",
            "See which table took it, and lower the maximum of one that does not need it.",
        ],
    });
    return [
        {
            id: "user-errors",
            group: GROUP,
            title: "Requests that are refused",
            metric: counted({
                name: "UserErrors",
                dimensions: {},
                statistic: "Sum",
                periodSeconds: 300,
            }),
            fires: "above",
            threshold: userErrors,
            limit: `${userErrors} errors in five minutes`,
            periods: 3,
            beyond: 2,
            missing: FILLED,
            urgent: false,
            why: "Some client in this account asks for what is wrong or not allowed: a table that is not there, keys that do not fit, no right. It is broken, or it probes.",
            firstSteps: [
                "Find who: the trail has every refused call with its role and address (eventSource dynamodb.amazonaws.com, errorCode).",
                "If a deployment went out at that time, take it back.",
                "AccessDenied of a role that should not ask is an incident.",
            ],
        },
        {
            ...provisioned("AccountProvisionedReadCapacityUtilization", accountReadUnits),
            id: "account-read-units",
            title: "Read units that the account provisions, in %",
        },
        {
            ...provisioned("AccountProvisionedWriteCapacityUtilization", accountWriteUnits),
            id: "account-write-units",
            title: "Write units that the account provisions, in %",
        },
    ];
}
