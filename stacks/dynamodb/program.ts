import * as pulumi from "@pulumi/pulumi";
import { accountScope } from "../../infra/account";
import { DynamodbAlarms } from "../../infra/dynamodb/alarms";
import { alarmThresholds } from "../../infra/dynamodb/alarm-thresholds";
import { DataTable } from "../../infra/dynamodb/data-table";
import { DaxCache } from "../../infra/dynamodb/dax-cache";
import { daxGenerations } from "../../infra/dynamodb/dax-generations";
import { daxWarnings } from "../../infra/dynamodb/dax-mistakes";
import { cacheAges } from "../../infra/dynamodb/dax-parameters";
import { presentTables } from "../../infra/dynamodb/present-table";
import { TableResourcePolicies } from "../../infra/dynamodb/resource-policy";
import { TableExports } from "../../infra/dynamodb/table-exports";
import { configuredTables } from "../../infra/dynamodb/table-mistakes";
import { TableParameters } from "../../infra/dynamodb/table-parameters";
import { TablePolicies } from "../../infra/dynamodb/table-policies";
import { refuseWhileIsolated } from "../../infra/isolation";
import { indexNames } from "../../tables/derived";
import type { TableSpec } from "../../tables/table-spec";
import { TABLES } from "../../tables/tables";
import { parameterPath } from "../../infra/parameter-path";
import { backups } from "../backups";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";
import { type RegionalOutputs, replicaOutputs } from "./replica-outputs";

/** Layer 4: the tables, the caches that read them, who gets in, and who watches them. */
export async function dynamodb(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
): Promise<Exports<"dynamodb">> {
    const { deletionProtection: protect, dynamodb: settings, prefix, region } = config;
    const scope = accountScope(region);
    if (!config.unsafeUpdateWhileIsolated) {
        await refuseWhileIsolated(prefix, config.stack);
    }
    const { replicaRegions, replicaConsistency } = settings;
    const replicas = await replicaOutputs(keys, replicaRegions);
    if (config.environment === "prod" && settings.daxNodes > 0) {
        for (const warning of daxWarnings({ ...settings, prefix })) {
            void pulumi.log.warn(warning);
        }
    }
    const tables = await dataTables(config, keys, replicas);
    const caches = daxCaches(config, keys, network, tables);

    const policies = new TablePolicies(`${prefix}-tables`, {
        tables: tables.map(({ spec, table }) => ({
            spec,
            tableArns: table.regions.map(({ arn }) => arn),
        })),
        keyArns: [
            keys.dynamodbKeyArn,
            ...Object.values(replicas).map(({ dynamodbKeyArn }) => dynamodbKeyArn),
        ],
        cacheArns: caches.map(({ cache }) => cache.clusterArn),
    });
    for (const { spec, table } of tables) {
        new TableResourcePolicies(spec.name, {
            scope,
            organizationId: config.organizationId,
            vpcId: settings.unsafeTablesReachableFromOutsideTheVpc ? undefined : network.vpcId,
            cacheRoleArns: caches.map(({ cache }) => cache.roleArn),
            regions: table.regions,
        });
    }
    const named = <T>(field: (table: DataTable) => T) =>
        Object.fromEntries(tables.map(({ spec, table }) => [spec.name, field(table)]));
    const serving = caches.find(({ serves }) => serves);
    new TableParameters(`${prefix}-parameters`, {
        path: parameterPath(config.stack),
        tableNames: named(({ tableName }) => tableName),
        daxEndpoint: serving?.cache.endpoint,
    });
    const copies =
        settings.exports === "off"
            ? undefined
            : new TableExports(`${prefix}-exports`, {
                  scope,
                  every: settings.exports,
                  tableArns: named(({ tableArn }) => tableArn),
                  tableKeyArn: keys.dynamodbKeyArn,
                  keyArn: keys.exportsKeyArn,
                  protect,
              });
    const kept = backups(
        `${prefix}-tables`,
        config,
        keys,
        tables.map(({ table }) => table.tableArn),
    );
    const alarms = new DynamodbAlarms(`${prefix}-dynamodb`, {
        region,
        topics: {
            [region]: { topicArn: keys.alarmTopicArn, urgentTopicArn: keys.urgentTopicArn },
            ...Object.fromEntries(
                Object.entries(replicas).map(
                    ([of, { alarmTopicArn: topicArn, urgentTopicArn }]) => [
                        of,
                        { topicArn, urgentTopicArn },
                    ],
                ),
            ),
        },
        tables: tables.map(({ spec, table }) => ({
            spec,
            table,
            tableName: table.tableName,
            replicaRegions,
            replicaConsistency,
        })),
        caches,
        exports: copies && { scheduleGroup: `${prefix}-exports`, made: copies },
        thresholds: alarmThresholds(settings.alarms),
    });
    const next = caches.find((each) => each !== serving);
    return {
        tableNames: pulumi.all(named(({ tableName }) => tableName)),
        tableArns: pulumi.all(named(({ tableArn }) => tableArn)),
        regionalTableArns: pulumi.all(
            tables.flatMap(({ table }) => table.regions.map(({ arn }) => arn)),
        ),
        tablePolicyArns: pulumi.all(policies.arns),
        dashboardName: alarms.dashboardName,
        inTroubleAlarmArns: alarms.inTroubleAlarmArns,
        // Pulumi warns of outputs that are undefined.
        ...(serving && {
            daxEndpoint: serving.cache.endpoint,
            daxClusterArn: serving.cache.clusterArn,
        }),
        ...(next && { daxNextEndpoint: next.cache.endpoint }),
        ...(settings.changeStreams === "kinesis" && {
            changeStreamArns: pulumi.all(
                named(({ changeStreamArn }) => changeStreamArn ?? pulumi.output("")),
            ),
        }),
        ...(copies && { exportBucketName: copies.bucketName }),
        ...(kept && { backupVaultName: kept.vaultName }),
    };
}

