import * as pulumi from "@pulumi/pulumi";
import { eventNames, type TrailEvent } from "./trail-event";

export interface DataActsArgs {
    /** Security groups of the database, its proxy and its caches. */
    readonly securityGroupIds: readonly pulumi.Input<string>[];
    /** Name of the role for emergencies, whether there is one or not. */
    readonly breakGlassRoleName: string;
    /** Whether CloudTrail looks for calls that are unusual in number. */
    readonly insights: boolean;
}

/**
 * What can be done to this data, its protection or its watchers, and is done on no usual day. What was
 * tried in vain counts as well; what AWS Backup does by its plan does not.
 */
export function dataActs(args: DataActsArgs): TrailEvent[] {
    const { breakGlassRoleName, insights, securityGroupIds } = args;
    return [
        ...ACTS,
        {
            id: "database-security-group-changed",
            title: "Who may connect to the database changed",
            pattern: pulumi.all([...securityGroupIds]).apply(connectionPattern),
            urgent: true,
            why: "Somebody changed a security group of the database or gave it others: it may be open to what should not reach it.",
            runbook: "data-exposure",
        },
        breakGlassUsed(breakGlassRoleName),
        ...(insights ? [UNUSUAL_CALLS] : []),
    ];
}

const ACTS: readonly TrailEvent[] = [
    {
        id: "snapshot-shared",
        title: "A snapshot shared or made public",
        pattern: `{ ($.eventSource=rds.amazonaws.com) && (${eventNames("ModifyDBClusterSnapshotAttribute", "ModifyDBSnapshotAttribute")}) && ($.requestParameters.valuesToAdd[0]="*") }`,
        urgent: true,
        why: "Somebody let another account, or everybody, restore a snapshot: with it go all the data.",
        runbook: "data-exposure",
    },
    {
        id: "snapshot-exported",
        title: "A snapshot exported",
        pattern: `{ ($.eventSource=rds.amazonaws.com) && (${eventNames("StartExportTask")}) }`,
        urgent: true,
        why: "Somebody copies a snapshot or a cluster into a bucket, as files that no database guards.",
        runbook: "data-exposure",
    },
    {
        id: "protection-lifted",
        title: "Deletion protection lifted",
        pattern: `{ (($.eventSource=rds.amazonaws.com) && (${eventNames("ModifyDBCluster", "ModifyGlobalCluster")}) && ($.requestParameters.deletionProtection IS FALSE)) || (($.eventSource=dynamodb.amazonaws.com) && (${eventNames("UpdateTable")}) && ($.requestParameters.deletionProtectionEnabled IS FALSE)) }`,
        urgent: true,
        why: "Somebody took the deletion protection off a cluster or a table: the step before deleting it.",
        runbook: "suspicious-activity",
    },
    {
        id: "data-deleted",
        title: "A table, cluster or backup deleted",
        pattern: `{ (($.userIdentity.invokedBy NOT EXISTS) || ($.userIdentity.invokedBy!=backup.amazonaws.com)) && (${eventNames(
            "DeleteDBCluster",
            "DeleteGlobalCluster",
            "DeleteDBClusterSnapshot",
            "DeleteDBSnapshot",
            "DeleteDBClusterAutomatedBackup",
            "DeleteTable",
            "DeleteBackup",
            "DeleteRecoveryPoint",
            "DeleteBackupVault",
            "DeleteBackupVaultLockConfiguration",
        )}) && (($.eventSource=rds.amazonaws.com) || ($.eventSource=dynamodb.amazonaws.com) || ($.eventSource=backup.amazonaws.com)) }`,
        urgent: true,
        why: "Somebody deleted data, or what they could be restored from.",
        runbook: "suspicious-activity",
    },
    {
        id: "recovery-weakened",
        title: "Recovery switched off or cut short",
        pattern: `{ (($.eventSource=dynamodb.amazonaws.com) && (${eventNames("UpdateContinuousBackups")}) && ($.requestParameters.pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled IS FALSE)) || (($.eventSource=rds.amazonaws.com) && (${eventNames("ModifyDBCluster")}) && ($.requestParameters.backupRetentionPeriod<7)) }`,
        urgent: true,
        why: "Somebody switched a table's point-in-time recovery off, or keeps the cluster's backups for less than a week.",
        runbook: "suspicious-activity",
    },
    {
        id: "watching-stopped",
        title: "Something that watches was stopped",
        pattern: `{ ${eventNames(
            "StopLogging",
            "DeleteTrail",
            "StopConfigurationRecorder",
            "DeleteConfigurationRecorder",
            "DeleteDetector",
            "DisableAlarmActions",
            "DeleteFlowLogs",
            "StopActivityStream",
            "DeleteMetricFilter",
        )} || ((${eventNames("UpdateDetector")}) && ($.requestParameters.enable IS FALSE)) }`,
        urgent: true,
        why: "Somebody stopped a trail, a detector, a recorder or alarms: whoever does that wants not to be seen.",
        runbook: "suspicious-activity",
    },
    {
        id: "recording-changed",
        title: "What the trail records changed",
        pattern: `{ ($.eventSource=cloudtrail.amazonaws.com) && (${eventNames("PutEventSelectors", "PutInsightSelectors")}) }`,
        // A new table does it, too.
        urgent: false,
        why: "Somebody changed which events CloudTrail records: it may record nothing, without being stopped.",
        runbook: "suspicious-activity",
    },
];

const UNUSUAL_CALLS: TrailEvent = {
    id: "unusual-calls",
    title: "Unusually many calls or errors",
    pattern: '{ ($.eventType="AwsCloudTrailInsight") && ($.insightDetails.state="Start") }',
    urgent: false,
    why: "CloudTrail Insights finds that something is called, or fails, far more often than it used to be.",
    runbook: "suspicious-activity",
};

function breakGlassUsed(roleName: string): TrailEvent {
    return {
        id: "break-glass-used",
        title: "The role for emergencies taken",
        pattern: `{ ($.eventSource=sts.amazonaws.com) && ($.eventName="AssumeRole*") && ($.requestParameters.roleArn="*/${roleName}") }`,
        urgent: true,
        why: "Somebody took the role for emergencies, which may do nearly everything.",
        runbook: "suspicious-activity",
    };
}

function connectionPattern(securityGroupIds: readonly string[]): string {
    const ofGroups = securityGroupIds
        .flatMap((id) => [
            `($.requestParameters.groupId=${id})`,
            `($.requestParameters.ModifySecurityGroupRulesRequest.GroupId=${id})`,
        ])
        .join(" || ");
    return `{ ($.readOnly IS FALSE) && ((($.eventSource=ec2.amazonaws.com) && (${ofGroups})) || ($.requestParameters.vpcSecurityGroupIds[0]="*" && (${eventNames("ModifyDBCluster")})) || ($.requestParameters.securityGroups[0]="*" && (${eventNames("ModifyDBProxy")})) || ($.requestParameters.securityGroupIds[0]="*" && ($.eventSource=dax.amazonaws.com) && (${eventNames("UpdateCluster")}))) }`;
}
