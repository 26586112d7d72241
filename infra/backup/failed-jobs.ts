import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * The resources, as children of `parent`, that tell a topic of every backup into a vault, and every
 * copy out of it, that did not come to its end. The vault's own notifications would tell of every
 * job: of failed backups they do not tell any more
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html).
 * @param topicArn its policy, and that of its key, must let `events.amazonaws.com` publish
 */
export function tellOfFailedJobs(
    name: string,
    args: { readonly vaultArn: pulumi.Input<string>; readonly topicArn: pulumi.Input<string> },
    parent: pulumi.Resource,
): void {
    const rule = new aws.cloudwatch.EventRule(
        name,
        {
            description: "Backups and copies that did not come to their end.",
            eventPattern: pulumi.jsonStringify({
                source: ["aws.backup"],
                "detail-type": ["Backup Job State Change", "Copy Job State Change"],
                detail: {
                    // Expired: it did not start, or was not done, in its window.
                    state: ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"],
                    $or: [
                        { backupVaultArn: [args.vaultArn] },
                        { sourceBackupVaultArn: [args.vaultArn] },
                    ],
                },
            }),
        },
        { parent },
    );
    new aws.cloudwatch.EventTarget(name, { rule: rule.name, arn: args.topicArn }, { parent });
}
