import { rule } from "../../rule";

const VAULT = "aws:backup/vault:Vault";
const NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications";

export const backupVaultNotifications = rule({
    name: "backup-vault-notifications",
    description: "Backup vaults tell a topic what becomes of backups.",
    why: "A backup that fails is missed when it is needed. Off by default, because EventBridge tells the same, of failures alone.",
    severity: "low",
    remediation: "Make an aws.backup.VaultNotifications of the vault.",
    frameworks: { gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html",
    level: "disabled",
    checkStack: (stack) => {
        const told = stack.links([NOTIFICATIONS], "backupVaultName", [VAULT], ["name", "id"]);
        for (const vault of stack.of(VAULT)) {
            if (told.to(vault).length === 0) {
                vault.fail("tells nobody; make an aws.backup.VaultNotifications of it");
            }
        }
    },
});
