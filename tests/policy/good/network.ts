import type * as aws from "@pulumi/aws";
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
export const securityGroup = resource<aws.ec2.SecurityGroupArgs>(
    "aws:ec2/securityGroup:SecurityGroup",
    "proxy",
    {
        ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.0.0.0/8"] }],
        egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    },
);
export const securityGroupRule = resource<aws.ec2.SecurityGroupRuleArgs>(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "endpoint-in",
    {
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
        securityGroupId: "sg-1",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        referencedSecurityGroupId: "sg-4",
    },
);
export const networkAcl = resource<aws.ec2.NetworkAclArgs>(
    "aws:ec2/networkAcl:NetworkAcl",
    "isolated",
    {
        vpcId: "vpc-1",
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
export const defaultSecurityGroup = resource<aws.ec2.DefaultSecurityGroupArgs>(
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "closed",
    { vpcId: "vpc-1" },
);
export const flowLog = resource<aws.ec2.FlowLogArgs>("aws:ec2/flowLog:FlowLog", "flow", {
    vpcId: "vpc-1",
    trafficType: "ALL",
    logDestination: "arn:aws:logs:eu-west-1:111122223333:log-group:flow",
});
export const endpoint = resource<aws.ec2.VpcEndpointArgs>(
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "kms-endpoint",
    {
        vpcId: "vpc-1",
        serviceName: "com.amazonaws.eu-west-1.kms",
        policy: document({
            Effect: "Allow",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
        }),
    },
);
export const endpointPolicy = resource<aws.ec2.VpcEndpointPolicyArgs>(
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
    "kms-endpoint-policy",
    { vpcEndpointId: "vpce-1", policy: endpoint.props.policy },
);
