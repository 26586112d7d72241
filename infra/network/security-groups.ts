import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FlowMatrix, Gateway, Peer } from "./flow-matrix";
import { compileRules, type OtherSide } from "./security-rules";

export interface SecurityGroupsArgs {
    readonly vpcId: pulumi.Input<string>;
    /**
     * What may be reached from where. A flow that is taken away lets no new connection through; an
     * open one, which security groups track, lasts where another flow keeps the network ACLs open.
     */
    readonly matrix: FlowMatrix;
    /** Managed prefix lists of the gateway endpoints: the public addresses behind them. */
    readonly prefixListIds: Readonly<Record<Gateway, pulumi.Input<string>>>;
}

/**
 * One security group per peer, with exactly the rules that the flow matrix asks for. A rule that
 * anybody else adds is removed by the next update that refreshes.
 */
export class SecurityGroups extends pulumi.ComponentResource {
    /** Ids of the groups by the names of their peers: the platform's own, and those declared. */
    readonly ids: Readonly<Record<Peer, pulumi.Output<string>>> &
        Readonly<Record<string, pulumi.Output<string>>>;

    constructor(name: string, args: SecurityGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:SecurityGroups", name, {}, opts);
        const parent = { parent: this };
        const groups = Object.entries(args.matrix.placement).map(([peer, tier]) => {
            const group = new aws.ec2.SecurityGroup(
                `${name}-${peer}`,
                {
                    vpcId: args.vpcId,
                    // Immutable: a change would replace a group that is in use.
                    description: `pii-platform: ${peer}`,
                    revokeRulesOnDelete: true,
                    tags: { Name: `${name}-${peer}`, Tier: tier },
                },
                parent,
            );
            return [peer, group.id] as const;
        });
        const ids = Object.fromEntries(groups);
        this.ids = ids as typeof this.ids;

        const groupOf = (peer: string) => {
            const id = ids[peer];
            if (id === undefined) {
                throw new Error(`the flow matrix places no peer "${peer}", which a rule names`);
            }
            return id;
        };
        const target = (other: OtherSide) => {
            if ("peer" in other) {
                return { referencedSecurityGroupId: groupOf(other.peer) };
            }
            if ("gateway" in other) {
                return { prefixListId: args.prefixListIds[other.gateway] };
            }
            return other.cidr.includes(":") ? { cidrIpv6: other.cidr } : { cidrIpv4: other.cidr };
        };
        const rules = compileRules(args.matrix).map((rule) => {
            const Kind =
                rule.direction === "ingress"
                    ? aws.vpc.SecurityGroupIngressRule
                    : aws.vpc.SecurityGroupEgressRule;
            const made = new Kind(
                `${name}-${rule.name}`,
                {
                    securityGroupId: groupOf(rule.of),
                    ipProtocol: "tcp",
                    fromPort: rule.port,
                    toPort: rule.port,
                    description: rule.description,
                    ...target(rule.other),
                },
                parent,
            );
            return { ...rule, id: made.securityGroupRuleId };
        });
        for (const [peer, securityGroupId] of groups) {
            const own = (wanted: "ingress" | "egress") =>
                rules
                    .filter(({ of, direction }) => of === peer && direction === wanted)
                    .map(({ id }) => id);
            new aws.ec2.VpcSecurityGroupRulesExclusive(
                `${name}-${peer}`,
                {
                    securityGroupId,
                    ingressRuleIds: own("ingress"),
                    egressRuleIds: own("egress"),
                },
                parent,
            );
        }
        this.registerOutputs({ ids: this.ids });
    }
}
