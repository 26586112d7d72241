import { compare, field, ipv6Size, ofType, records, tag, text } from "../fields";
import type { Resource } from "../resource";
import { type Acl, readAcls } from "./acls";

export interface Subnet {
    readonly id: string;
    readonly zone: string;
    readonly cidr: string;
    /** Size of its IPv6 range, such as `IPv6 /64`. */
    readonly ipv6?: string;
    /** Whether machines in it get a public address unasked. */
    readonly publicAddresses: boolean;
    /** What its own gateways are: NAT gateways that stand in it. */
    readonly natGateways: number;
}

/** Subnets of one kind, one per zone. */
export interface Tier {
    readonly name: string;
    readonly subnets: readonly Subnet[];
    /** Where its default routes lead, in words; empty when it has none. */
    readonly defaultRoutes: readonly string[];
    readonly acls: readonly Acl[];
}

/** From where most can be reached to where least can. */
const ORDER = ["public", "private", "isolated"];

const EVERYTHING = ["0.0.0.0/0", "::/0"];

/**
 * The tiers of the VPC. A subnet says its tier by the tag `SubnetType`, as awsx sets it, or by
 * `Tier`; where it has neither, its default route tells.
 */
export function readTiers(resources: readonly Resource[]): Tier[] {
    const acls = readAcls(resources);
    const tiers = new Map<string, { subnet: Subnet; routes: string[] }[]>();
    for (const resource of ofType(resources, "aws:ec2/subnet:Subnet")) {
        const routes = defaultRoutes(resources, resource.id);
        const name = (
            tag(resource, "SubnetType") ??
            tag(resource, "Tier") ??
            tierOf(routes)
        ).toLowerCase();
        const subnet = readSubnet(resources, resource);
        tiers.set(name, [...(tiers.get(name) ?? []), { subnet, routes }]);
    }
    return [...tiers]
        .map(([name, members]) => ({
            name,
            subnets: members
                .map(({ subnet }) => subnet)
                .sort((a, b) => compare(a.zone, b.zone) || compare(a.cidr, b.cidr)),
            defaultRoutes: [...new Set(members.flatMap(({ routes }) => routes))].sort(compare),
            acls: acls.filter(({ subnetIds }) =>
                members.some(({ subnet }) => subnetIds.includes(subnet.id)),
            ),
        }))
        .sort((a, b) => rank(a.name) - rank(b.name) || compare(a.name, b.name));
}

function rank(tier: string): number {
    const index = ORDER.indexOf(tier);
    return index < 0 ? ORDER.length : index;
}

function readSubnet(resources: readonly Resource[], resource: Resource): Subnet {
    const id = resource.id ?? resource.urn;
    const ipv6 = ipv6Size(resource);
    return {
        id,
        zone: text(resource, "availabilityZone") ?? "?",
        cidr: text(resource, "cidrBlock") ?? "?",
        ...(ipv6 === undefined ? {} : { ipv6 }),
        publicAddresses: field(resource, "mapPublicIpOnLaunch") === true,
        natGateways: ofType(resources, "aws:ec2/natGateway:NatGateway").filter(
            (nat) => text(nat, "subnetId") === id,
        ).length,
    };
}

function tierOf(routes: readonly string[]): string {
    if (routes.length === 0) {
        return "isolated";
    }
    return routes.some((route) => route.includes("internet gateway")) ? "public" : "private";
}

/** Targets of a route, by the field that names them, and how people call them. */
const TARGETS: readonly (readonly [string, string])[] = [
    ["natGatewayId", "NAT gateway"],
    ["egressOnlyGatewayId", "egress-only gateway"],
    ["transitGatewayId", "transit gateway"],
    ["vpcPeeringConnectionId", "peering"],
    ["networkInterfaceId", "network interface"],
    ["vpcEndpointId", "gateway load balancer"],
    ["gatewayId", "internet gateway"],
];

/** Where the default routes of a subnet's route table lead, such as `0.0.0.0/0 to NAT gateway`. */
function defaultRoutes(resources: readonly Resource[], subnetId: string | undefined): string[] {
    const tables = ofType(resources, "aws:ec2/routeTableAssociation:RouteTableAssociation")
        .filter((association) => text(association, "subnetId") === subnetId)
        .map((association) => text(association, "routeTableId"));
    const separate = ofType(resources, "aws:ec2/route:Route")
        .filter((route) => tables.includes(text(route, "routeTableId")))
        .map(({ inputs }) => inputs);
    const inline = ofType(resources, "aws:ec2/routeTable:RouteTable")
        .filter(({ id }) => tables.includes(id))
        .flatMap((table) => records(table, "routes"));
    return [...separate, ...inline].flatMap((route) => {
        const range = [route.destinationCidrBlock, route.destinationIpv6CidrBlock]
            .concat([route.cidrBlock, route.ipv6CidrBlock])
            .filter((value) => typeof value === "string")
            .find((value) => EVERYTHING.includes(value));
        const target = TARGETS.find(([key]) => typeof route[key] === "string" && route[key] !== "");
        return range === undefined ? [] : [`${range} to ${target?.[1] ?? "somewhere"}`];
    });
}
