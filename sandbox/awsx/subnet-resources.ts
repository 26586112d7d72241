import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Ipv6 } from "./ipv6";
import type { NatStrategy, Subnet } from "./subnets";

/** What the subnets of a VPC are made in and from. */
export interface Setting {
    /** Logical name of the whole VPC. */
    readonly name: string;
    readonly region: pulumi.Input<string | undefined>;
    readonly vpc: aws.ec2.Vpc;
    readonly internetGateway: aws.ec2.InternetGateway;
    readonly tags: pulumi.Output<Record<string, string>>;
    readonly nat: NatStrategy;
    /** Addresses that the program brings for its NAT gateways. */
    readonly addresses: readonly pulumi.Input<string>[];
    /** The block of a subnet; not known before the VPC is there where a pool chooses. */
    readonly cidrBlockOf: (plan: Subnet) => pulumi.Input<string>;
    readonly ipv6Of: (plan: Subnet) => Ipv6;
}

/** Everything that belongs to subnets, in the order in which it was made. */
export interface SubnetResources {
    readonly subnets: { readonly plan: Subnet; readonly resource: aws.ec2.Subnet }[];
    readonly routeTables: aws.ec2.RouteTable[];
    readonly routeTableAssociations: aws.ec2.RouteTableAssociation[];
    readonly routes: aws.ec2.Route[];
    readonly natGateways: aws.ec2.NatGateway[];
    readonly eips: aws.ec2.Eip[];
}

/** Makes each subnet with its route table, its way out and, where one is due, a NAT gateway. */
export function createSubnets(setting: Setting, plans: readonly Subnet[]): SubnetResources {
    const made: SubnetResources = {
        subnets: [],
        routeTables: [],
        routeTableAssociations: [],
        routes: [],
        natGateways: [],
        eips: [],
    };
    for (const plan of plans) {
        createSubnet(setting, plan, made);
    }
    return made;
}

function createSubnet(setting: Setting, plan: Subnet, made: SubnetResources): void {
    const { region, vpc } = setting;
    const subnet = new aws.ec2.Subnet(
        plan.name,
        {
            region,
            vpcId: vpc.id,
            availabilityZone: plan.zone,
            mapPublicIpOnLaunch: plan.type === "Public",
            cidrBlock: setting.cidrBlockOf(plan),
            ...setting.ipv6Of(plan),
            tags: pulumi
                .all([setting.tags, plan.spec.tags])
                .apply(([shared, own]) => ({ ...shared, ...own, ...tagsOf(plan) })),
        },
        { parent: vpc, dependsOn: [vpc] },
    );
    const table = new aws.ec2.RouteTable(
        plan.name,
        {
            region,
            vpcId: vpc.id,
            tags: setting.tags.apply((shared) => ({ ...shared, ...tagsOf(plan) })),
        },
        { parent: subnet, dependsOn: [subnet] },
    );
    const association = new aws.ec2.RouteTableAssociation(
        plan.name,
        { region, routeTableId: table.id, subnetId: subnet.id },
        { parent: table, dependsOn: [table] },
    );
    made.subnets.push({ plan, resource: subnet });
    made.routeTables.push(table);
    made.routeTableAssociations.push(association);

    if (plan.type === "Public" && isNatDue(setting.nat, made.natGateways.length, plan.zoneIndex)) {
        createNatGateway(setting, plan, subnet, made);
    }
    const target = wayOut(setting, plan, made);
    if (target !== undefined) {
        const route = new aws.ec2.Route(
            plan.name,
            { region, routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...target },
            { parent: table, dependsOn: [table] },
        );
        made.routes.push(route);
    }
}

function tagsOf({ tag, type }: Subnet): Record<string, string> {
    return { Name: tag, SubnetType: type };
}

function isNatDue(nat: NatStrategy, count: number, zoneIndex: number): boolean {
    return nat === "Single" ? count === 0 : nat === "OnePerAz" && count <= zoneIndex;
}

function createNatGateway(
    { name, region, tags, addresses }: Setting,
    { zoneIndex }: Subnet,
    subnet: aws.ec2.Subnet,
    made: SubnetResources,
): void {
    const natName = `${name}-${zoneIndex + 1}`;
    const args = { region, tags: tags.apply((shared) => ({ ...shared, Name: natName })) };
    const opts = { parent: subnet, dependsOn: [subnet] };
    let allocationId = addresses[zoneIndex];
    if (addresses.length === 0) {
        const eip = new aws.ec2.Eip(natName, args, opts);
        made.eips.push(eip);
        allocationId = eip.allocationId;
    }
    made.natGateways.push(
        new aws.ec2.NatGateway(natName, { ...args, subnetId: subnet.id, allocationId }, opts),
    );
}

/** Public subnets reach the internet, private ones through a NAT gateway, isolated ones never. */
function wayOut(
    { nat, internetGateway }: Setting,
    { type, zoneIndex }: Subnet,
    { natGateways }: SubnetResources,
): Pick<aws.ec2.RouteArgs, "gatewayId" | "natGatewayId"> | undefined {
    if (type === "Public") {
        return { gatewayId: internetGateway.id };
    }
    const gateway = natGateways[nat === "Single" ? 0 : zoneIndex];
    return type === "Private" && nat !== "None" ? { natGatewayId: gateway?.id } : undefined;
}