/** A table with the spec that it has in this environment. */
interface Built {
    readonly spec: TableSpec;
    readonly table: DataTable;
}

async function dataTables(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    replicas: RegionalOutputs,
): Promise<Built[]> {
    const { prefix, dynamodb: settings, deletionProtection } = config;
    const specs = configuredTables(TABLES, settings.tables);
    const { replicaRegions, replicaConsistency, witnessRegion } = settings;
    const present = await presentTables(prefix, specs, replicaRegions);
    return specs.map((spec) => ({
        spec,
        table: new DataTable(spec.name, {
            scope: accountScope(config.region),
            spec,
            prefix,
            present: present[spec.name],
            keyArn: keys.dynamodbKeyArn,
            recoveryDays: settings.recoveryDays,
            deletionProtection,
            replicas:
                replicaRegions.length === 0
                    ? undefined
                    : {
                          keyArns: Object.fromEntries(
                              Object.entries(replicas).map(([of, { dynamodbKeyArn }]) => [
                                  of,
                                  dynamodbKeyArn,
                              ]),
                          ),
                          consistency: replicaConsistency,
                          witnessRegion,
                      },
            contributorInsights: settings.contributorInsights,
            changeStreams: settings.changeStreams,
        }),
    }));
}

/** The cluster that serves, and while it is being replaced another one. */
function daxCaches(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
    tables: readonly Built[],
) {
    const { prefix, dynamodb: settings, region } = config;
    const cached = tables.filter(({ spec }) => spec.cache !== undefined);
    const ages = cacheAges(cached.map(({ spec }) => spec));
    if (settings.daxNodes === 0 || ages === undefined) {
        return [];
    }
    return daxGenerations({ ...settings, prefix }).map((generation) => ({
        ...generation,
        cache: new DaxCache(generation.name, {
            ...generation,
            scope: accountScope(region),
            tables: cached.map(({ spec, table }) => ({
                arn: table.tableArn,
                indexes: indexNames(spec),
            })),
            tableKeyArn: keys.dynamodbKeyArn,
            unsafeMayWrite: settings.unsafeDaxMayWrite,
            ages,
            subnetIds: network.privateSubnetIds,
            securityGroupId: network.daxSecurityGroupId,
            maintenanceWindow: settings.daxMaintenanceWindow,
            // What no longer serves, or not yet, can be given up.
            protect: config.deletionProtection && generation.serves,
        }),
    }));
}
