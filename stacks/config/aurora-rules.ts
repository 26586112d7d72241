import { activityStreamMistakes } from "../../infra/aurora/activity-stream-modes";
import { type AlarmNeeds, alarmThresholdMistakes } from "../../infra/aurora/alarm-thresholds";
import { auroraMistakes } from "../../infra/aurora/aurora-mistakes";
import { databaseAccessMistakes } from "../../infra/aurora/database-access-mistakes";
import { globalMistakes, isGlobal } from "../../infra/aurora/global-database";
import { SERVERLESS } from "../../infra/aurora/instance-classes";
import { proxyMistakes } from "../../infra/aurora/proxy-mistakes";
import { restoreMistakes } from "../../infra/aurora/restore";
import type { PlatformConfig } from "./config";
import type { Mistake, Subject } from "./rules";

/** What is wrong with the cluster that is asked for, beside the form of single values. */
export function auroraConfigMistakes({ config, residency, now, today }: Subject): Mistake[] {
    const { aurora, network, region } = config;
    const { activityStream, proxy, proxySecretArns } = aurora;
    const found = [
        ...auroraMistakes({ ...aurora, globalDatabase: isGlobal(aurora) }, today),
        ...globalMistakes(aurora, { region, residency }),
        ...(proxy
            ? proxyMistakes({
                  region,
                  secretArns: proxySecretArns,
                  minCapacity: aurora.capacity?.min,
                  encryptionControl: network.encryptionControl,
              })
            : []),
        ...accessMistakes(config),
        ...(activityStream === undefined
            ? []
            : activityStreamMistakes(activityStream, region, instanceClasses(aurora))),
        ...(aurora.restore === undefined
            ? []
            : restoreMistakes(aurora.restore, {
                  clusterIdentifier: config.prefix,
                  region,
                  now,
              })),
        ...alarmThresholdMistakes(aurora.alarms, alarmed(aurora)),
        ...(!proxy && proxySecretArns.length > 0
            ? [
                  {
                      where: "proxySecretArns",
                      got: proxySecretArns,
                      advice: "counts only where pii:aurora.proxy is true, and it is false",
                  },
              ]
            : []),
    ];
    return found.map(({ where, got, advice }) => ({ key: `pii:aurora.${where}`, got, advice }));
}

/** What is wrong with the function that looks after the database, or counts for nothing without it. */
function accessMistakes({ aurora, network, region }: PlatformConfig) {
    const { databaseAccess, healthEveryMinutes } = aurora;
    if (databaseAccess) {
        return databaseAccessMistakes({
            region,
            minCapacity: aurora.capacity?.min,
            healthEveryMinutes,
            encryptionControl: network.encryptionControl,
        });
    }
    return healthEveryMinutes === undefined
        ? []
        : [
              {
                  where: "healthEveryMinutes",
                  got: healthEveryMinutes,
                  advice: "counts only where pii:aurora.databaseAccess is true, and it is false",
              },
          ];
}

/** Classes of all instances that there may be. */
export function instanceClasses(aurora: PlatformConfig["aurora"]): string[] {
    const { instanceClass, readerClass, instances, readerAutoscaling } = aurora;
    return instances > 1 || readerAutoscaling !== undefined
        ? [instanceClass, readerClass]
        : [instanceClass];
}

/** What there is to be watched. */
function alarmed(aurora: PlatformConfig["aurora"]): AlarmNeeds[] {
    const classes = instanceClasses(aurora);
    return [
        ...(classes.includes(SERVERLESS) ? (["serverless instances"] as const) : []),
        ...(classes.some((each) => each !== SERVERLESS)
            ? (["provisioned instances"] as const)
            : []),
        ...(aurora.logExports.includes("iam-db-auth-error")
            ? (["the exported log iam-db-auth-error"] as const)
            : []),
        ...(aurora.proxy ? (["a proxy"] as const) : []),
    ];
}
