import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Whom AWS tells of what it finds wrong with the security of the account. */
export interface SecurityContact {
    readonly name: string;
    readonly title: string;
    readonly email: string;
    readonly phone: string;
}

export interface AccountDefaultsArgs {
    /** @default the account's contact stays as it is */
    readonly securityContact?: SecurityContact;
}

/**
 * What holds for the whole account, or all of its region, whoever makes something there: nothing of
 * S3, no snapshot and no image is public, disks are encrypted, instances tell their credentials to
 * nobody who tricks them into a request, consoles are closed, passwords are strong. All of it is free.
 * What is set for a region holds in no other one. Where an organization's declarative policy sets one
 * of these, AWS refuses to have it set here.
 *
 * Destroying it leaves every setting as it is: nobody else's stack may become open by the end of this
 * one.
 */
export class AccountDefaults extends pulumi.ComponentResource {
    constructor(name: string, args: AccountDefaultsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:AccountDefaults", name, {}, opts);
        const stays = { parent: this, retainOnDelete: true };
        new aws.s3.AccountPublicAccessBlock(
            name,
            {
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            stays,
        );
        new aws.ebs.EncryptionByDefault(name, { enabled: true }, stays);
        new aws.ebs.SnapshotBlockPublicAccess(name, { state: "block-all-sharing" }, stays);
        new aws.ec2.ImageBlockPublicAccess(name, { state: "block-new-sharing" }, stays);
        // Version 2 alone, whose token a forged request cannot get.
        new aws.ec2.InstanceMetadataDefaults(name, { httpTokens: "required" }, stays);
        new aws.ec2.SerialConsoleAccess(name, { enabled: false }, stays);
        new aws.iam.AccountPasswordPolicy(
            name,
            {
                minimumPasswordLength: 14,
                passwordReusePrevention: 24,
                maxPasswordAge: 90,
                requireLowercaseCharacters: true,
                requireUppercaseCharacters: true,
                requireNumbers: true,
                requireSymbols: true,
                allowUsersToChangePassword: true,
                // Otherwise somebody on leave would come back to a locked door.
                hardExpiry: false,
            },
            stays,
        );
        if (args.securityContact !== undefined) {
            const { name: person, title, email, phone } = args.securityContact;
            new aws.account.AlternativeContact(
                name,
                {
                    alternateContactType: "SECURITY",
                    name: person,
                    title,
                    emailAddress: email,
                    phoneNumber: phone,
                },
                stays,
            );
        }
        this.registerOutputs({});
    }
}
