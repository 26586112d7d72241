import { UNKNOWN } from "../../inspect";
import { isAbout } from "../../policy-actions";
import { statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

const VAULT = "aws:backup/vault:Vault";
const POLICY = "aws:backup/vaultPolicy:VaultPolicy";
const DELETION = "backup:DeleteRecoveryPoint";

export const backupVaultPolicyDeniesDeletion = rule({
    name: "backup-vault-policy-denies-deletion",
    description: "The policy of every backup vault denies everybody to delete backups.",
    why: "It takes two steps, which the audit trail shows, where one would do. Off by default, because the lock that another rule asks for says the same.",
    severity: "low",
    remediation: `Make an aws.backup.VaultPolicy of the vault that denies ${DELETION} to everybody.`,
    frameworks: { gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html",
    level: "disabled",
    checkStack: (stack) => {
        const policies = stack.links([POLICY], "backupVaultName", [VAULT], ["name", "id"]);
        for (const vault of stack.of(VAULT)) {
            const own = policies.to(vault);
            const isDenied = own
                .filter((policy) => policy.partly("policy") !== UNKNOWN)
                .flatMap((policy) => statementsOf(policy, "policy"))
                .some(
                    (statement) =>
                        statement.denies &&
                        statement.principals.some(({ id }) => id === "*") &&
                        isAbout(statement, DELETION),
                );
            const isKnown = own.every((policy) => policy.partly("policy") !== UNKNOWN);
            if (isKnown && !isDenied) {
                vault.fail(`its policy lets backups be deleted; deny ${DELETION} to everybody`);
            }
        }
    },
});
