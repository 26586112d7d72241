import type { ControlPolicy } from "./control-policy";
import { type ExemptRoles, unless } from "./exempt-roles";

/** Nobody blinds what watches the accounts. */
export function audit({ deployRoles, breakGlassRoles }: ExemptRoles): ControlPolicy {
    const Condition = unless(deployRoles, breakGlassRoles);
    return {
        name: "audit",
        kind: "service",
        description:
            "Trails, detectors, recorders, analyzers and logs are stopped or changed by deployments and in emergencies alone.",
        statements: [
            {
                Sid: "KeepTrails",
                Effect: "Deny",
                Action: [
                    "cloudtrail:DeleteEventDataStore",
                    "cloudtrail:DeleteTrail",
                    "cloudtrail:PutEventSelectors",
                    "cloudtrail:PutInsightSelectors",
                    "cloudtrail:StopEventDataStoreIngestion",
                    "cloudtrail:StopLogging",
                    "cloudtrail:UpdateEventDataStore",
                    "cloudtrail:UpdateTrail",
                ],
                Resource: "*",
                Condition,
            },
            {
                Sid: "KeepDetectors",
                Effect: "Deny",
                Action: [
                    "access-analyzer:CreateArchiveRule",
                    "access-analyzer:DeleteAnalyzer",
                    "access-analyzer:UpdateArchiveRule",
                    "guardduty:ArchiveFindings",
                    "guardduty:CreateFilter",
                    "guardduty:CreateIPSet",
                    "guardduty:DeleteDetector",
                    "guardduty:DeleteMembers",
                    "guardduty:DeletePublishingDestination",
                    "guardduty:DisassociateFromAdministratorAccount",
                    "guardduty:DisassociateFromMasterAccount",
                    "guardduty:StopMonitoringMembers",
                    "guardduty:UpdateDetector",
                    "guardduty:UpdateFilter",
                    "guardduty:UpdateIPSet",
                    "macie2:DisableMacie",
                    "macie2:DisassociateFromAdministratorAccount",
                    "macie2:UpdateMacieSession",
                    "securityhub:BatchDisableStandards",
                    "securityhub:DisableSecurityHub",
                    "securityhub:DisassociateFromAdministratorAccount",
                    "securityhub:UpdateStandardsControl",
                ],
                Resource: "*",
                Condition,
            },
            {
                Sid: "KeepRecorders",
                Effect: "Deny",
                Action: [
                    "config:DeleteConfigRule",
                    "config:DeleteConfigurationRecorder",
                    "config:DeleteConformancePack",
                    "config:DeleteDeliveryChannel",
                    "config:DeleteRemediationConfiguration",
                    "config:DeleteRetentionConfiguration",
                    "config:PutConfigurationRecorder",
                    "config:PutDeliveryChannel",
                    "config:PutRetentionConfiguration",
                    "config:StopConfigurationRecorder",
                ],
                Resource: "*",
                Condition,
            },
            {
                Sid: "KeepLogs",
                Effect: "Deny",
                Action: [
                    "ec2:DeleteFlowLogs",
                    "logs:DeleteDataProtectionPolicy",
                    "logs:DeleteLogGroup",
                    "logs:DeleteLogStream",
                    "logs:DeleteMetricFilter",
                    "logs:DeleteRetentionPolicy",
                    "logs:DisassociateKmsKey",
                    "logs:PutMetricFilter",
                    "logs:PutRetentionPolicy",
                    "rds:StopActivityStream",
                    "wafv2:DeleteLoggingConfiguration",
                ],
                Resource: "*",
                Condition,
            },
            {
                Sid: "KeepAlarms",
                Effect: "Deny",
                Action: [
                    "cloudwatch:DeleteAlarms",
                    "cloudwatch:DisableAlarmActions",
                    "cloudwatch:PutCompositeAlarm",
                    "cloudwatch:PutMetricAlarm",
                    "cloudwatch:SetAlarmState",
                    "sns:DeleteTopic",
                    "sns:SetTopicAttributes",
                ],
                // What else the account watches, such as its autoscaling, is its own affair.
                Resource: ["arn:*:cloudwatch:*:*:alarm:pii-*", "arn:*:sns:*:*:pii-*"],
                Condition,
            },
        ],
    };
}
