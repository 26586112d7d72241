import * as good from "../good";
import { type Fault, add, each, set } from "./fault";

const { egressRule, ingressRule, securityGroup, securityGroupRule } = good;
const world = { cidrBlocks: ["0.0.0.0/0"] };
const inline = (rule: object) => ({
    ingress: [{ description: "d", protocol: "tcp", fromPort: 443, toPort: 443, ...rule }],
});
const single = (rule: object) => ({ referencedSecurityGroupId: undefined, ...rule });
const ports = (fromPort: number, toPort = fromPort) => ({ fromPort, toPort });
const allow = (statement: object) =>
    good.document({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...statement });

/** What security groups, network ACLs and endpoints let through. */
export const networkFaults: readonly Fault[] = [
    ...each("NET-3 a flow log of half the traffic", "flow-log-all-traffic", {
        "": set(good.flowLog, { trafficType: "ACCEPT" }),
        rejected: set(good.flowLog, { trafficType: "REJECT" }),
    }),
    ...each("NET-5 every port open", "no-open-ingress", {
        "as a rule": add(ingressRule, single({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" })),
        "as a rule of IPv6": add(ingressRule, single({ ipProtocol: "-1", cidrIpv6: "::/0" })),
        "as a rule of the older kind": add(securityGroupRule, { protocol: "-1", ...world }),
        "by another name": add(securityGroupRule, { protocol: "all", ...world }),
        inline: set(securityGroup, inline({ protocol: "-1", ...ports(0), ...world })),
    }),
    ...each("NET-5 a shell open", "no-open-ingress", {
        "by number": add(securityGroupRule, { protocol: "6", ...ports(22), ...world }),
        "in a range": add(securityGroupRule, { ...ports(0, 1023), ...world }),
    }),
    ...each("NET-7 a database open to the world", "no-open-ingress", {
        "": add(ingressRule, single({ cidrIpv4: "0.0.0.0/0" })),
        "by IPv6": add(ingressRule, single({ cidrIpv6: "::/0" })),
        "a half": add(ingressRule, single({ cidrIpv4: "0.0.0.0/1" })),
        "the other half": add(ingressRule, single({ cidrIpv4: "128.0.0.0/1" })),
        "an eighth of IPv6": add(ingressRule, single({ cidrIpv6: "2000::/3" })),
        "wider than any owner's": add(ingressRule, single({ cidrIpv4: "64.0.0.0/6" })),
        "in a range": set(securityGroup, inline({ ...ports(5000, 6000), ...world })),
        "DAX's": add(ingressRule, single({ ...ports(9111), cidrIpv4: "0.0.0.0/0" })),
    }),
    ...each("NET-7 a database open to an address", "data-ports-no-public-addresses", {
        "": add(ingressRule, single({ cidrIpv4: "203.0.113.7/32" })),
        "in a range": set(
            securityGroup,
            inline({ ...ports(5000, 6000), cidrBlocks: ["203.0.113.0/24"] }),
        ),
        "on every port": set(
            securityGroup,
            inline({ protocol: "-1", ...ports(0), cidrBlocks: ["203.0.113.0/24"] }),
        ),
    }),
    ...each("NET-8 a database open to a block", "data-ports-security-groups-only", {
        "": add(ingressRule, single({ cidrIpv4: "10.0.0.0/8" })),
    }),
    ...each("NET-9 everything let out", "no-open-egress", {
        "as a rule": set(egressRule, { ipProtocol: "-1" }),
        "as a rule of IPv6": set(egressRule, {
            ipProtocol: "-1",
            cidrIpv4: undefined,
            cidrIpv6: "::/0",
        }),
        "as a rule of the older kind": add(securityGroupRule, {
            type: "egress",
            protocol: "-1",
            ...world,
        }),
        "in halves": set(egressRule, { ipProtocol: "-1", cidrIpv4: "128.0.0.0/1" }),
        "as a range": set(egressRule, ports(0, 65535)),
    }),
    ...each("NET-13 an ACL that lets everything in", "network-acl-no-open-ingress", {
        "as a rule": add(good.networkAclRule, { protocol: "-1", cidrBlock: "0.0.0.0/0" }),
        "of IPv6": add(good.networkAclRule, {
            ...ports(0, 65535),
            cidrBlock: undefined,
            ipv6CidrBlock: "::/0",
        }),
    }),
    {
        what: "NET-15 a private subnet with a way in",
        by: "private-subnet-no-internet-route",
        ...set(good.route, { natGatewayId: undefined, gatewayId: "igw-1" }),
    },
    {
        what: "NET-17 no endpoint for S3",
        by: "endpoints-present",
        without: [good.s3Endpoint],
    },
    { what: "NET-17 no endpoint for KMS", by: "endpoints-present", without: [good.endpoint] },
    ...each("NET-18 an endpoint for everything", "endpoint-policy-not-open", {
        "": set(good.s3Endpoint, { policy: allow({}) }),
        "as an object": set(good.s3Endpoint, {
            policy: {
                Statement: { Effect: "Allow", Principal: { AWS: "*" }, Action: "*", Resource: "*" },
            },
        }),
        "but some actions": set(good.s3Endpoint, {
            policy: allow({ Action: undefined, NotAction: "s3:DeleteBucket" }),
        }),
        "but some resources": set(good.s3Endpoint, {
            policy: allow({
                Action: "s3:PutObject",
                Resource: undefined,
                NotResource: "arn:aws:s3:::ours/*",
            }),
        }),
        "as a resource": add(good.endpointPolicy, { policy: allow({}) }),
    }),
    ...each("NET-18 an endpoint without a policy", "endpoint-policy-present", {
        "": set(good.s3Endpoint, { policy: undefined }),
    }),
];
