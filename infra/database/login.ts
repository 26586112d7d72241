import * as aws from "@pulumi/aws";
import * as postgresql from "@pulumi/postgresql";
import * as pulumi from "@pulumi/pulumi";
import type { MasterArgs } from "./master";
import { Password } from "./password";
import { type LoginRole, SEARCH_PATH } from "./roles";

export interface LoginArgs {
    readonly role: LoginRole;
    /** Gives the role its password. */
    readonly master: MasterArgs;
    /** Start of the secret's name, such as `pii-prod`. */
    readonly prefix: string;
    readonly secretsKeyArn: pulumi.Input<string>;
    /** Another number makes another password. */
    readonly passwordVersion: number;
    /** Pulumi refuses to delete the secret. */
    readonly protect: boolean;
}

/** A role that logs in: with an IAM token, or with a password that stands in a secret. */
export class Login extends pulumi.ComponentResource {
    /** ARN of the secret with `username` and `password`; none for a role of IAM. */
    readonly secretArn: pulumi.Output<string> | undefined;

    constructor(name: string, args: LoginArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:database:Login", name, {}, opts);
        const { role, prefix } = args;
        const parent = { parent: this };
        const hasPassword = role.login === "password";
        const login = new postgresql.Role(
            name,
            {
                name: role.name,
                login: true,
                // A member of rds_iam cannot log in with a password, even if it had one.
                roles: [...role.groups, ...(hasPassword ? [] : ["rds_iam"])],
                connectionLimit: role.connectionLimit,
                // The other limits are no arguments of this resource; `applyAccess` sets them.
                statementTimeout: role.limits.statement,
                idleInTransactionSessionTimeout: role.limits.idleInTransaction,
                searchPaths: [...SEARCH_PATH],
            },
            parent,
        );
        if (hasPassword) {
            const secret = new aws.secretsmanager.Secret(
                // Pulumi adds a suffix: a deleted secret keeps its name for the recovery window.
                `${prefix}/database/${role.name}`,
                {
                    description: `How ${role.name} logs in to the database.`,
                    kmsKeyId: args.secretsKeyArn,
                    recoveryWindowInDays: 7,
                },
                { ...parent, protect: args.protect },
            );
            this.secretArn = new Password(
                name,
                {
                    master: args.master,
                    role: role.name,
                    secretArn: secret.arn,
                    version: args.passwordVersion,
                },
                { ...parent, dependsOn: login },
            ).secretArn;
        }
        this.registerOutputs({ secretArn: this.secretArn });
    }
}
