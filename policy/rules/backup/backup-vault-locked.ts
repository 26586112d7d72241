import { rule } from "../../rule";

const VAULT = "aws:backup/vault:Vault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

export const backupVaultLocked = rule({
    name: "backup-vault-locked",
    description: "Backup vaults are locked: nobody deletes a backup before its time.",
    why: "Who encrypts data for ransom deletes the backups first, with the rights of an administrator.",
    severity: "medium",
    remediation:
        "Make an aws.backup.VaultLockConfiguration of the vault with minRetentionDays; without changeableForDays it can be taken off again.",
    frameworks: { gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
    types: [LOCK],
    check: (lock) => {
        lock.mustHave(
            "minRetentionDays",
            "takes backups of any life, however short; set minRetentionDays",
        );
    },
    checkStack: (stack) => {
        const locks = stack.links([LOCK], "backupVaultName", [VAULT], ["name", "id"]);
        for (const vault of stack.of(VAULT)) {
            if (locks.to(vault).length === 0) {
                vault.fail("is not locked; make an aws.backup.VaultLockConfiguration of it");
            }
        }
    },
});
