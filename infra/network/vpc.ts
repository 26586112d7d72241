import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { parseCidr } from "../cidr";
import { subnetCidr, subnetIpv6Cidr, type Tier } from "./address-ledger";

/** How the private tier reaches the internet: not at all, or through one gateway or one per zone. */
type Nat = "none" | "single" | "perZone";

export interface VpcArgs {
    /** Range of the VPC, /16 to /23. Changing it replaces the whole network. */
    readonly cidrBlock: string;
    /** IPAM pool that `cidrBlock` is taken from; it refuses a range that somebody has. */
    readonly ipamPoolId: string | undefined;
    /** Zones by name. Append only: awsx numbers its subnets in this order. */
    readonly availabilityZones: readonly string[];
    /** A public tier exists only where there is NAT, and holds nothing else. */
    readonly nat: Nat;
    /**
     * True: the VPC gets an IPv6 range of AWS's, and so do the private subnets. It cannot be set
     * back: AWS takes no range away that is in use.
     */
    readonly ipv6: boolean;
    /**
     * Pulumi refuses to delete or replace the VPC and the subnets of the private and isolated tiers,
     * and so what is in them.
     */
    readonly protect: boolean;
}

const NAT_STRATEGIES = { none: "None", single: "Single", perZone: "OnePerAz" } as const;

const SUBNET_TYPES = { private: "Private", isolated: "Isolated", public: "Public" } as const;

/** The tiers that there are, in the order in which awsx is given them. */
function tiersOf(nat: Nat): Tier[] {
    return ["private", "isolated", ...(nat === "none" ? [] : ["public" as const])];
}

/** The VPC with its subnets on the address ledger, their routes and NAT gateways, made by awsx. */
export function ledgerVpc(
    name: string,
    args: VpcArgs,
    opts: pulumi.ComponentResourceOptions,
): awsx.ec2.Vpc {
    const range = parseCidr(args.cidrBlock);
    return new awsx.ec2.Vpc(
        name,
        {
            cidrBlock: args.cidrBlock,
            ipv4IpamPoolId: args.ipamPoolId,
            assignGeneratedIpv6CidrBlock: args.ipv6,
            availabilityZoneNames: [...args.availabilityZones],
            // Under any other strategy awsx ignores the ranges that the ledger gives.
            subnetStrategy: "Auto",
            subnetSpecs: tiersOf(args.nat).map((tier) => ({
                type: SUBNET_TYPES[tier],
                name: tier,
                cidrBlocks: args.availabilityZones.map((zone) => subnetCidr(range, tier, zone)),
                assignIpv6AddressOnCreation: args.ipv6 && tier === "private",
            })),
            natGateways: { strategy: NAT_STRATEGIES[args.nat] },
            // Private DNS of the interface endpoints needs both.
            enableDnsHostnames: true,
            enableDnsSupport: true,
        },
        { ...opts, transforms: [(resource) => corrected(resource, args.protect)] },
    );
}

/** Ids of the private tier's route tables, in the order of the zones; awsx makes one per subnet. */
export function privateRouteTables(vpc: awsx.ec2.Vpc): pulumi.Output<string[]> {
    return vpc.routeTables
        .apply((tables) => pulumi.all(tables.map(({ id, tags }) => ({ id, tags }))))
        .apply((tables) =>
            tables
                .filter(({ tags }) => tags?.SubnetType === SUBNET_TYPES.private)
                .map(({ id }) => id),
        );
}

/** What awsx makes, with what cannot be said to it. */
function corrected(
    { type, props, opts }: pulumi.ResourceTransformArgs,
    protect: boolean,
): pulumi.ResourceTransformResult | undefined {
    switch (type) {
        case "aws:ec2/vpc:Vpc":
            return { props, opts: pulumi.mergeOptions(opts, { protect }) };
        case "aws:ec2/subnet:Subnet":
            return {
                props: {
                    ...props,
                    // A NAT gateway brings its own address, and nothing else is in the public tier.
                    mapPublicIpOnLaunch: false,
                    ipv6CidrBlock: onLedger(props as SubnetProps),
                },
                // The public tier holds nothing that is lost with it, and goes where NAT does.
                opts: pulumi.mergeOptions(opts, {
                    protect: protect && props.mapPublicIpOnLaunch !== true,
                }),
            };
        default:
            return undefined;
    }
}

interface SubnetProps {
    readonly availabilityZone: string;
    readonly ipv6CidrBlock?: pulumi.Input<string>;
}

/** awsx counts IPv6 ranges through all zones: one more zone would move those of every subnet. */
function onLedger({ availabilityZone, ipv6CidrBlock }: SubnetProps) {
    return (
        ipv6CidrBlock &&
        pulumi
            .output(ipv6CidrBlock)
            .apply((given) =>
                subnetIpv6Cidr(`${given.split("/", 1)[0] ?? ""}/56`, "private", availabilityZone),
            )
    );
}
