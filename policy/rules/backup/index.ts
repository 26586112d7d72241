import type { Rule } from "../../rule";
import { backupPlanDaily } from "./backup-plan-daily";
import { backupPlanRetention } from "./backup-plan-retention";
import { backupVaultCustomerKey } from "./backup-vault-customer-key";
import { backupVaultLocked } from "./backup-vault-locked";
import { backupVaultNoForceDestroy } from "./backup-vault-no-force-destroy";
import { backupVaultNotifications } from "./backup-vault-notifications";
import { backupVaultPolicyDeniesDeletion } from "./backup-vault-policy-denies-deletion";

export const backupRules: readonly Rule[] = [
    backupVaultCustomerKey,
    backupVaultLocked,
    backupVaultNoForceDestroy,
    backupVaultPolicyDeniesDeletion,
    backupVaultNotifications,
    backupPlanDaily,
    backupPlanRetention,
];
