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

/**
 * What records who does what, and tells somebody of what nobody should do; and of what it costs.
 * @param configBucketName of AWS Config, where its recorder is ours
 */
export function audit(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
    dynamodb: Upstream<"dynamodb">,
    configBucketName?: pulumi.Input<string>,
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
        new Budget(prefix, { ...budget, topicArn: keys.alarmTopicArn });
    }
    return {
        trailArn: trail.trailArn,
        trailBucketName: trail.bucketName,
        trailLogGroupName: trail.logGroupName,
        trailInTroubleAlarmArn: alarms.inTroubleAlarmArn,
    };
}
