import { matching, str } from "../../cloud/model";

/** Type tokens that EC2's models speak of to each other. */
export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
export const DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
export const ROUTE_TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
export const MAIN_ROUTE_TABLE_ASSOCIATION =
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";
export const ROUTE = "aws:ec2/route:Route";
export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const EGRESS_ONLY_GATEWAY = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway";
export const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
export const EIP = "aws:ec2/eip:Eip";
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
export const MIXED_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const EXCLUSIVE_RULES =
    "aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive";
export const NETWORK_ACL = "aws:ec2/networkAcl:NetworkAcl";
export const NETWORK_ACL_ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";
export const DEFAULT_NETWORK_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
export const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const ENCRYPTION_CONTROL = "aws:ec2/vpcEncryptionControl:VpcEncryptionControl";
export const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

type StringOptions = Parameters<typeof str>[0];

/** An input that holds the id of a `type`. */
export const idOf = (type: string, options: StringOptions = {}) =>
    str({ ...options, refersTo: { type, by: "id" } });

/** A managed or customer-owned prefix list; AWS's own are in no program. */
export const prefixListId = (options: StringOptions = {}) =>
    str({ ...options, check: matching(/^pl-[0-9a-f]{8,17}$/, "the id of a prefix list, pl-...") });
