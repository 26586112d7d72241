import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyJson } from "../policy-document";
import {
    breakGlassRights,
    breakGlassRoleName,
    type BreakGlassRightsArgs,
} from "./break-glass-rights";
import { breakGlassTrust } from "./break-glass-trust";

export interface BreakGlassArgs extends BreakGlassRightsArgs {
    /**
     * ARNs of who may take the role: users, and roles of IAM Identity Center with `*` for what it makes
     * up.
     */
    readonly principals: readonly string[];
    /** Of the policy that opens tunnels to the database, where there is a way in. @default none */
    readonly tunnelPolicyArn?: pulumi.Input<string>;
}

/** AWS's least: a session of the role ends after an hour. */
const SESSION_SECONDS = 3600;

/**
 * The role of an emergency: it sees how everything is set up and can cut data off, end sessions and
 * change passwords, but can make nothing reachable and read no personal data by itself. With the
 * master's password it could act as the master, whom the activity stream watches: whoever takes the
 * role is trusted, asked for MFA, named in every event of the trail, and an alarm tells that it was
 * taken.
 */
export class BreakGlass extends pulumi.ComponentResource {
    readonly roleArn: pulumi.Output<string>;

    constructor(name: string, args: BreakGlassArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:BreakGlass", name, {}, opts);
        const parent = { parent: this };
        const role = new aws.iam.Role(
            name,
            {
                name: breakGlassRoleName(args.prefix),
                description: "For emergencies; an alarm tells whoever takes it.",
                assumeRolePolicy: policyJson(breakGlassTrust(args.principals)),
                maxSessionDuration: SESSION_SECONDS,
            },
            parent,
        );
        new aws.iam.RolePolicy(
            name,
            { role: role.id, policy: policyJson(breakGlassRights(args)) },
            parent,
        );
        const attach = (suffix: string, policyArn: pulumi.Input<string>) =>
            new aws.iam.RolePolicyAttachment(
                `${name}-${suffix}`,
                { role: role.id, policyArn },
                parent,
            );
        // Reads how things are configured, and no data.
        attach(
            "look",
            pulumi.interpolate`arn:${args.scope.partition}:iam::aws:policy/SecurityAudit`,
        );
        if (args.tunnelPolicyArn !== undefined) {
            attach("tunnel", args.tunnelPolicyArn);
        }
        this.roleArn = role.arn;
        this.registerOutputs({ roleArn: this.roleArn });
    }
}
