import { airGappedVault, backupPlan, backupVault, vaultLock } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

/** A plan's one rule, with changes. */
const planRule = (changes: object) => ({
    rules: [
        {
            ruleName: "only",
            targetVaultName: unknown,
            schedule: "cron(0 6 ? * * *)",
            lifecycle: { deleteAfter: 35 },
            ...changes,
        },
    ],
});
const schedule = (schedule: unknown) => planRule({ schedule });
const deleteAfter = (days: unknown) => planRule({ lifecycle: { deleteAfter: days } });

export const backupTables: readonly Table[] = [
    {
        rule: "backup-vault-customer-key",
        on: backupVault,
        bad: {
            "no key": { kmsKeyArn: undefined },
            "the key of AWS": { kmsKeyArn: "arn:aws:kms:eu-west-1:1:alias/aws/backup" },
        },
        fine: { "a key that is being made": { kmsKeyArn: unknown } },
    },
    {
        rule: "backup-vault-customer-key",
        on: airGappedVault,
        bad: { "no key": { encryptionKeyArn: undefined } },
    },
    {
        rule: "backup-vault-locked",
        on: vaultLock,
        bad: { "for no time": { minRetentionDays: undefined } },
        fine: { "without an end": { maxRetentionDays: undefined } },
    },
    {
        rule: "backup-vault-no-force-destroy",
        on: backupVault,
        bad: { on: { forceDestroy: true } },
        fine: { off: { forceDestroy: false } },
        late: { destroying: [{ forceDestroy: unknown }, { forceDestroy: true }] },
    },
    {
        rule: "backup-plan-daily",
        on: backupPlan,
        bad: {
            weekly: schedule("cron(0 6 ? * SUN *)"),
            monthly: schedule("cron(0 6 1 * ? *)"),
            "every two days": schedule("rate(2 days)"),
            "no schedule at all": schedule("sometimes"),
        },
        fine: {
            "by the hour": schedule("rate(12 hours)"),
            "as AWS does without one": schedule(undefined),
        },
        late: {
            schedule: [schedule(unknown), schedule("rate(7 days)")],
            rules: [{ rules: unknown }, schedule("rate(7 days)")],
        },
    },
    {
        rule: "backup-plan-retention",
        on: backupPlan,
        bad: { "a day too few": deleteAfter(34) },
        fine: { "for ever": planRule({ lifecycle: undefined }), longer: deleteAfter(36) },
        late: { days: [deleteAfter(unknown), deleteAfter(7)] },
    },
    {
        rule: "backup-plan-retention",
        on: backupPlan,
        config: { days: 90 },
        bad: { "a day too few": deleteAfter(89) },
        fine: { "just enough": deleteAfter(90) },
    },
];
