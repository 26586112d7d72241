import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson } from "../policy-document";

export interface LoginPoliciesArgs {
    readonly scope: AccountScope;
    /**
     * Roles of the database that log in with an IAM token, one policy each. Taking one away deletes
     * its policy, which AWS refuses while that is attached.
     */
    readonly roles: readonly string[];
    /** What they log in to: resource ids of the cluster and of the proxy, where there is one. */
    readonly resourceIds: readonly pulumi.Input<string>[];
}

/**
 * Who may log in to the database with an IAM token: a policy for each of its roles, to attach to
 * what runs as that role, and to nothing else. It lets in only once the role is there.
 *
 * A policy's physical name is `<name>-<role>`: permission sets of an organization name the policies
 * of its accounts.
 */
export class LoginPolicies extends pulumi.ComponentResource {
    /** ARN of each role's policy. */
    readonly arns: Readonly<Record<string, pulumi.Output<string>>>;

    constructor(name: string, args: LoginPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:LoginPolicies", name, {}, opts);
        const policies = args.roles.map((role) => {
            const policy = new aws.iam.Policy(
                `${name}-${role}`,
                {
                    name: `${name}-${role}`,
                    // Immutable: a change would replace a policy that is attached.
                    description: `Logs in to the database as ${role}, and nothing else.`,
                    policy: policyJson([loginStatement(args.scope, args.resourceIds, [role])]),
                },
                { parent: this },
            );
            return [role, policy.arn] as const;
        });
        this.arns = Object.fromEntries(policies);
        this.registerOutputs({ arns: this.arns });
    }
}

/**
 * Lets its holder log in as `roles`, and nobody else, to the databases with these resource ids:
 * `cluster-...` of a cluster, `prx-...` of a proxy. Names and endpoints do not count
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html).
 */
export function loginStatement(
    { partition, region, accountId }: AccountScope,
    resourceIds: readonly pulumi.Input<string>[],
    roles: readonly string[],
): aws.iam.PolicyStatement {
    return {
        Sid: "LogIn",
        Effect: "Allow",
        Action: "rds-db:connect",
        Resource: resourceIds.flatMap((id) =>
            roles.map(
                (role) =>
                    pulumi.interpolate`arn:${partition}:rds-db:${region}:${accountId}:dbuser:${id}/${role}`,
            ),
        ),
    };
}
