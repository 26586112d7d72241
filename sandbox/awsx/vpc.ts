import * as aws from "@pulumi/aws";
import type { ec2 } from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { ipv4Block } from "../aws/shared/cidr";
import { refuseAddresses, refusePoolInputs } from "./checks";
import { createEndpoints, dnsSettings } from "./endpoints";
import { ipv6Of } from "./ipv6";
import { createSubnets } from "./subnet-resources";
import { planSubnets, type Subnet } from "./subnets";

const DEFAULT_CIDR = "10.0.0.0/16";
const DEFAULT_ZONES = 3;

/**
 * Builds what `awsx.ec2.Vpc` 3.9 builds: resources of the same types, with the same names, parents
 * and inputs.
 *
 * @throws where awsx does, and for the few things that it can do and this cannot
 */
export async function constructVpc(
    name: string,
    args: ec2.VpcArgs,
    opts: pulumi.ComponentResourceOptions,
): Promise<pulumi.provider.ConstructResult> {
    const component = new pulumi.ComponentResource("awsx:ec2:Vpc", name, { name, args }, opts);
    refusePoolInputs(args);
    const dns = dnsSettings(args);
    const zones = await zonesOf(args, component);
    const { strategy: nat = "OnePerAz", elasticIpAllocationIds: addresses = [] } =
        args.natGateways ?? {};
    refuseAddresses(nat, addresses.length, zones.length);
    const cidrBlock = cidrBlockOf(args);
    const problem = cidrBlock === undefined ? undefined : ipv4Block()(cidrBlock);
    if (problem !== undefined) {
        throw new Error(`cidrBlock ${problem}`);
    }
    const planIn = (block: string) => planSubnets(name, args, block, zones, nat);
    // A pool is asked for a size only: what fits is the same in every block of that size.
    const { subnets: plans, layout } = planIn(cidrBlock ?? `10.0.0.0/${sizeFromPool(args)}`);

    const { region } = args;
    const ownTags = pulumi.output(args.tags);
    const tags = ownTags.apply((own): Record<string, string> => ({ Name: name, ...own }));
    const vpc = new aws.ec2.Vpc(
        name,
        {
            ...dns,
            cidrBlock,
            region,
            assignGeneratedIpv6CidrBlock: args.assignGeneratedIpv6CidrBlock,
            enableNetworkAddressUsageMetrics: args.enableNetworkAddressUsageMetrics,
            instanceTenancy: args.instanceTenancy,
            ipv4IpamPoolId: args.ipv4IpamPoolId,
            ipv4NetmaskLength: args.ipv4NetmaskLength,
            ipv6CidrBlock: args.ipv6CidrBlock,
            ipv6CidrBlockNetworkBorderGroup: args.ipv6CidrBlockNetworkBorderGroup,
            ipv6IpamPoolId: args.ipv6IpamPoolId,
            ipv6NetmaskLength: args.ipv6NetmaskLength,
            tags,
        },
        { parent: component },
    );
    const internetGateway = new aws.ec2.InternetGateway(
        name,
        { region, vpcId: vpc.id, tags },
        { parent: vpc, dependsOn: [vpc] },
    );
    const setting = {
        name,
        region,
        vpc,
        internetGateway,
        tags,
        nat,
        addresses,
        cidrBlockOf: (plan: Subnet) =>
            cidrBlock === undefined
                ? vpc.cidrBlock.apply((block) => sameIn(planIn(block).subnets, plan).cidrBlock)
                : plan.cidrBlock,
        ipv6Of: (plan: Subnet) => ipv6Of(plan, args, vpc.ipv6CidrBlock),
    };
    const { subnets, ...others } = createSubnets(setting, plans);
    const vpcEndpoints = createEndpoints(args, {
        vpc,
        subnets: subnets.map(({ plan, resource }) => ({ plan, id: resource.id })),
        routeTableIds: others.routeTables.map((table) => table.id),
        tags,
    });
    const ofType = (type: string) =>
        subnets.filter(({ plan }) => plan.type === type).map(({ resource }) => resource);
    const [publicSubnets, privateSubnets, isolatedSubnets] = [
        ofType("Public"),
        ofType("Private"),
        ofType("Isolated"),
    ];
    return {
        urn: component.urn,
        state: {
            vpc,
            vpcId: vpc.id,
            internetGateway,
            subnets: subnets.map(({ resource }) => resource),
            publicSubnets,
            privateSubnets,
            isolatedSubnets,
            publicSubnetIds: publicSubnets.map((subnet) => subnet.id),
            privateSubnetIds: privateSubnets.map((subnet) => subnet.id),
            isolatedSubnetIds: isolatedSubnets.map((subnet) => subnet.id),
            ...others,
            vpcEndpoints,
            subnetLayout: layout,
        },
    };
}

function sameIn(subnets: readonly Subnet[], { name }: Subnet): Subnet {
    const found = subnets.find((subnet) => subnet.name === name);
    if (found === undefined) {
        throw new Error(`no subnet ${name} in the layout`);
    }
    return found;
}

function sizeFromPool({ ipv4NetmaskLength }: ec2.VpcArgs): number {
    if (typeof ipv4NetmaskLength !== "number") {
        throw new Error("the sandbox's awsx takes only a plain number as ipv4NetmaskLength");
    }
    return ipv4NetmaskLength;
}

/** The block of the VPC; nothing where a pool chooses it. */
function cidrBlockOf({ cidrBlock, ipv4IpamPoolId }: ec2.VpcArgs): string | undefined {
    return cidrBlock ?? (ipv4IpamPoolId === undefined ? DEFAULT_CIDR : undefined);
}

/** Names of the availability zones; without any given, the first few that AWS names. */
async function zonesOf(args: ec2.VpcArgs, component: pulumi.Resource): Promise<readonly string[]> {
    const { availabilityZoneNames: names, numberOfAvailabilityZones: number, region } = args;
    if (names !== undefined && number !== undefined) {
        throw new Error(
            "Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified",
        );
    }
    if (names !== undefined) {
        return names;
    }
    if (region !== undefined && typeof region !== "string") {
        throw new Error(
            "Vpc.region must be a plain string when availabilityZoneNames is not set. If region " +
                "is dynamic, specify availabilityZoneNames explicitly.",
        );
    }
    const count = number ?? DEFAULT_ZONES;
    const found = await aws.getAvailabilityZones({ region }, { parent: component });
    if (found.names.length < count) {
        throw new Error(
            "The configured region for this provider does not have at least " +
                `${count} Availability Zones. Either specify an explicit list of zones in ` +
                `availabilityZoneNames or choose a region with at least ${count} AZs.`,
        );
    }
    return found.names.slice(0, count);
}
