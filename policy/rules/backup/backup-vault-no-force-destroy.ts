import { rule } from "../../rule";

export const backupVaultNoForceDestroy = rule({
    name: "backup-vault-no-force-destroy",
    description: "Backup vaults with backups in them are not deleted.",
    why: "With it one destroy deletes all backups first, together with what they are of.",
    severity: "high",
    remediation: "Leave forceDestroy false.",
    frameworks: { gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html",
    types: ["aws:backup/vault:Vault"],
    check: (vault) => {
        vault.must(
            "forceDestroy",
            (on) => on !== true,
            "goes with all backups in it; set forceDestroy to false",
        );
    },
});
