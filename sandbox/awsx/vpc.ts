import * as aws from "@pulumi/aws";
import type { ec2 } from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { ipv4Block } from "../aws/shared/cidr";
import { createEndpoints, dnsSettings } from "./endpoints";
import { createSubnets } from "./subnet-resources";
import { type NatStrategy, planSubnets } from "./subnets";

const DEFAULT_CIDR = "10.0.0.0/16";
const DEFAULT_ZONES = 3;

/** Inputs of awsx that lead to IPv6 or to an address pool, which the sandbox does not model. */
const NOT_MODELLED = [
    "assignGeneratedIpv6CidrBlock",
    "ipv4IpamPoolId",
    "ipv4NetmaskLength",
    "ipv6CidrBlock",
    "ipv6CidrBlockNetworkBorderGroup",
    "ipv6IpamPoolId",
    "ipv6NetmaskLength",
] as const;

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
    const unknown = NOT_MODELLED.filter((input) => args[input] !== undefined);
    if (unknown.length > 0) {
        throw new Error(`the sandbox's awsx does not take ${unknown.join(", ")}; leave it out`);
    }
    const dns = dnsSettings(args);
    const zones = await zonesOf(args, component);
    const { strategy: nat = "OnePerAz", elasticIpAllocationIds: addresses = [] } =
        args.natGateways ?? {};
    refuseAddresses(nat, addresses.length, zones.length);
    const cidrBlock = args.cidrBlock ?? DEFAULT_CIDR;
    const problem = ipv4Block()(cidrBlock);
    if (problem !== undefined) {
        throw new Error(`cidrBlock ${problem}`);
    }
    const { subnets: plans, layout } = planSubnets(name, args, cidrBlock, zones, nat);

    const { region } = args;
    const ownTags = pulumi.output(args.tags);
    const tags = ownTags.apply((own): Record<string, string> => ({ Name: name, ...own }));
    const vpc = new aws.ec2.Vpc(
        name,
        {
            ...dns,
            cidrBlock,
            region,
            enableNetworkAddressUsageMetrics: args.enableNetworkAddressUsageMetrics,
            instanceTenancy: args.instanceTenancy,
            tags,
        },
        { parent: component },
    );
    const internetGateway = new aws.ec2.InternetGateway(
        name,
        { region, vpcId: vpc.id, tags },
        { parent: vpc, dependsOn: [vpc] },
    );
    const setting = { name, region, vpc, internetGateway, tags, nat, addresses };
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

/** Addresses that the program brings must be as many as there are NAT gateways. */
function refuseAddresses(nat: NatStrategy, count: number, zones: number): void {
    if (nat === "None" && count > 0) {
        throw new Error(
            "Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is 'None'.",
        );
    }
    if (nat === "Single" && count > 1) {
        throw new Error(
            "Exactly one Elastic IP may be specified when NAT Gateway strategy is 'Single'.",
        );
    }
    if (nat === "OnePerAz" && count > 0 && count !== zones) {
        throw new Error(
            "The number of Elastic IPs, if specified, must match the number of availability " +
                `zones for the VPC (${zones}) when NAT Gateway strategy is 'OnePerAz'`,
        );
    }
}
