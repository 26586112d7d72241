import type { Resource } from "../../review/resource";

type Values = Readonly<Record<string, unknown>>;

/** A resource called `id`, of the type with that name in the EC2 module. */
export function ec2(name: string, id: string, inputs: Values, outputs: Values = {}): Resource {
    const type = `aws:ec2/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return { urn: `urn:pulumi:dev::test::${type}::${id}`, type, id, inputs, outputs };
}

/** A rule of a security group that stands alone, in the newest style. */
export function sgRule(direction: "Ingress" | "Egress", id: string, inputs: Values): Resource {
    const type = `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`;
    const ports = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432 };
    return {
        urn: `urn:pulumi:dev::test::${type}::${id}`,
        type,
        id,
        inputs: { ...ports, ...inputs },
        outputs: {},
    };
}

/** An entry of a network ACL: tcp, all ports from 1024 unless it says otherwise. */
export function entry(action: string, ruleNo: number, rest: Values): Values {
    return { action, ruleNo, protocol: "tcp", fromPort: 1024, toPort: 65535, ...rest };
}

const port = (number: number) => ({ fromPort: number, toPort: number });

/** A table for each subnet, and the route that leads out of it. */
function subnet(id: string, third: number, routes: readonly Values[]): Resource[] {
    return [
        ec2("subnet", id, {
            vpcId: "vpc",
            cidrBlock: `10.0.${third}.0/24`,
            ipv6CidrBlock: `2001:db8:0:${third}::/64`,
        }),
        ec2("routeTable", `${id}-table`, { vpcId: "vpc" }),
        ec2("routeTableAssociation", `${id}-in`, { subnetId: id, routeTableId: `${id}-table` }),
        ...routes.map((route, index) =>
            ec2("route", `${id}-route-${index}`, { routeTableId: `${id}-table`, ...route }),
        ),
    ];
}

const ANYWHERE = { cidrBlock: "0.0.0.0/0" };
const ANYWHERE_6 = { ipv6CidrBlock: "::/0" };
const VPC_6 = "2001:db8::/56";

/**
 * A good network. In `app`, programs that query the database in `data` and call the internet by
 * NAT and the egress-only gateway; in `edge`, the NAT gateway and a server with a public address.
 */
export const NETWORK: readonly Resource[] = [
    ec2("vpc", "vpc", { cidrBlock: "10.0.0.0/16" }, { ipv6CidrBlock: VPC_6, region: "eu-west-1" }),
    ec2("internetGateway", "igw", { vpcId: "vpc" }),
    ec2("egressOnlyInternetGateway", "eigw", { vpcId: "vpc" }),
    ec2("natGateway", "nat", { subnetId: "edge", allocationId: "eip" }),
    ...subnet("app", 1, [
        { destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat" },
        { destinationIpv6CidrBlock: "::/0", egressOnlyGatewayId: "eigw" },
    ]),
    ...subnet("data", 2, []),
    ...subnet("edge", 3, [
        { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw" },
        { destinationIpv6CidrBlock: "::/0", gatewayId: "igw" },
    ]),
    ec2(
        "vpcEndpoint",
        "s3",
        {
            vpcId: "vpc",
            serviceName: "com.amazonaws.eu-west-1.s3",
            routeTableIds: ["app-table", "data-table"],
        },
        { prefixListId: "pl-s3" },
    ),
    ec2("networkAcl", "app-acl", {
        subnetIds: ["app"],
        egress: [
            entry("allow", 100, { cidrBlock: "10.0.2.0/24", ...port(5432) }),
            entry("allow", 110, { ...ANYWHERE, ...port(443) }),
            entry("allow", 120, { ...ANYWHERE_6, ...port(443) }),
        ],
        ingress: [entry("allow", 100, ANYWHERE), entry("allow", 110, ANYWHERE_6)],
    }),
    ec2("networkAcl", "data-acl", { subnetIds: ["data"] }),
    ec2("networkAclRule", "data-in", {
        networkAclId: "data-acl",
        ruleNumber: 100,
        protocol: "6",
        ruleAction: "allow",
        cidrBlock: "10.0.1.0/24",
        ...port(5432),
    }),
    ec2("networkAclRule", "data-answers", {
        networkAclId: "data-acl",
        egress: true,
        ruleNumber: 100,
        protocol: "tcp",
        ruleAction: "allow",
        cidrBlock: "10.0.1.0/24",
        fromPort: 1024,
        toPort: 65535,
    }),
    ec2("networkAcl", "edge-acl", {
        egress: [
            entry("allow", 100, { ...ANYWHERE, ...port(443) }),
            entry("allow", 110, ANYWHERE),
            entry("allow", 120, ANYWHERE_6),
        ],
        ingress: [
            entry("allow", 100, { ...ANYWHERE, ...port(443) }),
            entry("allow", 110, ANYWHERE),
            entry("allow", 120, { ...ANYWHERE_6, ...port(443) }),
        ],
    }),
    ec2("networkAclAssociation", "edge-in", { subnetId: "edge", networkAclId: "edge-acl" }),
    ec2("securityGroup", "app-group", { vpcId: "vpc" }),
    ec2("securityGroup", "data-group", { vpcId: "vpc" }),
    ec2("securityGroup", "web-group", {
        vpcId: "vpc",
        ingress: [
            {
                protocol: "tcp",
                ...port(443),
                cidrBlocks: ["0.0.0.0/0"],
                ipv6CidrBlocks: ["::/0"],
            },
        ],
    }),
    sgRule("Egress", "app-to-data", {
        securityGroupId: "app-group",
        referencedSecurityGroupId: "data-group",
    }),
    sgRule("Ingress", "data-from-app", {
        securityGroupId: "data-group",
        referencedSecurityGroupId: "app-group",
    }),
    sgRule("Egress", "app-to-s3", {
        securityGroupId: "app-group",
        prefixListId: "pl-s3",
        ...port(443),
    }),
    ec2("securityGroupRule", "app-to-world", {
        securityGroupId: "app-group",
        type: "egress",
        protocol: "tcp",
        ...port(443),
        cidrBlocks: ["0.0.0.0/0"],
        ipv6CidrBlocks: ["::/0"],
    }),
];

export const APP = { subnetIds: ["app"], securityGroupIds: ["app-group"] };
export const DATA = { subnetIds: ["data"], securityGroupIds: ["data-group"] };
export const WEB = { subnetIds: ["edge"], securityGroupIds: ["web-group"], publicAddress: true };
export const WORLD = { cidr: "198.51.100.0/24" };
export const WORLD_6 = { cidr: "2001:db9::/32" };

/** The network without the resource called `id`. */
export function lacking(id: string): Resource[] {
    return NETWORK.filter((resource) => resource.id !== id);
}

/** The network with other inputs of the resource called `id`. */
export function changed(id: string, inputs: Values): Resource[] {
    return NETWORK.map((one) =>
        one.id === id ? { ...one, inputs: { ...one.inputs, ...inputs } } : one,
    );
}

/** The network with resources added. */
export function plus(...resources: readonly Resource[]): Resource[] {
    return [...NETWORK, ...resources];
}
