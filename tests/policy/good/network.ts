import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { document, resource } from "./resource";

export const vpc = resource<aws.ec2.VpcArgs>("aws:ec2/vpc:Vpc", "main", {
    cidrBlock: "10.0.0.0/16",
});
export const subnet = resource<aws.ec2.SubnetArgs>("aws:ec2/subnet:Subnet", "private-1", {
    vpcId: "vpc-1",
    availabilityZone: "eu-west-1a",
    mapPublicIpOnLaunch: false,
    tags: { SubnetType: "Private" },
});
export const routeTable = resource<aws.ec2.RouteTableArgs>(
    "aws:ec2/routeTable:RouteTable",
    "private-routes",
    { vpcId: "vpc-1", routes: [{ cidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: "pcx-1" }] },
);
export const route = resource<aws.ec2.RouteArgs>("aws:ec2/route:Route", "private-route", {
    routeTableId: "rtb-1",
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: "nat-1",
});
export const routeTableAssociation = resource<aws.ec2.RouteTableAssociationArgs>(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "private-1-routes",
    { routeTableId: "rtb-1", subnetId: "subnet-1" },
);
export const internetGateway = resource<aws.ec2.InternetGatewayArgs>(
    "aws:ec2/internetGateway:InternetGateway",
    "gateway",
    { vpcId: "vpc-1" },
);
export const elasticIp = resource<aws.ec2.EipArgs>("aws:ec2/eip:Eip", "nat-address", {
    domain: "vpc",
});
export const natGateway = resource<aws.ec2.NatGatewayArgs>("aws:ec2/natGateway:NatGateway", "nat", {
    subnetId: "subnet-2",
    allocationId: "eipalloc-1",
});
export const defaultRouteTable = resource<aws.ec2.DefaultRouteTableArgs>(
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
    "closed-routes",
    { defaultRouteTableId: "rtb-0", routes: [] },
);
export const transitGateway = resource<aws.ec2transitgateway.TransitGatewayArgs>(
    "aws:ec2transitgateway/transitGateway:TransitGateway",
    "hub",
    { autoAcceptSharedAttachments: "disable" },
);

export const securityGroup = resource<aws.ec2.SecurityGroupArgs>(
    "aws:ec2/securityGroup:SecurityGroup",
    "proxy",
    {
        description: "The proxy of the database",
        ingress: [
            {
                description: "Programs of the office",
                protocol: "tcp",
                fromPort: 443,
                toPort: 443,
                cidrBlocks: ["10.0.0.0/8"],
            },
        ],
        egress: [
            {
                description: "Updates",
                protocol: "tcp",
                fromPort: 443,
                toPort: 443,
                cidrBlocks: ["0.0.0.0/0"],
            },
        ],
    },
);
export const securityGroupRule = resource<aws.ec2.SecurityGroupRuleArgs>(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "endpoint-in",
    {
        description: "Programs to the endpoints",
        type: "ingress",
        securityGroupId: "sg-3",
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrBlocks: ["10.0.0.0/16"],
        ipv6CidrBlocks: ["fd00::/8"],
    },
);
export const ingressRule = resource<aws.vpc.SecurityGroupIngressRuleArgs>(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "app-to-proxy",
    {
        description: "Programs to the database",
        securityGroupId: "sg-1",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        referencedSecurityGroupId: "sg-4",
    },
);
export const egressRule = resource<aws.vpc.SecurityGroupEgressRuleArgs>(
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "app-out",
    {
        description: "Programs to the internet",
        securityGroupId: "sg-4",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
    },
);
export const separateGroup = resource<aws.ec2.SecurityGroupArgs>(
    "aws:ec2/securityGroup:SecurityGroup",
    "app",
    { description: "Programs" },
);
export const exclusiveRules = resource<aws.ec2.VpcSecurityGroupRulesExclusiveArgs>(
    "aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive",
    "app-exclusive",
    { securityGroupId: "sg-4", ingressRuleIds: [], egressRuleIds: ["sgr-1"] },
);
export const defaultSecurityGroup = resource<aws.ec2.DefaultSecurityGroupArgs>(
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "closed",
    { vpcId: "vpc-1" },
);
export const networkAcl = resource<aws.ec2.NetworkAclArgs>(
    "aws:ec2/networkAcl:NetworkAcl",
    "isolated",
    {
        vpcId: "vpc-1",
        subnetIds: ["subnet-1"],
        ingress: [
            {
                ruleNo: 100,
                action: "allow",
                protocol: "tcp",
                fromPort: 3390,
                toPort: 65535,
                cidrBlock: "0.0.0.0/0",
            },
            {
                ruleNo: 200,
                action: "deny",
                protocol: "-1",
                fromPort: 0,
                toPort: 0,
                cidrBlock: "0.0.0.0/0",
            },
        ],
    },
);
export const networkAclRule = resource<aws.ec2.NetworkAclRuleArgs>(
    "aws:ec2/networkAclRule:NetworkAclRule",
    "isolated-in",
    {
        networkAclId: "acl-1",
        ruleNumber: 100,
        ruleAction: "allow",
        protocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        cidrBlock: "10.0.0.0/16",
    },
);
export const defaultNetworkAcl = resource<aws.ec2.DefaultNetworkAclArgs>(
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    "closed-acl",
    { defaultNetworkAclId: "acl-0" },
);
export const flowLog = resource<aws.ec2.FlowLogArgs>("aws:ec2/flowLog:FlowLog", "flow", {
    vpcId: "vpc-1",
    trafficType: "ALL",
    logDestination: "arn:aws:logs:eu-west-1:111122223333:log-group:flow",
});
export const blockPublicAccess = resource<aws.ec2.VpcBlockPublicAccessOptionsArgs>(
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
    "block-public-access",
    { internetGatewayBlockMode: "block-ingress" },
);
export const defaultVpc = resource<aws.ec2.DefaultVpcArgs>(
    "aws:ec2/defaultVpc:DefaultVpc",
    "to-be-deleted",
    { forceDestroy: true },
);

