import { EVERYTHING, type Family, parseRange, type Range } from "./ranges";
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

/** What a VPN may announce: its routes are not in any state. */
const ANNOUNCED = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"];

export interface RouteSurroundings {
    /** Ranges of each VPC, by its id. */
    readonly rangesOf: (vpcId: string) => readonly Range[];
    /** Ranges of the prefix lists that are known, by id. */
    readonly lists: ReadonlyMap<string, readonly Range[]>;
    readonly internetGatewayIds: ReadonlySet<string>;
    /** Main route table of each VPC that says which it is, by the VPC's id. */
    readonly mainTables: ReadonlyMap<string, string>;
}

/** @returns the route table of a subnet, by the ids of subnet and VPC */
export function readRoutes(
    byType: ByType,
    around: RouteSurroundings,
): (subnetId: string, vpcId: string) => RouteTable {
    const tables = new Map<string, Gathering>();
    const main = new Map(around.mainTables);
    const routesOf = (values: Values) => routesOfBlock(values, around);
    const propagated = (gatewayId: string): Route[] =>
        ANNOUNCED.map((range) => ({
            range: parseRange(range),
            target: { kind: "other", id: gatewayId },
        }));

    for (const table of byType("aws:ec2/routeTable:RouteTable")) {
        tables.set(idOf(table), { name: `route table ${label(table)}`, routes: [] });
    }
    for (const table of byType("aws:ec2/defaultRouteTable:DefaultRouteTable")) {
        const values = valuesOf(table);
        const id = text(values, "defaultRouteTableId") ?? idOf(table);
        const owner = [...main].find(([, tableId]) => tableId === id)?.[0];
        tables.set(id, { name: `route table ${label(table)}`, routes: [] });
        main.set(owner ?? text(values, "vpcId") ?? "", id);
    }
    for (const association of byType(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
    )) {
        const values = valuesOf(association);
        main.set(text(values, "vpcId") ?? "", text(values, "routeTableId") ?? "");
    }
    for (const [vpcId, id] of main) {
        if (!tables.has(id)) {
            tables.set(id, { name: `main route table (${id}) of ${vpcId}`, routes: [] });
        }
    }

    const add = (tableId: string | undefined, ...routes: readonly Route[]) => {
        tables.get(tableId ?? "")?.routes.push(...routes);
    };
    for (const table of byType(
        "aws:ec2/routeTable:RouteTable",
        "aws:ec2/defaultRouteTable:DefaultRouteTable",
    )) {
        const id = text(valuesOf(table), "defaultRouteTableId") ?? idOf(table);
        // The inputs: in the outputs may stand what routes of their own put there once.
        add(id, ...blocks(table.inputs, "routes").flatMap(routesOf));
        add(id, ...texts(table.inputs, "propagatingVgws").flatMap(propagated));
    }
    for (const route of byType("aws:ec2/route:Route")) {
        const values = valuesOf(route);
        add(text(values, "routeTableId"), ...routesOf(values));
    }
    for (const propagation of byType(
        "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
    )) {
        const values = valuesOf(propagation);
        add(text(values, "routeTableId"), ...propagated(text(values, "vpnGatewayId") ?? ""));
    }
    addEndpoints(byType, add);

    const ofSubnets = new Map(
        byType("aws:ec2/routeTableAssociation:RouteTableAssociation").map((association) => {
            const values = valuesOf(association);
            return [text(values, "subnetId"), text(values, "routeTableId")] as const;
        }),
    );
    const complete = new Map<string, RouteTable>();
    return (subnetId, vpcId) => {
        const id = ofSubnets.get(subnetId) ?? main.get(vpcId) ?? "";
        const known = complete.get(`${id} ${vpcId}`);
        if (known !== undefined) {
            return known;
        }
        const { name, routes } = tables.get(id) ?? {
            name: `main route table of ${vpcId}`,
            routes: [],
        };
        const local = around
            .rangesOf(vpcId)
            .map((range): Route => ({ range, target: { kind: "local", id: vpcId } }));
        const table = { name, routes: [...local, ...routes].sort(longestPrefixFirst) };
        complete.set(`${id} ${vpcId}`, table);
        return table;
    };
}

/** The routes that AWS adds to the tables of a gateway endpoint. */
function addEndpoints(
    byType: ByType,
    add: (tableId: string | undefined, ...routes: readonly Route[]) => void,
): void {
    const routes = new Map<string, Route[]>();
    for (const endpoint of byType("aws:ec2/vpcEndpoint:VpcEndpoint")) {
        const service = gatewayService(valuesOf(endpoint));
        if (service !== undefined) {
            const target: Target = { kind: "gateway endpoint", id: label(endpoint) };
            const own = familiesOf(valuesOf(endpoint)).map((family) => ({
                range: EVERYTHING[family],
                target,
                service,
            }));
            routes.set(idOf(endpoint), own);
            for (const table of texts(endpoint.inputs, "routeTableIds")) {
                add(table, ...own);
            }
        }
    }
    for (const association of byType(
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    )) {
        const values = valuesOf(association);
        const own = routes.get(text(values, "vpcEndpointId") ?? "") ?? [];
        add(text(values, "routeTableId"), ...own);
    }
}

function familiesOf(endpoint: Values): Family[] {
    switch (text(endpoint, "ipAddressType")) {
        case "dualstack":
            return [4, 6];
        case "ipv6":
            return [6];
        default:
            return [4];
    }
}

/** `s3` or `dynamodb`, when it is an endpoint of the kind that works by routes. */
export function gatewayService(endpoint: Values): string | undefined {
    const type = text(endpoint, "vpcEndpointType") ?? "Gateway";
    return type === "Gateway" ? text(endpoint, "serviceName")?.split(".").at(-1) : undefined;
}

function routesOfBlock(route: Values, around: RouteSurroundings): Route[] {
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
