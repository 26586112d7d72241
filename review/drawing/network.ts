import { type MonthlyCost, monthlyCost } from "../costs/monthly-cost";
import { compare, field, ipv6Size, kindOf, ofType, text, texts } from "../fields";
import { logicalName, type Resource } from "../resource";
import { type Flow, readFlows } from "./flows";
import { readLocks } from "./locks";
import { type Peer, readPeers, serviceName } from "./peers";
import { readTiers, type Tier } from "./tiers";

/** A VPC, as far as it is drawn. */
export interface Network {
    readonly name: string;
    readonly region: string;
    readonly cidr: string;
    /** Size of its IPv6 range, such as `IPv6 /56`. */
    readonly ipv6?: string;
    /** Names of the availability zones that have a subnet. */
    readonly zones: readonly string[];
    readonly tiers: readonly Tier[];
    readonly peers: readonly Peer[];
    readonly flows: readonly Flow[];
    readonly endpoints: readonly Endpoint[];
    /** Gateways and connections of the VPC to what is outside, by kind. */
    readonly gateways: readonly string[];
    /** What is written down of the traffic and of DNS, and where to. */
    readonly logs: readonly Log[];
    /** What closes it beside the rules of groups and ACLs, in words. */
    readonly locks: readonly string[];
    /** Public IPv4 addresses. */
    readonly publicAddresses: number;
    /** Of the ways out and the endpoints, without traffic. */
    readonly cost: MonthlyCost;
}

/** An endpoint of an AWS service. */
export interface Endpoint {
    /** Such as `s3`. */
    readonly service: string;
    readonly kind: "gateway" | "interface";
    /** Tiers that have it: by their routes, or because it stands in them. */
    readonly tiers: readonly string[];
    /** Zones where an interface endpoint has an address; it is paid for in each. */
    readonly zones: readonly string[];
    readonly privateDns: boolean;
    /** Whether it limits who calls what; without that it lets everything through. */
    readonly hasPolicy: boolean;
}

export interface Log {
    readonly of: string;
    readonly to: string;
}

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
const ADDRESS = "aws:ec2/eip:Eip";

/** Ways out of a VPC. */
const GATEWAYS = [
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
    NAT_GATEWAY,
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    "aws:ec2/vpnGateway:VpnGateway",
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
];

/**
 * What there is to draw in the resources of a project; what it does not know, it leaves out.
 * @throws Error when there is not exactly one VPC
 */
export function readNetwork(resources: readonly Resource[]): Network {
    const vpcs = ofType(resources, "aws:ec2/vpc:Vpc");
    const [vpc] = vpcs;
    if (vpc === undefined || vpcs.length > 1) {
        const names = vpcs.map(logicalName).join(", ");
        throw new Error(
            `a picture shows one VPC, and the resources hold ${vpcs.length}` +
                `${names === "" ? "" : ` (${names})`}; give those of one network`,
        );
    }
    const tiers = readTiers(resources);
    const peers = readPeers(resources, vpc, tiers);
    const services = new Map(
        ofType(resources, ENDPOINT).map((endpoint) => [
            text(endpoint, "prefixListId") ?? endpoint.urn,
            serviceName(text(endpoint, "serviceName") ?? ""),
        ]),
    );
    const ipv6 = ipv6Size(vpc);
    const zones = tiers.flatMap(({ subnets }) => subnets.map(({ zone }) => zone));
    return {
        name: logicalName(vpc),
        region: text(vpc, "region") ?? "?",
        cidr: text(vpc, "cidrBlock") ?? "?",
        ...(ipv6 === undefined ? {} : { ipv6 }),
        zones: [...new Set(zones)].sort(compare),
        tiers,
        peers,
        flows: readFlows(resources, peers, services),
        endpoints: readEndpoints(resources, tiers),
        gateways: ofType(resources, ...GATEWAYS).map(kindOf),
        logs: readLogs(resources),
        locks: readLocks(resources),
        publicAddresses: ofType(resources, ADDRESS).length,
        cost: monthlyCost(ofType(resources, ENDPOINT, NAT_GATEWAY, ADDRESS)),
    };
}

function readEndpoints(resources: readonly Resource[], tiers: readonly Tier[]): Endpoint[] {
    const associations = ofType(resources, "aws:ec2/routeTableAssociation:RouteTableAssociation");
    return ofType(resources, ENDPOINT)
        .map((endpoint): Endpoint => {
            const tables = texts(endpoint, "routeTableIds");
            const routed = associations
                .filter((association) => tables.includes(text(association, "routeTableId") ?? ""))
                .map((association) => text(association, "subnetId") ?? "");
            const subnetIds = [...texts(endpoint, "subnetIds"), ...routed];
            const inside = tiers.filter(({ subnets }) =>
                subnets.some(({ id }) => subnetIds.includes(id)),
            );
            const zones = inside.flatMap(({ subnets }) =>
                subnets.filter(({ id }) => subnetIds.includes(id)).map(({ zone }) => zone),
            );
            const isInterface = text(endpoint, "vpcEndpointType") === "Interface";
            return {
                service: serviceName(text(endpoint, "serviceName") ?? ""),
                kind: isInterface ? "interface" : "gateway",
                tiers: inside.map(({ name }) => name),
                zones: [...new Set(zones)].sort(compare),
                privateDns: field(endpoint, "privateDnsEnabled") === true,
                hasPolicy: endpoint.inputs.policy !== undefined,
            };
        })
        .sort((a, b) => compare(a.kind, b.kind) || compare(a.service, b.service));
}

/** What writes logs of a VPC, what each tells of, and the field that says where to. */
const LOGS: Readonly<Record<string, readonly [string, string]>> = {
    "aws:ec2/flowLog:FlowLog": ["traffic", "logDestination"],
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": ["DNS queries", "destinationArn"],
};

function readLogs(resources: readonly Resource[]): Log[] {
    return ofType(resources, ...Object.keys(LOGS)).map((log) => {
        const [of = "", key = ""] = LOGS[log.type] ?? [];
        const destination = text(log, key) ?? "";
        // By the logical name: the physical one may end in what chance gave it.
        const target = resources.find((resource) => {
            const arn = text(resource, "arn");
            return arn !== undefined && destination.startsWith(arn);
        });
        return { of, to: target === undefined ? "elsewhere" : nameWithKind(target) };
    });
}

function nameWithKind(resource: Resource): string {
    return `${kindOf(resource)} ${logicalName(resource)}`;
}
