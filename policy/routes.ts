import type { Stack, StackResource } from "./resource";

const GATEWAYS = ["aws:ec2/internetGateway:InternetGateway"];
const TABLES = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"];
const ROUTES = ["aws:ec2/route:Route"];
const ASSOCIATIONS = ["aws:ec2/routeTableAssociation:RouteTableAssociation"];
const SUBNETS = ["aws:ec2/subnet:Subnet"];

/** Subnets whose route table leads to an internet gateway, as far as this stack tells. */
export function publicSubnets(stack: Stack): ReadonlySet<StackResource> {
    const inline = stack.links(TABLES, "routes", GATEWAYS, ["id"]);
    const toGateway = stack.links(ROUTES, "gatewayId", GATEWAYS, ["id"]);
    const routes = stack.links(ROUTES, "routeTableId", TABLES, ["id"]);
    const associations = stack.links(ASSOCIATIONS, "routeTableId", TABLES, ["id"]);
    const subnets = stack.links(ASSOCIATIONS, "subnetId", SUBNETS, ["id"]);
    const leadsOut = (table: StackResource) =>
        inline.from(table).length > 0 ||
        table.each("routes").some((route) => isGateway(route.read("gatewayId"))) ||
        routes
            .to(table)
            .some(
                (route) => isGateway(route.read("gatewayId")) || toGateway.from(route).length > 0,
            );
    return new Set(
        stack
            .of(...TABLES)
            .filter(leadsOut)
            .flatMap((table) => associations.to(table))
            .flatMap((association) => subnets.from(association)),
    );
}

function isGateway(id: unknown): boolean {
    return typeof id === "string" && id.startsWith("igw-");
}
