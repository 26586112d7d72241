import type { ControlPolicy } from "./control-policy";
import { type ExemptRoles, roleArn, unless } from "./exempt-roles";

/** Buckets of what was recorded and exported, as Pulumi names them: 7 characters of its own at the end. */
const BUCKETS = [
    "audit-???????",
    "audit-access-???????",
    "pii-*-exports-???????",
    "pii-*-flow-???????",
    "recorder-???????",
];

/** Nobody deletes what holds data or opens it, and nobody hands it to others. */
export function dataLoss({
    deployRoles,
    breakGlassRoles,
    backupRoles,
    remedyRoles,
}: ExemptRoles): ControlPolicy {
    const changing = unless(deployRoles, breakGlassRoles);
    return {
        name: "data-loss",
        kind: "service",
        description:
            "Databases, tables, keys, secrets and backups are deleted by deployments and in emergencies alone, and shared by nobody.",
        statements: [
            {
                Sid: "KeepDatabases",
                Effect: "Deny",
                Action: [
                    "dax:DeleteCluster",
                    "dynamodb:DeleteTable",
                    "dynamodb:DeleteTableReplica",
                    "rds:DeleteDBCluster",
                    "rds:DeleteDBInstance",
                    "rds:DeleteGlobalCluster",
                    "rds:RemoveFromGlobalCluster",
                ],
                Resource: "*",
                Condition: changing,
            },
            {
                // Switching it on is the same call as switching it off.
                Sid: "KeepRecovery",
                Effect: "Deny",
                Action: "dynamodb:UpdateContinuousBackups",
                Resource: "*",
                Condition: unless(deployRoles, breakGlassRoles, remedyRoles),
            },
            {
                // Otherwise whoever may run an automation runs one of his own as such a role.
                Sid: "LendNoRemedyRoles",
                Effect: "Deny",
                Action: "iam:PassRole",
                Resource: remedyRoles.map(roleArn),
                Condition: changing,
            },
            {
                Sid: "KeepBackups",
                Effect: "Deny",
                Action: [
                    "backup:DeleteBackupPlan",
                    "backup:DeleteBackupSelection",
                    "backup:DeleteBackupVault",
                    "backup:DeleteBackupVaultLockConfiguration",
                    "backup:DeleteRecoveryPoint",
                    "backup:DisassociateRecoveryPoint",
                    "backup:PutBackupVaultLockConfiguration",
                    "backup:UpdateBackupPlan",
                    "backup:UpdateRecoveryPointLifecycle",
                    "backup:UpdateRegionSettings",
                    "dynamodb:DeleteBackup",
                    "ec2:DeleteSnapshot",
                    "rds:DeleteDBClusterAutomatedBackup",
                    "rds:DeleteDBClusterSnapshot",
                    "rds:DeleteDBInstanceAutomatedBackup",
                    "rds:DeleteDBSnapshot",
                ],
                Resource: "*",
                Condition: unless(deployRoles, breakGlassRoles, backupRoles),
            },
            {
                Sid: "KeepKeysAndSecrets",
                Effect: "Deny",
                Action: [
                    "kms:DeleteImportedKeyMaterial",
                    "kms:DisableKey",
                    "kms:DisableKeyRotation",
                    "kms:ScheduleKeyDeletion",
                    "secretsmanager:DeleteSecret",
                ],
                Resource: "*",
                Condition: changing,
            },
            {
                // AWS itself empties them, by age.
                Sid: "KeepBuckets",
                Effect: "Deny",
                Action: [
                    "s3:BypassGovernanceRetention",
                    "s3:DeleteBucket*",
                    "s3:DeleteObject*",
                    "s3:PutBucket*",
                    "s3:PutLifecycleConfiguration",
                ],
                Resource: BUCKETS.flatMap((name) => [`arn:*:s3:::${name}`, `arn:*:s3:::${name}/*`]),
                Condition: changing,
            },
            {
                // Who may write the policy of a resource can let anybody in, himself first.
                Sid: "KeepResourcePolicies",
                Effect: "Deny",
                Action: [
                    "backup:DeleteBackupVaultAccessPolicy",
                    "backup:PutBackupVaultAccessPolicy",
                    "dynamodb:DeleteResourcePolicy",
                    "dynamodb:PutResourcePolicy",
                    "kms:PutKeyPolicy",
                    "secretsmanager:DeleteResourcePolicy",
                    "secretsmanager:PutResourcePolicy",
                ],
                Resource: "*",
                Condition: changing,
            },
            {
                // No deployment of ours shares a snapshot; none can tell one account from all.
                Sid: "ShareNoCopies",
                Effect: "Deny",
                Action: [
                    "ec2:ModifyImageAttribute",
                    "ec2:ModifySnapshotAttribute",
                    "rds:ModifyDBClusterSnapshotAttribute",
                    "rds:ModifyDBSnapshotAttribute",
                    "rds:StartExportTask",
                ],
                Resource: "*",
                Condition: unless(breakGlassRoles),
            },
        ],
    };
}
