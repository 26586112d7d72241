import { type Sample, unknown } from "../support";
import type { StackChange } from "./stack-table";

const arn = (resource: string) => `arn:aws:ec2:eu-west-1:111122223333:${resource}`;
const network: Sample = { type: "awsx:ec2:Vpc", name: "network", props: {} };

function subnet(name: string, id: string, zone: string): Sample {
    const props = { arn: arn(`subnet/${id}`), availabilityZone: zone };
    return { type: "aws:ec2/subnet:Subnet", name, props, parent: network.name };
}

/** Part of a network: three private subnets in three zones, and a public one. */
export const subnets: readonly Sample[] = [
    network,
    subnet("private-a", "subnet-1", "eu-west-1a"),
    subnet("private-b", "subnet-2", "eu-west-1b"),
    subnet("private-c", "subnet-3", "eu-west-1c"),
    subnet("public-c", "subnet-9", "eu-west-1c"),
    {
        type: "aws:ec2/internetGateway:InternetGateway",
        name: "gateway",
        props: { arn: arn("internet-gateway/igw-1") },
        parent: network.name,
    },
    {
        type: "aws:ec2/routeTable:RouteTable",
        name: "public-routes",
        props: { arn: arn("route-table/rtb-9") },
        parent: network.name,
    },
    {
        type: "aws:ec2/route:Route",
        name: "public-route",
        props: {
            routeTableId: "rtb-9",
            destinationCidrBlock: "0.0.0.0/0",
            gatewayId: "igw-1",
        },
        madeFrom: { routeTableId: ["public-routes"], gatewayId: ["gateway"] },
        parent: network.name,
    },
    {
        type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
        name: "public-c-routes",
        props: { routeTableId: "rtb-9", subnetId: "subnet-9" },
        madeFrom: { routeTableId: ["public-routes"], subnetId: ["public-c"] },
        parent: network.name,
    },
];

/** Ways in which `resource` names a public subnet in `property`. */
export function inPublic(
    resource: Sample,
    property: string,
): Record<string, StackChange & { readonly at: readonly Sample[] }> {
    const at = [resource];
    return {
        "a public subnet": {
            props: { [resource.name]: { [property]: ["subnet-1", "subnet-2", "subnet-9"] } },
            at,
        },
        "a public subnet, before ids are known": {
            ...instead(
                resource,
                property,
                [unknown, unknown, unknown],
                ["private-a", "private-b", "public-c"],
            ),
            at,
        },
    };
}

/** Ways in which `resource` may name subnets in `property`, of which it cannot be told which they are. */
export function inUntold(resource: Sample, property: string): Record<string, StackChange> {
    return {
        "private subnets": {},
        "subnets that are made elsewhere": {
            props: { [resource.name]: { [property]: ["subnet-4", "subnet-5", "subnet-6"] } },
        },
        "some subnets of a network": instead(resource, property, unknown, ["network"]),
        "some of these subnets": instead(resource, property, unknown, ["private-a", "public-c"]),
    };
}

/** The resource with another value of a property, made from the resources of these names. */
export function instead(
    resource: Sample,
    property: string,
    value: unknown,
    from: readonly string[],
): StackChange {
    const other = {
        ...resource,
        props: { ...resource.props, [property]: value },
        madeFrom: { [property]: from },
    };
    return { without: [resource], and: [other] };
}
