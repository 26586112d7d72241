import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

const VAULT = "aws:backup/vault:Vault";

export const backupVaultCustomerKey = rule({
    name: "backup-vault-customer-key",
    description: "Backup vaults are encrypted with a customer-managed key.",
    why: "A backup holds all that the database does; only access to an own key can be withheld, watched and revoked.",
    severity: "medium",
    remediation: "Set kmsKeyArn to the ARN of a KMS key; only at creation.",
    frameworks: {
        fsbp: ["Backup.1"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/backup-controls.html#backup-1",
    types: [VAULT, "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault"],
    check: (vault) => {
        const property = vault.type === VAULT ? "kmsKeyArn" : "encryptionKeyArn";
        mustHaveCustomerKey(vault, property, "the vault");
    },
});
