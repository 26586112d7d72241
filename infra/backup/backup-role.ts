import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { serviceTrust } from "../policy-document";

export interface BackupRoleArgs {
    readonly scope: AccountScope;
    /**
     * The role stays when the stack is destroyed. AWS Backup deletes an expired backup as the role
     * that took it: without it, backups of personal data would stay for ever.
     */
    readonly outlivesStack: boolean;
}

/** The role with which AWS Backup takes, copies and expires backups. Ready once it has its rights. */
export class BackupRole extends pulumi.ComponentResource {
    readonly arn: pulumi.Output<string>;

    constructor(name: string, args: BackupRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:backup:BackupRole", name, {}, opts);
        const kept = { parent: this, retainOnDelete: args.outlivesStack };
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: serviceTrust("backup.amazonaws.com") },
            kept,
        );
        // AWS's own, which grows with what the service calls; it cannot restore.
        new aws.iam.RolePolicyAttachment(
            name,
            {
                role: role.name,
                policyArn: pulumi.interpolate`arn:${args.scope.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup`,
            },
            kept,
        );
        this.arn = role.arn;
        this.registerOutputs({ arn: this.arn });
    }
}
