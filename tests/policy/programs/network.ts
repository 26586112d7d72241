import type { Props } from "../support";
import { type Made, ACCOUNT, REGION, doc, logs, made, role, trust } from "./made";

/** A network of public and private subnets over two zones, with NAT. */
export const net = (): readonly Made[] => {
    const sub = (name: string, id: string, az: string, kind: string, cidr: string) =>
        made(
            "aws:ec2/subnet:Subnet",
            name,
            {
                vpcId: "vpc-1",
                availabilityZone: az,
                cidrBlock: cidr,
                mapPublicIpOnLaunch: false,
                assignIpv6AddressOnCreation: false,
                tags: {
                    Name: name,
                    SubnetType: kind,
                    [`kubernetes.io/role/${kind === "Public" ? "elb" : "internal-elb"}`]: "1",
                },
            },
            {
                id,
                arn: "x",
                ipv6CidrBlock: "",
                outpostArn: "",
                availabilityZoneId: "euc1-az1",
                ownerId: ACCOUNT,
                privateDnsHostnameTypeOnLaunch: "ip-name",
            },
        );
    const rt = (name: string, id: string, route: Props) =>
        made(
            "aws:ec2/routeTable:RouteTable",
            name,
            { vpcId: "vpc-1", routes: [route] },
            {
                id,
                ownerId: ACCOUNT,
                propagatingVgws: [],
                routes: [
                    {
                        carrierGatewayId: "",
                        cidrBlock: "0.0.0.0/0",
                        coreNetworkArn: "",
                        destinationPrefixListId: "",
                        egressOnlyGatewayId: "",
                        gatewayId: "",
                        ipv6CidrBlock: "",
                        localGatewayId: "",
                        natGatewayId: "",
                        networkInterfaceId: "",
                        transitGatewayId: "",
                        vpcEndpointId: "",
                        vpcPeeringConnectionId: "",
                        ...route,
                    },
                ],
            },
        );
    return [
        made(
            "aws:ec2/vpc:Vpc",
            "vpc",
            {
                cidrBlock: "10.20.0.0/16",
                enableDnsHostnames: true,
                enableDnsSupport: true,
                instanceTenancy: "default",
            },
            {
                id: "vpc-1",
                arn: "x",
                defaultSecurityGroupId: "sg-default",
                defaultNetworkAclId: "acl-default",
                defaultRouteTableId: "rtb-default",
                mainRouteTableId: "rtb-default",
                ipv6CidrBlock: "",
                ownerId: ACCOUNT,
            },
        ),
        made(
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
            "default",
            { vpcId: "vpc-1", revokeRulesOnDelete: false },
            {
                id: "sg-default",
                ingress: [],
                egress: [],
                description: "default VPC security group",
                name: "default",
            },
        ),
        made("aws:ec2/internetGateway:InternetGateway", "igw", { vpcId: "vpc-1" }, { id: "igw-1" }),
        sub("public-a", "subnet-pa", "eu-central-1a", "Public", "10.20.0.0/24"),
        sub("public-b", "subnet-pb", "eu-central-1b", "Public", "10.20.1.0/24"),
        sub("private-a", "subnet-a", "eu-central-1a", "Private", "10.20.16.0/20"),
        sub("private-b", "subnet-b", "eu-central-1b", "Private", "10.20.32.0/20"),
        made(
            "aws:ec2/eip:Eip",
            "nat-ip",
            { domain: "vpc" },
            {
                id: "eipalloc-1",
                allocationId: "eipalloc-1",
                publicIp: "3.3.3.3",
                instance: "",
                networkInterface: "eni-1",
                associationId: "eipassoc-1",
            },
        ),
        made(
            "aws:ec2/natGateway:NatGateway",
            "nat",
            { subnetId: "subnet-pa", allocationId: "eipalloc-1", connectivityType: "public" },
            { id: "nat-1", secondaryAllocationIds: [], publicIp: "3.3.3.3" },
        ),
        rt("public", "rtb-public", { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }),
        rt("private", "rtb-private", { cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }),
        ...[
            ["pa", "public"],
            ["pb", "public"],
            ["a", "private"],
            ["b", "private"],
        ].map(([s, t]) =>
            made(
                "aws:ec2/routeTableAssociation:RouteTableAssociation",
                `assoc-${s}`,
                { subnetId: `subnet-${s}`, routeTableId: `rtb-${t}` },
                { id: `rtbassoc-${s}`, gatewayId: "" },
            ),
        ),
        role(
            "flow",
            trust("vpc-flow-logs.amazonaws.com", {
                Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
            }),
        ),
        made(
            "aws:iam/rolePolicy:RolePolicy",
            "flow-write",
            {
                role: "flow",
                policy: doc({
                    Effect: "Allow",
                    Action: [
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "logs:DescribeLogGroups",
                        "logs:DescribeLogStreams",
                    ],
                    Resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/vpc/flow:*`,
                }),
            },
            { id: "x" },
        ),
        logs("flow-logs", "/vpc/flow"),
        made(
            "aws:ec2/flowLog:FlowLog",
            "flow-log",
            {
                vpcId: "vpc-1",
                trafficType: "ALL",
                logDestination: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/vpc/flow`,
                iamRoleArn: `arn:aws:iam::${ACCOUNT}:role/flow`,
                maxAggregationInterval: 60,
                logDestinationType: "cloud-watch-logs",
            },
            {
                id: "fl-1",
                deliverCrossAccountRole: "",
                eniId: null,
                subnetId: null,
                transitGatewayId: null,
                transitGatewayAttachmentId: null,
                logGroupName: "/vpc/flow",
            },
        ),
    ];
};
/** One rule of a security group. */
export const rule = (proto: string, from: number, to: number, o: Props, description = "x") => ({
    protocol: proto,
    fromPort: from,
    toPort: to,
    description,
    ...o,
});
const ruleOut = (x: Props) => ({
    cidrBlocks: [],
    ipv6CidrBlocks: [],
    prefixListIds: [],
    securityGroups: [],
    self: false,
    ...x,
});
/** A security group, its rules inline. */
export const sg = (name: string, id: string, ingress: Props[], egress: Props[]) =>
    made(
        "aws:ec2/securityGroup:SecurityGroup",
        name,
        {
            name,
            description: `${name} of the shop`,
            vpcId: "vpc-1",
            ingress,
            egress,
            revokeRulesOnDelete: false,
        },
        {
            id,
            arn: "x",
            ownerId: ACCOUNT,
            namePrefix: "",
            ingress: ingress.map(ruleOut),
            egress: egress.map(ruleOut),
        },
    );
