import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyJson } from "../policy-document";
import { COOLING_OFF_DAYS, type LockDays, type LockMode } from "./backup-rules";

export interface BackupVaultArgs {
    /**
     * Key of the vault's own region, whose policy lets AWS Backup and RDS use it. It encrypts what
     * is copied here from another region; a backup of Aurora that is taken here keeps the cluster's
     * key. A change replaces the vault.
     */
    readonly keyArn: pulumi.Input<string>;
    /** Backups that were there before a change keep their own life. */
    readonly lockDays: LockDays;
    readonly lockMode: LockMode;
    /**
     * What becomes of the vault when the stack is destroyed, or no longer has it. True: it stays in
     * the account with its backups, its lock and its policy. False: it goes, and all backups with it.
     */
    readonly outlivesStack: boolean;
    /** Pulumi refuses to delete or replace the vault. */
    readonly protect: boolean;
}

/** A vault of AWS Backup: locked, with a key of ours, and a policy against deleting. */
export class BackupVault extends pulumi.ComponentResource {
    readonly vaultName: pulumi.Output<string>;
    readonly vaultArn: pulumi.Output<string>;

    constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:backup:BackupVault", name, {}, opts);
        const { outlivesStack, lockMode } = args;
        const kept = { parent: this, retainOnDelete: outlivesStack };
        const vault = new aws.backup.Vault(
            name,
            { kmsKeyArn: args.keyArn, forceDestroy: !outlivesStack },
            { ...kept, protect: args.protect },
        );
        const ofVault = { backupVaultName: vault.name };
        new aws.backup.VaultPolicy(name, { ...ofVault, policy: policyJson([KEEP_BACKUPS]) }, kept);
        new aws.backup.VaultLockConfiguration(
            name,
            {
                ...ofVault,
                minRetentionDays: args.lockDays.min,
                maxRetentionDays: args.lockDays.max,
                ...(lockMode === "compliance" && { changeableForDays: COOLING_OFF_DAYS }),
            },
            {
                ...kept,
                protect: args.protect && lockMode === "compliance",
                // Every change replaces it, and a vault has one lock: the end of the old one, coming
                // last, would take the new one off.
                deleteBeforeReplace: true,
            },
        );
        this.vaultName = vault.name;
        this.vaultArn = vault.arn;
        this.registerOutputs({ vaultName: this.vaultName, vaultArn: this.vaultArn });
    }
}

/**
 * Against root as well. Changing this policy is not forbidden, or nobody, deployments included, could
 * ever do so again: whoever deletes needs a step before it, which the audit trail shows.
 */
const KEEP_BACKUPS: aws.iam.PolicyStatement = {
    Sid: "KeepBackups",
    Effect: "Deny",
    Principal: "*",
    Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
    Resource: "*",
};
