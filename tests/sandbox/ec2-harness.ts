import type { Props } from "../../sandbox/provider/provider";
import { type Cloud, furnished, type Made, REGION } from "../support/cloud";

export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const OLD_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const TABLE = "aws:ec2/routeTable:RouteTable";
export const ROUTE = "aws:ec2/route:Route";
export const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
export const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const EIP = "aws:ec2/eip:Eip";
export const NAT = "aws:ec2/natGateway:NatGateway";
export const ACL = "aws:ec2/networkAcl:NetworkAcl";
export const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
export const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** A VPC and what is around it, with good inputs for a resource of each type. */
export interface Ec2 {
    readonly around: Awaited<ReturnType<typeof furnished>>;
    readonly table: Made;
    readonly good: Readonly<Record<string, Props>>;
}

/** A good interface endpoint, for the changes of a test. */
export const interfaceEndpointIn = ({
    vpcId,
    subnetIds,
    securityGroupId,
}: Ec2["around"]): Props => ({
    vpcId,
    serviceName: `com.amazonaws.${REGION}.kms`,
    vpcEndpointType: "Interface",
    subnetIds,
    securityGroupIds: [securityGroupId],
    privateDnsEnabled: true,
});

export async function ec2In(cloud: Cloud): Promise<Ec2> {
    const around = await furnished(cloud, "vpc-flow-logs.amazonaws.com");
    const { vpcId, subnetIds, securityGroupId, roleArn } = around;
    const table = await cloud.create(TABLE, { vpcId });
    const acl = await cloud.create(ACL, { vpcId });
    const eip = await cloud.create(EIP, {});
    const logs = await cloud.create(LOG_GROUP, { name: "/flow" });
    const igw = await cloud.create(GATEWAY, { vpcId });
    const good = {
        [VPC]: { cidrBlock: "10.1.0.0/16" },
        [SUBNET]: { vpcId, cidrBlock: "10.0.16.0/20", availabilityZone: `${REGION}c` },
        [GROUP]: { vpcId, description: "app (v2)" },
        [RULE]: {
            securityGroupId,
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrIpv4: "10.0.0.0/16",
        },
        [OLD_RULE]: {
            type: "ingress",
            securityGroupId,
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrBlocks: ["10.0.0.0/16"],
        },
        [ENDPOINT]: {
            vpcId,
            serviceName: `com.amazonaws.${REGION}.s3`,
            vpcEndpointType: "Gateway",
            routeTableIds: [table.id],
        },
        [ROUTE]: {
            routeTableId: table.id,
            destinationCidrBlock: "0.0.0.0/0",
            gatewayId: igw.id,
        },
        [ASSOCIATION]: { routeTableId: table.id, subnetId: subnetIds[0] },
        [NAT]: { subnetId: subnetIds[0], allocationId: eip.id },
        [ACL_RULE]: {
            networkAclId: acl.id,
            ruleNumber: 100,
            protocol: "tcp",
            ruleAction: "allow",
            cidrBlock: "10.0.0.0/16",
            fromPort: 443,
            toPort: 443,
        },
        [FLOW_LOG]: {
            vpcId,
            trafficType: "ALL",
            logDestination: logs.outputs.arn,
            iamRoleArn: roleArn,
        },
    };
    return { around, table, good };
}
