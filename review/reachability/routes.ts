import type { Resource } from "../resource";
import { readEndpointRoutes } from "./gateway-endpoints";
import { EVERYTHING, parseRange, type Range } from "./ranges";
import { blocks, type ByType, idOf, label, text, texts, type Values, valuesOf } from "./values";

/** Where a route leads. Through `other`, such as a transit gateway, all is taken to get on. */
export interface Target {
    readonly kind:
        | "local"
        | "internet gateway"
        | "NAT gateway"
        | "egress-only gateway"
        | "gateway endpoint"
        | "peering"
        | "other";
    readonly id: string;
}

export interface Route {
    readonly range: Range;
    readonly target: Target;
    /** Service of a gateway endpoint, whose route holds that service's addresses alone. */
    readonly service?: string;
}

export interface RouteTable {
    readonly name: string;
    /** The longest prefix first, as AWS looks them up. */
    readonly routes: readonly Route[];
}

type Gathering = RouteTable & { readonly routes: Route[] };

/** Properties of a route that name its target, and what stands behind them. */
const TARGETS: Readonly<Record<string, Target["kind"]>> = {
    natGatewayId: "NAT gateway",
    egressOnlyGatewayId: "egress-only gateway",
    vpcPeeringConnectionId: "peering",
    transitGatewayId: "other",
    networkInterfaceId: "other",
    vpcEndpointId: "other",
    coreNetworkArn: "other",
    localGatewayId: "other",
    carrierGatewayId: "other",
    odbNetworkArn: "other",
};

/** The private ranges. */
const ANNOUNCED: readonly Range[] = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "fc00::/7",
].map(parseRange);

const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
const PROPAGATION = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation";

export interface RouteSurroundings {
    /** Ranges of each VPC, by its id. */
    readonly rangesOf: (vpcId: string) => readonly Range[];
    /** Ranges of the prefix lists that are known, by id. */
    readonly lists: ReadonlyMap<string, readonly Range[]>;
    readonly internetGatewayIds: ReadonlySet<string>;
    readonly vpcs: readonly Resource[];
}

/** @returns the route table of a subnet, by the ids of subnet and VPC */
export function readRoutes(
    byType: ByType,
    around: RouteSurroundings,
): (subnetId: string, vpcId: string) => RouteTable {
    const main = readMainTables(byType, around.vpcs);
    const tables = new Map<string, Gathering>(
        around.vpcs.map((vpc) => {
            const id = main.get(idOf(vpc)) ?? "";
            return [id, { name: `main route table (${id}) of ${label(vpc)}`, routes: [] }];
        }),
    );
    const add = (tableId: string | undefined, routes: readonly Route[]) => {
        tables.get(tableId ?? "")?.routes.push(...routes);
    };
    for (const table of byType(ROUTE_TABLE, DEFAULT_ROUTE_TABLE)) {
        const routes = [
            // The inputs: in the outputs may stand what routes of their own put there once.
            ...blocks(table.inputs, "routes").flatMap((route) => routesOf(route, around)),
            ...texts(table.inputs, "propagatingVgws").flatMap(announcedBy),
        ];
        tables.set(tableIdOf(table), { name: `route table ${label(table)}`, routes });
    }
    for (const route of byType("aws:ec2/route:Route")) {
        const values = valuesOf(route);
        add(text(values, "routeTableId"), routesOf(values, around));
    }
    for (const propagation of byType(PROPAGATION)) {
        const values = valuesOf(propagation);
        add(text(values, "routeTableId"), announcedBy(text(values, "vpnGatewayId") ?? ""));
    }
    for (const { tableId, routes } of readEndpointRoutes(byType)) {
        add(tableId, routes);
    }

    const ofSubnets = new Map(
        byType("aws:ec2/routeTableAssociation:RouteTableAssociation").map((association) => {
            const values = valuesOf(association);
            return [text(values, "subnetId"), text(values, "routeTableId")] as const;
        }),
    );
    return (subnetId, vpcId) => {
        const id = ofSubnets.get(subnetId) ?? main.get(vpcId) ?? `main of ${vpcId}`;
        const { name, routes } = tables.get(id) ?? unknownTable(id);
        const local = around
            .rangesOf(vpcId)
            .map((range): Route => ({ range, target: { kind: "local", id: vpcId } }));
        return { name, routes: [...local, ...routes].sort(longestPrefixFirst) };
    };
}

/** Id of the table of all subnets that name none, by the id of the VPC. */
function readMainTables(byType: ByType, vpcs: readonly Resource[]): ReadonlyMap<string, string> {
    const main = new Map(
        vpcs.map((vpc) => {
            const values = valuesOf(vpc);
            const id = text(values, "mainRouteTableId") ?? text(values, "defaultRouteTableId");
            return [idOf(vpc), id ?? `main of ${idOf(vpc)}`];
        }),
    );
    for (const table of byType(DEFAULT_ROUTE_TABLE)) {
        main.set(text(valuesOf(table), "vpcId") ?? "", tableIdOf(table));
    }
    for (const association of byType(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
    )) {
        const values = valuesOf(association);
        main.set(text(values, "vpcId") ?? "", text(values, "routeTableId") ?? "");
    }
    return main;
}

/** The default table of a VPC, once adopted, keeps the id that AWS gave it. */
function tableIdOf(table: Resource): string {
    return text(valuesOf(table), "defaultRouteTableId") ?? idOf(table);
}

/** A table that is not among the resources may lead anywhere. */
function unknownTable(id: string): RouteTable {
    const target: Target = { kind: "other", id: "a target that is not given" };
    const routes = Object.values(EVERYTHING).map((range) => ({ range, target }));
    return { name: `route table ${id} (not given)`, routes };
}

/** What a VPN may announce: its routes are in no state. */
function announcedBy(gatewayId: string): Route[] {
    return ANNOUNCED.map((range) => ({ range, target: { kind: "other", id: gatewayId } }));
}

function routesOf(route: Values, around: RouteSurroundings): Route[] {
    const target = targetOf(route, around.internetGatewayIds);
    const blocks = [
        "cidrBlock",
        "destinationCidrBlock",
        "ipv6CidrBlock",
        "destinationIpv6CidrBlock",
    ].flatMap((key) => text(route, key) ?? []);
    const listId = text(route, "destinationPrefixListId");
    // A list that is not among the resources may hold any address.
    const listed =
        listId === undefined ? [] : (around.lists.get(listId) ?? Object.values(EVERYTHING));
    return [...blocks.map(parseRange), ...listed].map((range) => ({ range, target }));
}

function targetOf(route: Values, internetGatewayIds: ReadonlySet<string>): Target {
    const gatewayId = text(route, "gatewayId");
    if (gatewayId !== undefined) {
        const isInternet = internetGatewayIds.has(gatewayId) || gatewayId.startsWith("igw-");
        const other = gatewayId === "local" ? "local" : "other";
        return { kind: isInternet ? "internet gateway" : other, id: gatewayId };
    }
    for (const [key, kind] of Object.entries(TARGETS)) {
        const id = text(route, key);
        if (id !== undefined) {
            return { kind, id };
        }
    }
    return { kind: "other", id: "an unknown target" };
}

/** Routes of services before all others: their prefixes are among the longest there are. */
function longestPrefixFirst(a: Route, b: Route): number {
    if (a.service !== b.service) {
        return a.service === undefined ? 1 : -1;
    }
    const difference = a.range.last - a.range.first - (b.range.last - b.range.first);
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
