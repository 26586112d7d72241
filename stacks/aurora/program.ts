import * as pulumi from "@pulumi/pulumi";
import { accountScope } from "../../infra/account";
import { ActivityStream } from "../../infra/aurora/activity-stream";
import { AuroraAlarms } from "../../infra/aurora/alarms";
import { alarmThresholds } from "../../infra/aurora/alarm-thresholds";
import { ConnectionParameters, connectionPath } from "../../infra/aurora/connection-parameters";
import { DatabaseAccess } from "../../infra/aurora/database-access";
import { EventSubscriptions } from "../../infra/aurora/event-subscriptions";
import { LoginPolicies } from "../../infra/aurora/login-policy";
import { DatabaseProxy } from "../../infra/aurora/proxy";
import { ACCESS_ROLE, IAM_ROLES } from "../../infra/database/roles";
import { backups } from "../backups";
import { instanceClasses } from "../config/aurora-rules";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";
import { placedCluster } from "./placed-cluster";

/** Layer 3: the Aurora PostgreSQL cluster, who gets in, and who watches it. */
export async function aurora(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
): Promise<Exports<"aurora">> {
    const { aurora: settings, prefix, region } = config;
    // RDS does not always tell it of a cluster that follows, or once did.
    const { databaseName } = settings;
    const scope = accountScope(region);
    const { cluster, masterSecretArn, globalDatabase } = await placedCluster(
        config,
        scope,
        keys,
        network,
    );
    const { firstInstance: instance, clusterIdentifier, clusterResourceId } = cluster;

    const proxy = settings.proxy
        ? new DatabaseProxy(`${prefix}-proxy`, {
              scope,
              clusterIdentifier,
              clusterResourceId,
              instance,
              subnetIds: network.privateSubnetIds,
              securityGroupId: network.proxySecurityGroupId,
              iamRoles: IAM_ROLES,
              secretArns: settings.proxySecretArns,
              secretsKeyArn: keys.secretsKeyArn,
              readOnlyEndpoint: settings.instances > 1 || settings.readerAutoscaling !== undefined,
              logsKeyArn: keys.logsKeyArn,
              logRetentionDays: settings.logRetentionDays,
          })
        : undefined;
    const logins = new LoginPolicies(`${prefix}-login`, {
        scope,
        roles: IAM_ROLES,
        resourceIds: [clusterResourceId, ...(proxy === undefined ? [] : [proxy.resourceId])],
    });
    const connection = new ConnectionParameters(`${prefix}-connection`, {
        scope,
        path: connectionPath(config.stack),
        host: cluster.endpoint,
        readerHost: cluster.readerEndpoint,
        port: cluster.port,
        databaseName,
        masterSecretArn,
        proxyHost: proxy?.endpoint,
        proxyReaderHost: proxy?.readOnlyEndpoint,
    });

    const access = settings.databaseAccess
        ? new DatabaseAccess(`${prefix}-database-access`, {
              scope,
              parameterPath: connectionPath(config.stack),
              subnetIds: network.privateSubnetIds,
              securityGroupId: network.lambdaSecurityGroupId,
              login: { kind: "iam", user: ACCESS_ROLE, clusterResourceId },
              environmentKeyArn: keys.secretsKeyArn,
              logsKeyArn: keys.logsKeyArn,
              logRetentionDays: settings.logRetentionDays,
              failureTopicArn: keys.alarmTopicArn,
              failureTopicKeyArn: keys.alarmsKeyArn,
              healthEveryMinutes: settings.healthEveryMinutes,
              mayPause: settings.capacity?.min === 0,
              reservedConcurrency: settings.databaseAccessConcurrency,
          })
        : undefined;

    const topics = { topicArn: keys.alarmTopicArn, urgentTopicArn: keys.urgentTopicArn };
    const alarms = new AuroraAlarms(`${prefix}-aurora`, {
        ...topics,
        watched: {
            clusterIdentifier: prefix,
            instanceClasses: instanceClasses(settings),
            capacity: settings.capacity,
            logs: settings.logExports,
            proxyName: settings.proxy ? `${prefix}-proxy` : undefined,
            databaseAccess: settings.databaseAccess
                ? {
                      functionName: `${prefix}-database-access`,
                      healthEveryMinutes: settings.healthEveryMinutes,
                  }
                : undefined,
        },
        thresholds: alarmThresholds(settings.alarms),
        region,
        cluster,
        beside: [proxy, access].filter((each) => each !== undefined),
    });
    new EventSubscriptions(`${prefix}-events`, {
        topicArn: keys.alarmTopicArn,
        clusterIdentifier,
        instanceIdentifiers: [...cluster.instanceIdentifiers],
    });
    const stream =
        settings.activityStream === undefined
            ? undefined
            : new ActivityStream(`${prefix}-activity`, {
                  clusterArn: cluster.arn,
                  keyArn: keys.activityKeyArn,
                  mode: settings.activityStream,
                  cluster,
              });
    const kept = backups(`${prefix}-aurora`, config, keys, [cluster.arn]);
    return {
        clusterIdentifier,
        clusterResourceId,
        endpoint: cluster.endpoint,
        readerEndpoint: cluster.readerEndpoint,
        port: cluster.port,
        databaseName,
        masterUsername: cluster.masterUsername,
        lookupPolicyArn: connection.lookupPolicyArn,
        loginPolicyArns: pulumi.all(logins.arns),
        dashboardName: alarms.dashboardName,
        inTroubleAlarmArn: alarms.inTroubleAlarmArn,
        // Pulumi warns of outputs that are undefined.
        ...(masterSecretArn && { masterSecretArn }),
        ...(globalDatabase && {
            globalClusterIdentifier: globalDatabase.globalClusterIdentifier,
            globalEndpoint: globalDatabase.endpoint,
        }),
        ...(proxy && { proxyName: proxy.proxyName, proxyEndpoint: proxy.endpoint }),
        ...(proxy?.readOnlyEndpoint && { proxyReadOnlyEndpoint: proxy.readOnlyEndpoint }),
        ...(access && {
            databaseAccessName: access.functionName,
            databaseAccessArn: access.functionArn,
        }),
        ...(kept && { backupVaultName: kept.vaultName }),
        ...(stream && { activityStreamName: stream.kinesisStreamName }),
    };
}
