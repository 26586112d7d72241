import { alarmThresholdMistakes } from "../../infra/dynamodb/alarm-thresholds";
import { daxGenerations } from "../../infra/dynamodb/dax-generations";
import { daxMistakes } from "../../infra/dynamodb/dax-mistakes";
import { replicaMistakes } from "../../infra/dynamodb/replicas";
import { configuredTables, overrideMistakes } from "../../infra/dynamodb/table-mistakes";
import { alarmNeeds } from "../../infra/dynamodb/watched";
import type { Mistake as Found } from "../../infra/mistake";
import { TABLES } from "../../tables/tables";
import type { PlatformConfig } from "./config";
import type { Mistake, Subject } from "./rules";

/** What is wrong with the tables and caches that are asked for, beside the form of single values. */
export function dynamodbMistakes({ config, residency }: Subject): Mistake[] {
    const { dynamodb: settings, region } = config;
    const { replicaRegions, replicaConsistency: consistency } = settings;
    const tables = configuredTables(TABLES, settings.tables).map((spec) => ({
        spec,
        replicaRegions,
        replicaConsistency: consistency,
    }));
    const found = [
        ...overrideMistakes(TABLES, settings.tables, {
            deletionProtection: config.deletionProtection,
            replicas: replicaRegions.length === 0 ? undefined : { consistency },
        }),
        ...replicaMistakes(settings, region, residency),
        ...cacheMistakes(config),
        ...alarmThresholdMistakes(settings.alarms, alarmNeeds(tables, daxNodeTypes(config))),
    ];
    return found.map(({ where, got, advice }) => ({ key: `pii:dynamodb.${where}`, got, advice }));
}

/** Types of the nodes of all clusters that there will be. */
function daxNodeTypes({ dynamodb: settings, prefix }: PlatformConfig): string[] {
    return settings.daxNodes === 0
        ? []
        : daxGenerations({ ...settings, prefix }).map(({ nodeType }) => nodeType);
}

function cacheMistakes({ dynamodb: settings, prefix, region }: PlatformConfig): Found[] {
    if (settings.daxNodes > 0) {
        const cachedTables = TABLES.filter((spec) => "cache" in spec).length;
        return daxMistakes({ ...settings, prefix, region, cachedTables }).filter(
            // The first cluster is called as the environment is, and that name is judged already.
            ({ where }) => where !== "daxGeneration" || settings.daxGeneration > 1,
        );
    }
    return settings.daxNext === undefined
        ? []
        : [
              {
                  where: "daxNext",
                  got: settings.daxNext,
                  advice: "must not be given where pii:dynamodb.daxNodes is 0, and there is no cluster to replace",
              },
          ];
}
