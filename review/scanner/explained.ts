/**
 * What an independent scanner, Checkov, objects to in the rehearsed platform, by its check's id, and why the
 * platform stays as it is. Whatever it finds beyond these is to be mended, or explained here.
 */
export const EXPLAINED: Readonly<Record<string, string>> = {
    CKV_AWS_18:
        "The trail's bucket logs its readers into a bucket of their own, which is where it ends: one that logs itself fills itself. The other buckets' readers are in the trail, by data events.",
    CKV_AWS_145:
        "S3 delivers access logs to no bucket that a key of ours encrypts: this one holds who read the trail, and is encrypted by S3.",
    CKV_AWS_144:
        "Copies in another region are a choice: `pii:backup.copyRegion` for data. A trail records every region already, into a bucket whose versions nobody may delete.",
    CKV_AWS_226:
        "The version is the program's to say (`pii:aurora.engineVersion`), so that an upgrade is reviewed, and rehearsed in staging first. Versions past their support are an error.",
    CKV_AWS_252:
        "A notice of each file that the trail writes tells nobody anything. What matters in it raises an alarm, by filters on its log group.",
    CKV_AWS_272:
        "The function's code is bundled from this repository at deployment and its hash is in the state; a signing profile would sign whatever the same deployment gives it.",
    CKV_AWS_290:
        "Lambda makes a function's network interfaces with actions that know no resources; the statement is AWS's own for functions in a VPC, and denied to the function's code.",
    CKV_AWS_297:
        "A schedule's input is the name of an action, such as `{ action: health }`. There is nothing in it to keep from anybody.",
    CKV_AWS_355:
        "The remedies of AWS Config look up clusters and executions before they do anything; what they change is named. These three actions only look.",
    CKV2_AWS_3:
        "The detector is this account's. One for an organization is the organization's to make: `pii:guardrails.detector: adopt` uses it.",
    CKV2_AWS_5:
        "The groups are for what other stacks make: each layer is a stack of its own, and the scanner sees no references between them. What is in a group is shown in docs/network.",
    CKV2_AWS_34:
        "Host names, ports and ARNs are no secrets, and previews show what changes. Passwords are in Secrets Manager alone.",
    CKV2_AWS_57:
        "RDS rotates the master's password every seven days. A login's own is changed with `pii:database.passwordVersion`; the logins of programs have none, but tokens of IAM.",
    CKV2_AWS_62: "Nothing acts on new objects of these buckets, so nobody is to be told of them.",
};
