import * as aws from "@pulumi/aws";
import * as postgresql from "@pulumi/postgresql";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type LoginRole, SEARCH_PATH } from "./roles";

export interface LoginArgs {
    readonly role: LoginRole;
    /** Start of the secret's name, such as `pii-prod`. */
    readonly prefix: string;
    readonly secretsKeyArn: pulumi.Input<string>;
}

/** A role that logs in: with an IAM token, or with a password that stands in a secret. */
export class Login extends pulumi.ComponentResource {
    /** ARN of the secret with `username` and `password`; none for a role of IAM. */
    readonly secretArn: pulumi.Output<string> | undefined;

    constructor(name: string, args: LoginArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:database:Login", name, {}, opts);
        const { role, prefix } = args;
        const parent = { parent: this };
        const password =
            role.login === "password"
                ? new random.RandomPassword(name, { length: 40, special: false }, parent)
                : undefined;
        new postgresql.Role(
            name,
            {
                name: role.name,
                login: true,
                // A member of rds_iam cannot log in with a password, even if it had one.
                roles: [...role.groups, ...(password === undefined ? ["rds_iam"] : [])],
                ...(password && { passwordWo: password.result, passwordWoVersion: "1" }),
                connectionLimit: role.connectionLimit,
                // The other limits are no arguments of this resource; `applyAccess` sets them.
                statementTimeout: role.limits.statement,
                idleInTransactionSessionTimeout: role.limits.idleInTransaction,
                searchPaths: [...SEARCH_PATH],
            },
            parent,
        );
        if (password !== undefined) {
            const secret = new aws.secretsmanager.Secret(
                // Pulumi adds a suffix: a deleted secret keeps its name for the recovery window.
                `${prefix}/database/${role.name}`,
                {
                    description: `How ${role.name} logs in to the database.`,
                    kmsKeyId: args.secretsKeyArn,
                    recoveryWindowInDays: 7,
                },
                parent,
            );
            const value = { username: role.name, password: password.result };
            new aws.secretsmanager.SecretVersion(
                name,
                {
                    secretId: secret.id,
                    secretStringWo: pulumi.jsonStringify(value),
                    secretStringWoVersion: 1,
                },
                parent,
            );
            this.secretArn = secret.arn;
        }
        this.registerOutputs({ secretArn: this.secretArn });
    }
}
