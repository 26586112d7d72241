import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { compileRules, type Flow, type Gateway, type Peer, PEERS } from "./flow-matrix";

export interface SecurityGroupsArgs {
    readonly vpcId: pulumi.Input<string>;
    /** What may be reached from where. A flow taken away closes the connection at once. */
    readonly flows: readonly Flow[];
    /** Managed prefix lists of the gateway endpoints: the public addresses behind them. */
    readonly prefixListIds: Readonly<Record<Gateway, pulumi.Input<string>>>;
}

/** One security group per peer, with exactly the rules that the flow matrix asks for. */
export class SecurityGroups extends pulumi.ComponentResource {
    readonly ids: Readonly<Record<Peer, pulumi.Output<string>>>;

    constructor(name: string, args: SecurityGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:SecurityGroups", name, {}, opts);
        const groups = PEERS.map((peer) => {
            const group = new aws.ec2.SecurityGroup(
                `${name}-${peer}`,
                {
                    vpcId: args.vpcId,
                    // Immutable: a change would replace a group that is in use.
                    description: `pii-platform: ${peer}`,
                    revokeRulesOnDelete: true,
                    tags: { Name: `${name}-${peer}` },
                },
                { parent: this },
            );
            return [peer, group.id] as const;
        });
        this.ids = Object.fromEntries(groups) as Record<Peer, pulumi.Output<string>>;

        const otherSide = (side: Flow["to"]) => {
            switch (side) {
                case "internet":
                    return { cidrIpv4: "0.0.0.0/0" };
                case "s3":
                case "dynamodb":
                    return { prefixListId: args.prefixListIds[side] };
                default:
                    return { referencedSecurityGroupId: this.ids[side] };
            }
        };
        for (const rule of compileRules(args.flows)) {
            const rules =
                rule.direction === "ingress"
                    ? aws.vpc.SecurityGroupIngressRule
                    : aws.vpc.SecurityGroupEgressRule;
            new rules(
                `${name}-${rule.name}`,
                {
                    securityGroupId: this.ids[rule.of],
                    ipProtocol: "tcp",
                    fromPort: rule.port,
                    toPort: rule.port,
                    description: rule.description,
                    ...otherSide(rule.peer),
                },
                { parent: this },
            );
        }
        this.registerOutputs({ ids: this.ids });
    }
}
