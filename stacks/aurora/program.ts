import { accountScope } from "../../infra/account";
import { AuroraCluster } from "../../infra/aurora/aurora-cluster";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";

/** Layer 3: the Aurora PostgreSQL cluster. */
export function aurora(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
): Exports<"aurora"> {
    const { aurora: settings, network: zones } = config;
    const cluster = new AuroraCluster(config.prefix, {
        scope: accountScope(config.region),
        engineVersion: settings.engineVersion,
        instanceClass: settings.instanceClass,
        instances: settings.instances,
        instanceZones: settings.multiAz
            ? zones.availabilityZones
            : zones.availabilityZones.slice(0, 1),
        tuning: settings.tuning,
        databaseName: settings.databaseName,
        subnetTier: settings.subnetTier,
        subnetIds:
            settings.subnetTier === "isolated"
                ? network.isolatedSubnetIds
                : network.privateSubnetIds,
        securityGroupId: network.auroraSecurityGroupId,
        storageKeyArn: keys.auroraKeyArn,
        secretsKeyArn: keys.secretsKeyArn,
        logsKeyArn: keys.logsKeyArn,
        logRetentionDays: settings.logRetentionDays,
        backupRetentionDays: settings.backupRetentionDays,
        backupWindow: settings.backupWindow,
        maintenanceWindow: settings.maintenanceWindow,
        applyImmediately: settings.applyImmediately,
        deletionProtection: config.deletionProtection,
    });
    return {
        clusterIdentifier: cluster.clusterIdentifier,
        clusterResourceId: cluster.clusterResourceId,
        endpoint: cluster.endpoint,
        readerEndpoint: cluster.readerEndpoint,
        port: cluster.port,
        databaseName: cluster.databaseName,
        masterUsername: cluster.masterUsername,
        masterSecretArn: cluster.masterSecretArn,
    };
}
