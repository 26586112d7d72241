import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../../infra/account";
import { AuroraCluster, MASTER_USERNAME } from "../../infra/aurora/aurora-cluster";
import { auroraWarnings } from "../../infra/aurora/aurora-mistakes";
import { presentCluster, refuseReplacement } from "../../infra/aurora/fixed-for-life";
import {
    globalCluster,
    isGlobal,
    primarySettings,
    refuseFollowing,
    secondarySettings,
} from "../../infra/aurora/global-database";
import { MasterPassword } from "../../infra/aurora/master-password";
import { rotateMaster } from "../../infra/aurora/master-rotation";
import { restoreSettings } from "../../infra/aurora/restore";
import { refuseWhileIsolated } from "../../infra/isolation";
import type { PlatformConfig } from "../config/config";
import type { Upstream } from "../contracts";

/**
 * The cluster itself: alone, restored, or in its place in a global database, with its master.
 * @throws pulumi.RunError when the one that is there would be replaced, is to follow another one, or is
 * isolated
 */
export async function placedCluster(
    config: PlatformConfig,
    scope: AccountScope,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
) {
    const { aurora: settings, prefix } = config;
    if (!config.unsafeUpdateWhileIsolated) {
        await refuseWhileIsolated(prefix, config.stack);
    }
    const today = new Date().toISOString().slice(0, 10);
    for (const warning of auroraWarnings(
        { ...settings, globalDatabase: isGlobal(settings) },
        today,
    )) {
        void pulumi.log.warn(warning);
    }
    const present = await presentCluster(prefix);
    if (present !== undefined) {
        await refuseReplacement(present, {
            databaseName: settings.databaseName,
            subnetTier: settings.subnetTier,
            storageKeyArn: keys.auroraKeyArn,
            masterUsername: MASTER_USERNAME,
        });
        if (settings.follows !== undefined) {
            refuseFollowing(present, settings.follows);
        }
        if (settings.restore !== undefined) {
            void pulumi.log.warn(
                `pii:aurora.restore counts when the cluster is made, and ${prefix} is there: it does nothing; take it away`,
            );
        }
    }
    const zones = config.network.availabilityZones;
    const { global, follows, masterRotationDays } = settings;
    const password =
        global &&
        new MasterPassword(`${prefix}-master`, {
            username: MASTER_USERNAME,
            secretsKeyArn: keys.secretsKeyArn,
        });
    const cluster = new AuroraCluster(prefix, {
        ...settings,
        scope,
        instanceZones: settings.multiAz ? zones : zones.slice(0, 1),
        subnetIds:
            settings.subnetTier === "isolated"
                ? network.isolatedSubnetIds
                : network.privateSubnetIds,
        securityGroupId: network.auroraSecurityGroupId,
        storageKeyArn: keys.auroraKeyArn,
        secretsKeyArn: keys.secretsKeyArn,
        logsKeyArn: keys.logsKeyArn,
        deletionProtection: config.deletionProtection,
        settings: [
            restoreSettings(settings.restore),
            ...(password ? [primarySettings(password.inputs)] : []),
            secondarySettings(follows),
        ],
    });
    const { firstInstance: instance } = cluster;
    const masterSecretArn = follows ? undefined : (password?.secretArn ?? cluster.masterSecretArn);
    if (masterRotationDays !== undefined) {
        rotateMaster(
            `${prefix}-master`,
            { secretArn: cluster.masterSecretArn, days: masterRotationDays, instance },
            {},
        );
    }
    const globalDatabase =
        global &&
        globalCluster(
            `${prefix}-global`,
            {
                primaryArn: cluster.arn,
                primaryInstance: instance,
                deletionProtection: config.deletionProtection,
            },
            {},
        );
    return { cluster, masterSecretArn, globalDatabase };
}