/** The policy that every good endpoint has. */
const ENDPOINT_POLICY = document({
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
});
const interfaceEndpoint = (service: string) =>
    resource<aws.ec2.VpcEndpointArgs>("aws:ec2/vpcEndpoint:VpcEndpoint", `${service}-endpoint`, {
        vpcId: "vpc-1",
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        vpcEndpointType: "Interface",
        subnetIds: ["subnet-1"],
        securityGroupIds: ["sg-3"],
        privateDnsEnabled: true,
        policy: ENDPOINT_POLICY,
    });
const gatewayEndpoint = (service: string) =>
    resource<aws.ec2.VpcEndpointArgs>("aws:ec2/vpcEndpoint:VpcEndpoint", `${service}-endpoint`, {
        vpcId: "vpc-1",
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        policy: ENDPOINT_POLICY,
    });

export const endpoint = interfaceEndpoint("kms");
export const s3Endpoint = gatewayEndpoint("s3");
export const endpointPolicy = resource<aws.ec2.VpcEndpointPolicyArgs>(
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
    "kms-endpoint-policy",
    { vpcEndpointId: "vpce-1", policy: ENDPOINT_POLICY },
);
export const endpointService = resource<aws.ec2.VpcEndpointServiceArgs>(
    "aws:ec2/vpcEndpointService:VpcEndpointService",
    "offer",
    { acceptanceRequired: true, allowedPrincipals: ["arn:aws:iam::444455556666:root"] },
);
export const endpointServicePrincipal = resource<aws.ec2.VpcEndpointServiceAllowedPrincipleArgs>(
    "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
    "offer-partner",
    { vpcEndpointServiceId: "vpce-svc-1", principalArn: "arn:aws:iam::444455556666:root" },
);

const withId = (sample: Sample, outputs: object): Sample => ({
    ...sample,
    props: { ...sample.props, ...outputs },
});

/** A network without fault. */
export const networkStack: readonly Sample[] = [
    withId(vpc, { id: "vpc-1", defaultNetworkAclId: "acl-0", defaultRouteTableId: "rtb-0" }),
    withId(subnet, { id: "subnet-1" }),
    withId(routeTable, { id: "rtb-1" }),
    route,
    routeTableAssociation,
    withId(internetGateway, { id: "igw-1" }),
    withId(elasticIp, { id: "eipalloc-1" }),
    natGateway,
    defaultRouteTable,
    withId(securityGroup, { id: "sg-1" }),
    withId(separateGroup, { id: "sg-4" }),
    egressRule,
    exclusiveRules,
    defaultSecurityGroup,
    withId(networkAcl, { id: "acl-1" }),
    defaultNetworkAcl,
    flowLog,
    withId(endpoint, { id: "vpce-1" }),
    ...["secretsmanager", "logs", "ssm"].map(interfaceEndpoint),
    withId(s3Endpoint, { id: "vpce-2" }),
    gatewayEndpoint("dynamodb"),
];
