import * as good from "../good";
import { unknown } from "../support";
import type { StackTable } from "./stack-table";

const entry = { description: "d", protocol: "tcp", fromPort: 443, toPort: 443 };
const toGateway = { ...good.route.props, natGatewayId: undefined, gatewayId: unknown };
const { endpoint } = good;

/** A network ACL's association, as long as its own properties. */
const aclAssociation = {
    type: "aws:ec2/networkAclAssociation:NetworkAclAssociation",
    name: "isolated-association",
    props: { networkAclId: "acl-1", subnetId: "subnet-1" },
};
const groupAssociation = {
    type: "aws:ec2/securityGroupAssociation:SecurityGroupAssociation",
    name: "kms-group",
    props: { vpcEndpointId: "vpce-1", securityGroupId: "sg-3" },
};
const fullAccess = {
    Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }],
};

export const networkStackTables: readonly StackTable[] = [
    {
        rule: "security-group-rules-not-mixed",
        bad: {
            "inline, and a rule that lets in": {
                and: [good.ingressRule],
                at: [good.securityGroup],
            },
            "inline, and a rule that lets out": {
                and: [
                    {
                        ...good.egressRule,
                        name: "proxy-out",
                        props: { ...good.egressRule.props, securityGroupId: "sg-1", toPort: 444 },
                    },
                ],
                at: [good.securityGroup],
            },
            "inline, and a rule of the older kind": {
                and: [
                    {
                        ...good.securityGroupRule,
                        props: { ...good.securityGroupRule.props, securityGroupId: "sg-1" },
                    },
                ],
                at: [good.securityGroup],
            },
        },
        fine: {
            "its own rules, as a refresh shows them": {
                props: { app: { egress: [{ ...entry, cidrBlocks: ["0.0.0.0/0"] }] } },
            },
            "its own rules, by number": {
                props: {
                    app: { egress: [{ ...entry, protocol: "6", cidrBlocks: ["0.0.0.0/0"] }] },
                },
            },
        },
    },
    {
        rule: "security-group-rules-exclusive",
        bad: {
            "rules of anybody": { without: [good.exclusiveRules], at: [good.separateGroup] },
            "another group's": {
                props: { "app-exclusive": { securityGroupId: "sg-9" } },
                at: [good.separateGroup],
            },
        },
    },
    {
        rule: "default-security-group-closed",
        bad: { "not adopted": { without: [good.defaultSecurityGroup], at: [good.vpc] } },
    },
    {
        rule: "default-network-acl-closed",
        bad: { "not adopted": { without: [good.defaultNetworkAcl], at: [good.vpc] } },
        fine: {
            "known by its VPC": {
                props: { "closed-acl": { defaultNetworkAclId: "acl-7", vpcId: "vpc-1" } },
            },
        },
    },
    {
        rule: "default-route-table-closed",
        bad: { "not adopted": { without: [good.defaultRouteTable], at: [good.vpc] } },
        fine: {
            "known by its VPC": {
                props: { "closed-routes": { defaultRouteTableId: "rtb-7", vpcId: "vpc-1" } },
            },
        },
    },
    {
        rule: "network-acl-attached",
        bad: { "no subnet": { props: { isolated: { subnetIds: [] } }, at: [good.networkAcl] } },
        fine: {
            "a subnet by association": {
                and: [aclAssociation],
                props: { isolated: { subnetIds: undefined } },
            },
        },
    },
    {
        rule: "private-subnet-no-internet-route",
        bad: {
            "a route": {
                props: { "private-route": { natGatewayId: undefined, gatewayId: "igw-7" } },
                at: [good.subnet],
            },
            "a route to a gateway that is being made": {
                without: [good.route],
                and: [{ ...good.route, props: toGateway, madeFrom: { gatewayId: ["gateway"] } }],
                at: [good.subnet],
            },
            "an inline route": {
                props: {
                    "private-routes": { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-7" }] },
                },
                at: [good.subnet],
            },
            "of an isolated subnet": {
                props: {
                    "private-1": { tags: { SubnetType: "Isolated" } },
                    "private-route": { natGatewayId: undefined, gatewayId: "igw-7" },
                },
                at: [good.subnet],
            },
        },
        fine: {
            "a public subnet": {
                props: {
                    "private-1": { tags: { SubnetType: "Public" } },
                    "private-route": { natGatewayId: undefined, gatewayId: "igw-7" },
                },
            },
            "a VPN gateway": {
                props: { "private-route": { natGatewayId: undefined, gatewayId: "vgw-1" } },
            },
            "a table of other subnets": {
                without: [good.routeTableAssociation],
                props: { "private-route": { natGatewayId: undefined, gatewayId: "igw-7" } },
            },
        },
    },
    {
        rule: "vpc-flow-log-present",
        bad: { "no flow log": { without: [good.flowLog], at: [good.vpc] } },
    },
    {
        rule: "elastic-ip-used",
        bad: { "no NAT gateway": { without: [good.natGateway], at: [good.elasticIp] } },
        fine: {
            "an instance's": {
                without: [good.natGateway],
                props: { "nat-address": { instance: "i-1" } },
            },
            "a network interface's": {
                without: [good.natGateway],
                props: { "nat-address": { networkInterface: "eni-1" } },
            },
            "a second one of a NAT gateway": {
                props: { nat: { allocationId: "x", secondaryAllocationIds: ["eipalloc-1"] } },
            },
        },
    },
    {
        rule: "endpoints-present",
        bad: {
            "no gateway": { without: [good.s3Endpoint], at: [good.vpc] },
            "no interface": { without: [endpoint], at: [good.vpc] },
            "another VPC's": { props: { "kms-endpoint": { vpcId: "vpc-2" } }, at: [good.vpc] },
        },
        fine: {
            "a service not known yet": { props: { "kms-endpoint": { serviceName: unknown } } },
            "a way out by NAT": {
                without: [endpoint],
                props: { nat: { subnetId: "subnet-1" } },
            },
        },
    },
    {
        rule: "endpoints-present",
        config: { services: ["sqs"] },
        bad: { "a service of ours": { at: [good.vpc] } },
    },
    {
        rule: "endpoint-policy-present",
        bad: {
            "not set": { props: { "kms-endpoint": { policy: undefined } }, at: [endpoint] },
            "as AWS sets it": {
                props: { "kms-endpoint": { policy: JSON.stringify(fullAccess) } },
                at: [endpoint],
            },
            "of a gateway": {
                props: { "s3-endpoint": { policy: undefined } },
                at: [good.s3Endpoint],
            },
        },
        fine: {
            "a resource of its own": {
                and: [good.endpointPolicy],
                props: { "kms-endpoint": { policy: undefined } },
            },
            "one that is not known yet": { props: { "kms-endpoint": { policy: unknown } } },
        },
    },
    {
        rule: "endpoint-policy-present",
        on: [
            {
                ...endpoint,
                props: {
                    ...endpoint.props,
                    policy: undefined,
                    serviceName: "com.amazonaws.vpce.a",
                },
            },
            {
                ...endpoint,
                name: "balancer",
                props: { vpcEndpointType: "GatewayLoadBalancer", serviceName: "com.amazonaws.x" },
            },
        ],
        fine: { "endpoints that take none": {} },
    },
    {
        rule: "endpoint-security-group",
        bad: {
            "not set": { props: { "kms-endpoint": { securityGroupIds: [] } }, at: [endpoint] },
        },
        fine: {
            "by association": {
                and: [groupAssociation],
                props: { "kms-endpoint": { securityGroupIds: undefined } },
            },
            "one that is not known yet": {
                props: { "kms-endpoint": { securityGroupIds: unknown } },
            },
        },
    },
];
