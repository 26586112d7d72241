import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { parseCidr } from "../cidr";
import { subnetCidr, type Tier } from "./address-ledger";
import { FlowLog } from "./flow-log";
import { FLOWS, NAT_FLOWS, type Peer } from "./flow-matrix";
import { GatewayEndpoints } from "./gateway-endpoints";
import { InterfaceEndpoints } from "./interface-endpoints";
import { SecurityGroups } from "./security-groups";

/** How the private tier reaches the internet: not at all, or through one gateway or one per zone. */
export type Nat = "none" | "single" | "perZone";

export interface PrivateNetworkArgs {
    readonly scope: AccountScope;
    /** Range of the VPC, /16 to /23. Changing it replaces the whole network. */
    readonly cidrBlock: string;
    /** Zones by name. Append only: awsx numbers its subnets in this order. */
    readonly availabilityZones: readonly string[];
    /** A public tier exists only where there is NAT, and holds nothing else. */
    readonly nat: Nat;
    /** Name and encryption of the flow log's group, and its retention in days. */
    readonly flowLog: {
        readonly logGroupName: string;
        readonly keyArn: pulumi.Input<string>;
        readonly retentionDays: number;
    };
}

const NAT_STRATEGIES = { none: "None", single: "Single", perZone: "OnePerAz" } as const;

const SUBNET_TYPES = { private: "Private", isolated: "Isolated", public: "Public" } as const;

/**
 * A VPC that nothing enters: tiers on the address ledger, security groups compiled from the flow
 * matrix, endpoints for the AWS services in use, the default security group closed, all traffic
 * logged.
 */
export class PrivateNetwork extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    readonly privateSubnetIds: pulumi.Output<string[]>;
    readonly isolatedSubnetIds: pulumi.Output<string[]>;
    readonly securityGroupIds: Readonly<Record<Peer, pulumi.Output<string>>>;

    constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:PrivateNetwork", name, {}, opts);
        const parent = { parent: this };
        const { scope } = args;

        const tiers: Tier[] = [
            "private",
            "isolated",
            ...(args.nat === "none" ? [] : ["public" as const]),
        ];
        const vpc = new awsx.ec2.Vpc(
            name,
            {
                cidrBlock: args.cidrBlock,
                availabilityZoneNames: [...args.availabilityZones],
                // Under any other strategy awsx ignores the ranges that the ledger gives.
                subnetStrategy: "Auto",
                subnetSpecs: tiers.map((tier) => ({
                    type: SUBNET_TYPES[tier],
                    name: tier,
                    cidrBlocks: args.availabilityZones.map((zone) =>
                        subnetCidr(parseCidr(args.cidrBlock), tier, zone),
                    ),
                })),
                natGateways: { strategy: NAT_STRATEGIES[args.nat] },
                // Private DNS of the interface endpoints needs both.
                enableDnsHostnames: true,
                enableDnsSupport: true,
            },
            parent,
        );
        this.vpcId = vpc.vpcId;
        this.privateSubnetIds = vpc.privateSubnetIds;
        this.isolatedSubnetIds = vpc.isolatedSubnetIds;

        // Adopted only to be emptied: what forgets to name a group must reach nothing.
        new aws.ec2.DefaultSecurityGroup(
            name,
            {
                vpcId: this.vpcId,
                ingress: [],
                egress: [],
                tags: { Name: `${name}-default-closed` },
            },
            parent,
        );
        new FlowLog(`${name}-flow`, { scope, vpcId: this.vpcId, ...args.flowLog }, parent);

        const gateways = new GatewayEndpoints(
            `${name}-gateway`,
            { scope, vpcId: this.vpcId, routeTableIds: closedRouteTables(vpc) },
            parent,
        );
        const flows = args.nat === "none" ? FLOWS : [...FLOWS, ...NAT_FLOWS];
        const groups = new SecurityGroups(
            name,
            { vpcId: this.vpcId, flows, prefixListIds: gateways.prefixListIds },
            parent,
        );
        new InterfaceEndpoints(
            `${name}-interface`,
            {
                scope,
                vpcId: this.vpcId,
                subnetIds: this.privateSubnetIds,
                securityGroupId: groups.ids.endpoints,
            },
            parent,
        );
        this.securityGroupIds = groups.ids;
        this.registerOutputs({
            vpcId: this.vpcId,
            privateSubnetIds: this.privateSubnetIds,
            isolatedSubnetIds: this.isolatedSubnetIds,
            securityGroupIds: this.securityGroupIds,
        });
    }
}

/** Route tables of the private and isolated tiers; awsx makes one per subnet and tags it. */
function closedRouteTables(vpc: awsx.ec2.Vpc): pulumi.Output<string[]> {
    return vpc.routeTables.apply((tables) =>
        pulumi
            .all(tables.map(({ id, tags }) => pulumi.all([id, tags])))
            .apply((known) =>
                known
                    .filter(([, tags]) => tags?.SubnetType !== SUBNET_TYPES.public)
                    .map(([id]) => id),
            ),
    );
}
