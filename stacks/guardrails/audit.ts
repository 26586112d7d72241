import * as pulumi from "@pulumi/pulumi";
import { accountScope } from "../../infra/account";
import { AuditTrail } from "../../infra/guardrails/audit-trail";
import { breakGlassRoleName } from "../../infra/guardrails/break-glass-rights";
import { Budget } from "../../infra/guardrails/budget";
import { CIS_EVENTS } from "../../infra/guardrails/cis-events";
import { dataActs } from "../../infra/guardrails/data-acts";
import { TrailAlarms } from "../../infra/guardrails/trail-alarms";
import type { PlatformConfig } from "../config/config";
import type { Upstream } from "../contracts";

interface There {
    readonly configBucketName?: pulumi.Input<string> | undefined;
    readonly monitorArn?: string | undefined;
}

/**
 * What records who does what, and tells somebody of what nobody should do; and of what it costs.
 * @param there the bucket of AWS Config, where its recorder is ours, and the account's monitor of
 * costs, where it has one
 */
export function audit(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
    dynamodb: Upstream<"dynamodb">,
    { configBucketName, monitorArn }: There,
) {
    const { guardrails, prefix } = config;
    const { budget, trail: settings } = guardrails;
    const scope = accountScope(config.region);
    const bucketArn = (name: pulumi.Input<string>) =>
        pulumi.interpolate`arn:${scope.partition}:s3:::${name}`;
    const trail = new AuditTrail("audit", {
        scope,
        prefix,
        keyArn: keys.auditKeyArn,
        logsKeyArn: keys.logsKeyArn,
        tableArns: dynamodb.regionalTableArns,
        bucketArns: [
            ...(config.dynamodb.exports === "off" ? [] : [bucketArn(dynamodb.exportBucketName)]),
            ...(configBucketName === undefined ? [] : [bucketArn(configBucketName)]),
            ...(config.network.flowLogs === "s3" ? [network.flowLogDestinationArn] : []),
        ],
        retentionDays: guardrails.logRetentionDays,
        objectLockDays: settings.objectLockDays,
        insights: settings.insights,
        protect: config.deletionProtection,
    });
    const alarms = new TrailAlarms(`${prefix}-trail`, {
        prefix,
        logGroupName: trail.logGroupName,
        events: [
            ...CIS_EVENTS,
            ...dataActs({
                securityGroupIds: [
                    network.auroraSecurityGroupId,
                    network.proxySecurityGroupId,
                    network.daxSecurityGroupId,
                ],
                breakGlassRoleName: breakGlassRoleName(prefix),
                insights: settings.insights,
            }),
        ],
        topicArn: keys.alarmTopicArn,
        urgentTopicArn: keys.urgentTopicArn,
    });
    if (budget !== undefined) {
        const { monthlyUsd, anomalies } = budget;
        new Budget(prefix, {
            ...(monthlyUsd !== undefined && { monthlyUsd }),
            ...(anomalies && {
                anomalies: {
                    aboveUsd: anomalies.aboveUsd,
                    ...(anomalies.monitor === "adopt" && { adoptedMonitorArn: monitorArn }),
                },
            }),
            topicArn: keys.alarmTopicArn,
        });
    }
    return {
        trailArn: trail.trailArn,
        trailBucketName: trail.bucketName,
        trailLogGroupName: trail.logGroupName,
        trailInTroubleAlarmArn: alarms.inTroubleAlarmArn,
    };
}
