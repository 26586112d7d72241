import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ControlPolicy, documentOf, POLICY_TYPES } from "./control-policy";

export interface OrganizationPoliciesArgs {
    readonly policies: readonly ControlPolicy[];
    /** The root, the units or the accounts that all of them are attached to. */
    readonly targetIds: readonly string[];
    /** Pulumi refuses to take any of them off. */
    readonly protect: boolean;
}

/**
 * Policies of the organization, attached to each target. `<name>-<policy>` is what people see in the
 * console. AWS's own policy that allows everything stays attached: these only take away.
 */
export class OrganizationPolicies extends pulumi.ComponentResource {
    /** By their names, without the prefix. */
    readonly policyIds: pulumi.Output<Record<string, string>>;

    constructor(
        name: string,
        args: OrganizationPoliciesArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("pii:organization:OrganizationPolicies", name, {}, opts);
        const child = { parent: this, protect: args.protect };
        const made = args.policies.map((policy) => {
            const { id } = new aws.organizations.Policy(
                `${name}-${policy.name}`,
                {
                    name: `${name}-${policy.name}`,
                    description: policy.description,
                    type: POLICY_TYPES[policy.kind],
                    content: documentOf(policy),
                },
                child,
            );
            for (const targetId of args.targetIds) {
                new aws.organizations.PolicyAttachment(
                    `${name}-${policy.name}-${targetId}`,
                    { policyId: id, targetId },
                    child,
                );
            }
            return [policy.name, id] as const;
        });
        this.policyIds = pulumi.all(Object.fromEntries(made));
        this.registerOutputs({ policyIds: this.policyIds });
    }
}
