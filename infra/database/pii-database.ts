import * as aws from "@pulumi/aws";
import * as postgresql from "@pulumi/postgresql";
import * as pulumi from "@pulumi/pulumi";
import { Login } from "./login";
import { look, type LookArgs } from "./look";
import { Migrations } from "./migrations";
import { GROUP_ROLES, LOGIN_ROLES, OWNER, SCHEMA } from "./roles";

export interface PiiDatabaseArgs {
    /** What the database is asked before anything is done; the rest of it is done there, too. */
    readonly look: LookArgs;
    /** Start of the names of the secrets, such as `pii-prod`. */
    readonly prefix: string;
    readonly secretsKeyArn: pulumi.Input<string>;
    /** Another number makes another password for each role that logs in with one. */
    readonly passwordVersion: number;
    /** Start of the names of the SSM parameters that say how to connect; see `connectionPath`. */
    readonly parameterPath: string;
    /** Pulumi refuses to delete or replace the schema, the role that owns it, and secrets of logins. */
    readonly protect: boolean;
}

/**
 * What is inside the database: roles, schema, who may enter, the migrations, and who logs in.
 *
 * Needs a postgresql provider in its options. Its resources are made one after the other, because
 * PostgreSQL refuses to change one role's rights from two sides ("tuple concurrently updated").
 */
export class PiiDatabase extends pulumi.ComponentResource {
    readonly version: pulumi.Output<string>;
    /** ARN of the secret of each role that logs in with a password. */
    readonly passwordSecretArns: pulumi.Output<Record<string, string>>;

    constructor(name: string, args: PiiDatabaseArgs, opts: pulumi.ComponentResourceOptions) {
        super("pii:database:PiiDatabase", name, {}, opts);
        const { master, migrations, access } = args.look;
        const { database, user } = master;
        const kept = { protect: args.protect };
        let last: pulumi.Resource[] = [];
        const inTurn = <R extends pulumi.Resource>(
            make: (options: pulumi.CustomResourceOptions) => R,
            options: pulumi.CustomResourceOptions = {},
        ): R => {
            const made = make({ parent: this, dependsOn: last, ...options });
            last = [made];
            return made;
        };

        const group = (role: string) =>
            inTurn((o) => new postgresql.Role(role, { name: role, login: false }, o), kept);
        group(OWNER);
        // Lets the master work as the owner: migrations do, and so does the end of the roles below,
        // whose rights on the owner's tables nobody else may take back.
        inTurn(
            (o) => new postgresql.GrantRole("master-as-owner", { role: user, grantRole: OWNER }, o),
            // From version 16 on, whoever makes a role is its member with the admin option already;
            // the provider may read that membership in place of ours, and would replace ours for it.
            { ignoreChanges: ["withAdminOption"] },
        );
        GROUP_ROLES.forEach(group);
        inTurn((o) => new postgresql.Schema(SCHEMA, { name: SCHEMA, owner: OWNER, database }, o), {
            ...kept,
            // The data goes with the cluster, never before it.
            retainOnDelete: true,
        });
        for (const role of GROUP_ROLES) {
            // Everything further is the catalogue's to say, after the migrations.
            inTurn(
                (o) =>
                    new postgresql.Grant(
                        `${role}-database`,
                        { role, database, objectType: "database", privileges: ["CONNECT"] },
                        o,
                    ),
            );
        }
        this.#closeToPublic(database, inTurn);
        const secrets: Record<string, pulumi.Output<string>> = {};
        for (const role of LOGIN_ROLES) {
            const { prefix, secretsKeyArn, passwordVersion, protect } = args;
            const { secretArn } = inTurn(
                (o) =>
                    new Login(
                        role.name,
                        { role, master, prefix, secretsKeyArn, passwordVersion, protect },
                        o,
                    ),
            );
            if (secretArn !== undefined) {
                secrets[role.name] = secretArn;
            }
        }
        const found = look(args.look, this);
        const migrated = inTurn(
            (o) =>
                new Migrations(
                    name,
                    {
                        master,
                        migrations,
                        owner: OWNER,
                        catalogue: access.fingerprint,
                        due: found.due,
                        problems: found.problems,
                    },
                    o,
                ),
        );
        // Of programs that look whether the schema is theirs.
        new aws.ssm.Parameter(
            `${name}-schema-version`,
            {
                name: `${args.parameterPath}/schema-version`,
                type: "String",
                insecureValue: migrated.version,
            },
            { parent: this },
        );
        this.version = migrated.version;
        this.passwordSecretArns = pulumi.output(secrets);
        this.registerOutputs({
            version: this.version,
            passwordSecretArns: this.passwordSecretArns,
        });
    }

    /** Takes from everybody what PostgreSQL gives to everybody. */
    #closeToPublic(
        database: pulumi.Input<string>,
        inTurn: (make: (options: pulumi.CustomResourceOptions) => pulumi.Resource) => void,
    ): void {
        const nothing = { role: "public", database, privileges: [] };
        inTurn(
            (o) =>
                new postgresql.Grant("public-database", { ...nothing, objectType: "database" }, o),
        );
        inTurn(
            (o) =>
                new postgresql.Grant(
                    "public-schema",
                    { ...nothing, objectType: "schema", schema: "public" },
                    o,
                ),
        );
        inTurn(
            (o) =>
                new postgresql.DefaultPrivileges(
                    "public-functions",
                    // Without a schema: in one, what is given everywhere cannot be taken away.
                    { ...nothing, owner: OWNER, objectType: "function" },
                    o,
                ),
        );
    }
}
