import type { AlarmRule } from "../alarms/alarm-rule";
import { accessAlarmRules, type WatchedAccess } from "./alarm-rules-access";
import { capacityAlarmRules } from "./alarm-rules-capacity";
import { logAlarmRules } from "./alarm-rules-logs";
import { proxyAlarmRules } from "./alarm-rules-proxy";
import { workAlarmRules } from "./alarm-rules-work";
import type { AlarmThresholds } from "./alarm-thresholds";
import { type InstanceSizes, smallestMaxConnections } from "./instance-memory";
import type { Log } from "./exported-logs";

/** What is watched. */
export interface Watched extends InstanceSizes {
    readonly clusterIdentifier: string;
    /** What is exported; alarms of a log that is not are left out. */
    readonly logs: readonly Log[];
    /** Name of the cluster's RDS Proxy. @default there is none */
    readonly proxyName?: string | undefined;
    /** The function that looks after the database. @default there is none */
    readonly databaseAccess?: WatchedAccess | undefined;
}

/**
 * Every alarm of a cluster. They look at the whole cluster, and at the worst of its instances: so
 * readers that autoscaling adds are watched as well.
 */
export function auroraAlarmRules(watched: Watched, thresholds: AlarmThresholds): AlarmRule[] {
    const { clusterIdentifier, logs, proxyName, databaseAccess } = watched;
    return [
        ...capacityAlarmRules(clusterIdentifier, watched, thresholds),
        ...workAlarmRules(clusterIdentifier, thresholds),
        ...logAlarmRules(clusterIdentifier, logs, thresholds),
        ...(proxyName === undefined
            ? []
            : proxyAlarmRules(proxyName, smallestMaxConnections(watched), thresholds)),
        ...(databaseAccess === undefined ? [] : accessAlarmRules(databaseAccess)),
    ];
}
