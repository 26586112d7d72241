import type { AlarmRule } from "../alarms/alarm-rule";
import type { AlarmThresholds } from "./alarm-thresholds";
import { SERVERLESS } from "./instance-classes";
import { worstInstance } from "./cluster-metric";
import {
    type InstanceSizes,
    smallestLocalStorage,
    smallestMaxConnections,
    smallestMemory,
} from "./instance-memory";

const GROUP = "Capacity";

/** The alarm of the processors says so instead. */
const SILENT = { as: "missing", why: "silence is the alarm of the processors' to report" } as const;

/** Alarms of what instances can run out of. */
export function capacityAlarmRules(
    clusterIdentifier: string,
    sizes: InstanceSizes,
    thresholds: AlarmThresholds,
): AlarmRule[] {
    const worst = (name: string, statistic: "Maximum" | "Minimum") =>
        worstInstance(clusterIdentifier, name, statistic);
    const share = (whole: number, percent: number) => Math.floor((whole * percent) / 100);
    const { connections, cpu, freeMemory } = thresholds;
    return [
        {
            id: "connections",
            group: GROUP,
            title: "Connections",
            metric: worst("DatabaseConnections", "Maximum"),
            fires: "above",
            threshold: share(smallestMaxConnections(sizes), connections),
            limit: `${connections} % of the connections that the smallest instance takes`,
            periods: 5,
            missing: SILENT,
            urgent: true,
            why: "Once all connections are taken, every new one is refused: applications fail, and so do you.",
            firstSteps: [
                "Connect now, while you can, and count by client: `select usename, application_name, state, count(*) from pg_stat_activity group by 1, 2, 3 order by 4 desc`.",
                "End idle ones of the client that has too many: `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle' and usename = '...'`.",
                "Restart that client or shrink its pool; then let it use the proxy, or raise the instance class.",
            ],
        },
        {
            id: "cpu",
            group: GROUP,
            title: "Processors",
            metric: worst("CPUUtilization", "Maximum"),
            fires: "above",
            threshold: cpu,
            limit: `${cpu} % of the busiest instance's processors`,
            periods: 15,
            missing: canPause(sizes)
                ? { as: "notBreaching", why: "a paused cluster publishes nothing" }
                : { as: "breaching", why: "an instance that runs publishes this every minute" },
            urgent: true,
            why: "Everything waits for a processor. It is also on when no instance reports any more: then nothing is known to run.",
            firstSteps: [
                "Without any data: see the cluster's status and events in RDS; if the writer is gone, fail over.",
                "Find the statement with the most load in Database Insights, and since when.",
                "Cancel it if it may be cancelled: `select pg_cancel_backend(<pid>)`; take a deployment of that time back.",
                "If it is honest load, move reads to the readers, or raise the instance class.",
            ],
        },
        {
            id: "free-memory",
            group: GROUP,
            title: "Free memory",
            metric: worst("FreeableMemory", "Minimum"),
            fires: "below",
            threshold: share(smallestMemory(sizes), freeMemory),
            limit: `${freeMemory} % of the smallest instance's memory`,
            periods: 10,
            missing: SILENT,
            urgent: true,
            why: "An instance that runs out of memory restarts, and cuts every connection.",
            firstSteps: [
                "Look at the number of connections: each costs memory, even when idle.",
                "Look for large sorts and hashes in Database Insights; cancel the largest.",
                "Lower work_mem of the role that does it, or raise the instance class; a restart frees memory for a while.",
            ],
        },
        ...localStorageRule(clusterIdentifier, sizes, thresholds),
        ...serverlessRule(clusterIdentifier, sizes, thresholds),
    ];
}

function canPause({ instanceClasses, capacity }: InstanceSizes): boolean {
    return capacity?.min === 0 && instanceClasses.every((each) => each === SERVERLESS);
}

function localStorageRule(
    clusterIdentifier: string,
    sizes: InstanceSizes,
    { freeLocalStorage }: AlarmThresholds,
): AlarmRule[] {
    const storage = smallestLocalStorage(sizes);
    return storage === undefined
        ? []
        : [
              {
                  id: "free-local-storage",
                  group: GROUP,
                  title: "Free local disk",
                  metric: worstInstance(clusterIdentifier, "FreeLocalStorage", "Minimum"),
                  fires: "below",
                  threshold: Math.floor((storage * freeLocalStorage) / 100),
                  limit: `${freeLocalStorage} % of the smallest instance's local disk`,
                  periods: 5,
                  missing: SILENT,
                  urgent: true,
                  why: "Sorts, index builds and temporary tables use the instance's own disk; once it is full they fail.",
                  firstSteps: [
                      "Find who writes temporary files: `select datname, temp_files, temp_bytes from pg_stat_database`; and who runs now in `pg_stat_activity`.",
                      "Cancel that statement or index build.",
                      "Raise work_mem for that role alone, or the instance class: the disk grows with it.",
                  ],
              },
          ];
}

function serverlessRule(
    clusterIdentifier: string,
    { capacity }: InstanceSizes,
    thresholds: AlarmThresholds,
): AlarmRule[] {
    return capacity === undefined
        ? []
        : [
              {
                  id: "serverless-capacity",
                  group: GROUP,
                  title: "Serverless capacity",
                  metric: worstInstance(clusterIdentifier, "ACUUtilization", "Maximum"),
                  fires: "above",
                  threshold: thresholds.serverlessCapacity,
                  limit: `${thresholds.serverlessCapacity} % of the maximum of ${capacity.max} ACU`,
                  periods: 15,
                  missing: { as: "notBreaching", why: "a paused instance publishes nothing" },
                  urgent: false,
                  why: "The database cannot scale up any further; it is also at its dearest.",
                  firstSteps: [
                      "Find the statement with the most load in Database Insights, and since when.",
                      "If it is honest load, raise the maximum; a restart lets more connections in.",
                  ],
              },
          ];
}
