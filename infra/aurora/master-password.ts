import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { MasterPasswordInputs } from "./global-database";

export interface MasterPasswordArgs {
    readonly username: pulumi.Input<string>;
    readonly secretsKeyArn: pulumi.Input<string>;
}

/**
 * A master password that RDS does not manage, for the one case in which it cannot, and the secret
 * that holds it in the form of RDS's own. It is in the state, encrypted, until somebody changes it by
 * hand, in RDS and in the secret; the program does not take that back.
 */
export class MasterPassword extends pulumi.ComponentResource {
    /** ARN of the secret with `username` and `password`. */
    readonly secretArn: pulumi.Output<string>;
    readonly inputs: MasterPasswordInputs;

    constructor(name: string, args: MasterPasswordArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:MasterPassword", name, {}, opts);
        const parent = { parent: this };
        // RDS takes 41 characters at most, and not all signs.
        const password = new random.RandomPassword(name, { length: 40, special: false }, parent);
        const secret = new aws.secretsmanager.Secret(
            name,
            {
                description: "The master of the global database, whom RDS does not manage.",
                kmsKeyId: args.secretsKeyArn,
                recoveryWindowInDays: 30,
            },
            parent,
        );
        const value = { username: args.username, password: password.result };
        const version = new aws.secretsmanager.SecretVersion(
            name,
            {
                secretId: secret.id,
                secretStringWo: pulumi.jsonStringify(value),
                secretStringWoVersion: 1,
            },
            parent,
        );
        // Of the version, so that whoever reads the secret waits until something is in it.
        this.secretArn = version.secretArn;
        this.inputs = { masterPasswordWo: password.result, masterPasswordWoVersion: 1 };
        this.registerOutputs({ secretArn: this.secretArn });
    }
}
