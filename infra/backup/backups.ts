import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { inRegion } from "../region";
import { type KeepDays, type LockDays, type LockMode, planRules } from "./backup-rules";
import { BackupRole } from "./backup-role";
import { BackupVault } from "./backup-vault";
import { tellOfFailedJobs } from "./failed-jobs";

export interface BackupsArgs {
    readonly scope: AccountScope;
    /** What is backed up: clusters, tables. AWS Backup must be opted in for Aurora in the region. */
    readonly resourceArns: pulumi.Input<string>[];
    /** At least one. A change holds for the backups after it. */
    readonly keepDays: KeepDays;
    /** Key of the vault: see {@link BackupVault}. */
    readonly keyArn: pulumi.Input<string>;
    /** Copies every backup to a vault of its own in another region, with a key of that region. */
    readonly copy?: { readonly region: string; readonly keyArn: pulumi.Input<string> } | undefined;
    readonly lockDays: LockDays;
    readonly lockMode: LockMode;
    /** Topic that is told of failed jobs, which `events.amazonaws.com` may publish to. */
    readonly alarmTopicArn: pulumi.Input<string>;
    /** As for {@link BackupVault}, and for the role that expires the backups. */
    readonly outlivesStack: boolean;
    /** Pulumi refuses to delete or replace the vaults. */
    readonly protect: boolean;
}

/**
 * Backups that outlive what they are of: by plan, in a locked vault, and copied to another region
 * where asked for. Points in time are not kept here but by the services themselves.
 *
 * `name` has at most 37 characters: the vaults are named after it, and AWS takes 50.
 */
export class Backups extends pulumi.ComponentResource {
    readonly vaultName: pulumi.Output<string>;
    /** Name of the vault in the other region, where there is one. */
    readonly copyVaultName: pulumi.Output<string> | undefined;

    constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:backup:Backups", name, {}, opts);
        const parent = { parent: this };
        const vaultOf = (
            vaultName: string,
            keyArn: pulumi.Input<string>,
            options: pulumi.ComponentResourceOptions,
        ) =>
            new BackupVault(
                vaultName,
                {
                    keyArn,
                    lockDays: args.lockDays,
                    lockMode: args.lockMode,
                    outlivesStack: args.outlivesStack,
                    protect: args.protect,
                },
                options,
            );
        const vault = vaultOf(name, args.keyArn, parent);
        const copies =
            args.copy &&
            vaultOf(`${name}-copy`, args.copy.keyArn, {
                ...parent,
                transformations: [inRegion(args.copy.region)],
            });
        const role = new BackupRole(name, args, parent);
        const plan = new aws.backup.Plan(
            name,
            { rules: planRules(args.keepDays, vault.vaultName, copies?.vaultArn) },
            parent,
        );
        new aws.backup.Selection(
            name,
            { planId: plan.id, iamRoleArn: role.arn, resources: args.resourceArns },
            // AWS Backup tries the role at once.
            { ...parent, dependsOn: role },
        );
        tellOfFailedJobs(name, { vaultArn: vault.vaultArn, topicArn: args.alarmTopicArn }, this);
        this.vaultName = vault.vaultName;
        this.copyVaultName = copies?.vaultName;
        this.registerOutputs({ vaultName: this.vaultName, copyVaultName: this.copyVaultName });
    }
}
