import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { KEY, document, resource } from "./resource";

export const backupVault = resource<aws.backup.VaultArgs>("aws:backup/vault:Vault", "vault", {
    name: "vault",
    kmsKeyArn: KEY,
});
export const airGappedVault = resource<aws.backup.LogicallyAirGappedVaultArgs>(
    "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
    "air-gapped",
    { name: "air-gapped", encryptionKeyArn: KEY, minRetentionDays: 7, maxRetentionDays: 90 },
);
export const vaultLock = resource<aws.backup.VaultLockConfigurationArgs>(
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    "vault-lock",
    { backupVaultName: "vault", minRetentionDays: 30, maxRetentionDays: 400 },
);
export const vaultPolicy = resource<aws.backup.VaultPolicyArgs>(
    "aws:backup/vaultPolicy:VaultPolicy",
    "vault-policy",
    {
        backupVaultName: "vault",
        policy: document({
            Effect: "Deny",
            Principal: "*",
            Action: "backup:DeleteRecoveryPoint",
            Resource: "*",
        }),
    },
);
export const vaultNotifications = resource<aws.backup.VaultNotificationsArgs>(
    "aws:backup/vaultNotifications:VaultNotifications",
    "vault-notifications",
    {
        backupVaultName: "vault",
        backupVaultEvents: ["COPY_JOB_FAILED"],
        snsTopicArn: "arn:aws:sns:eu-west-1:111122223333:alarms",
    },
);
export const backupPlan = resource<aws.backup.PlanArgs>("aws:backup/plan:Plan", "plan", {
    rules: [
        {
            ruleName: "daily",
            targetVaultName: "vault",
            schedule: "cron(0 6 ? * * *)",
            lifecycle: { deleteAfter: 35 },
        },
        {
            ruleName: "weekly",
            targetVaultName: "vault",
            schedule: "cron(0 6 ? * SUN *)",
            lifecycle: { deleteAfter: 14 },
        },
    ],
});
export const backupSelection = resource<aws.backup.SelectionArgs>(
    "aws:backup/selection:Selection",
    "selection",
    {
        planId: "plan-1",
        iamRoleArn: "arn:aws:iam::111122223333:role/backup",
        resources: [
            "arn:aws:rds:eu-west-1:111122223333:cluster:aurora",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
        ],
    },
);

export const backupStack: readonly Sample[] = [
    backupVault,
    airGappedVault,
    vaultLock,
    vaultPolicy,
    vaultNotifications,
    backupPlan,
    backupSelection,
];
