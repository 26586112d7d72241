import * as good from "../good";
import { document, endpoint, ingressRule, networkAcl, securityGroup } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const everyone = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const inline = { protocol: "tcp", fromPort: 5432, toPort: 5432 };
const entry = { ruleNo: 300, action: "allow", protocol: "tcp", cidrBlock: "0.0.0.0/0" };

export const networkTables: readonly Table[] = [
    {
        rule: "no-open-ingress",
        on: securityGroup,
        bad: {
            "the whole of IPv4": { ingress: [{ ...inline, cidrBlocks: ["0.0.0.0/0"] }] },
            "the whole of IPv6": { ingress: [{ ...inline, ipv6CidrBlocks: ["::/0"] }] },
            "among other blocks": {
                ingress: [{ ...inline, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0", unknown] }],
            },
        },
        fine: { "open egress": { ingress: undefined } },
        late: {
            block: [
                { ingress: [{ ...inline, cidrBlocks: [unknown] }] },
                { ingress: [{ ...inline, cidrBlocks: ["0.0.0.0/0"] }] },
            ],
            entries: [
                { ingress: unknown },
                { ingress: [{ ...inline, cidrBlocks: ["0.0.0.0/0"] }] },
            ],
        },
    },
    {
        rule: "no-open-ingress",
        on: good.securityGroupRule,
        bad: {
            "IPv4, every port": { protocol: "-1", cidrBlocks: ["0.0.0.0/0"] },
            "IPv6, one port": { ipv6CidrBlocks: ["::/0"] },
        },
        fine: { egress: { type: "egress", cidrBlocks: ["0.0.0.0/0"] } },
    },
    {
        rule: "no-open-ingress",
        on: ingressRule,
        bad: {
            "the whole of IPv4": { cidrIpv4: "0.0.0.0/0" },
            "its lower half": { cidrIpv4: "0.0.0.0/1" },
            "its upper half": { cidrIpv4: "128.0.0.0/1" },
            "more than a /8": { cidrIpv4: "8.0.0.0/7" },
            "the whole of IPv6": { cidrIpv6: "::/0" },
            "nearly a /16 of it": { cidrIpv6: "2a00::/15" },
            "more than the private addresses": { cidrIpv6: "fc00::/6" },
            "half of it": { cidrIpv6: "8000::/1" },
            "all addresses of the internet": { cidrIpv6: "2000::/3" },
            "every protocol": { ipProtocol: "-1", fromPort: undefined, cidrIpv4: "0.0.0.0/0" },
            "a range of ports": { fromPort: 0, toPort: 65535, cidrIpv4: "0.0.0.0/0" },
        },
        fine: {
            "a /8": { cidrIpv4: "8.0.0.0/8" },
            "a /16": { cidrIpv6: "2a00::/16" },
            "one address": { cidrIpv4: "203.0.113.7/32" },
            "private addresses": { cidrIpv6: "fc00::/7" },
            "a provider's block": { cidrIpv6: "2a05:d018::/36" },
        },
        late: { block: [{ cidrIpv4: unknown }, { cidrIpv4: "0.0.0.0/0" }] },
    },
    {
        rule: "network-acl-no-open-ingress",
        on: networkAcl,
        bad: {
            "every port": { ingress: [{ ...entry, protocol: "-1", fromPort: 0, toPort: 0 }] },
            "a low port": { ingress: [{ ...entry, fromPort: 22, toPort: 22 }] },
            "a range that begins low": { ingress: [{ ...entry, fromPort: 443, toPort: 65535 }] },
            "another protocol": { ingress: [{ ...entry, protocol: "50" }] },
            "every ICMP message": {
                ingress: [{ ...entry, protocol: "1", icmpType: -1, icmpCode: -1 }],
            },
            "another ICMP message": {
                ingress: [{ ...entry, protocol: "1", icmpType: 8, icmpCode: 0 }],
            },
            "return ports with remote desktop's": {
                ingress: [{ ...entry, fromPort: 1024, toPort: 65535 }],
            },
        },
        fine: {
            "return ports": {
                ingress: [
                    { ...entry, fromPort: 1024, toPort: 3388 },
                    { ...entry, fromPort: 3390, toPort: 65535 },
                ],
            },
            "packets that are too big": {
                ingress: [
                    { ...entry, protocol: "1", icmpType: 3, icmpCode: 4 },
                    { ...entry, protocol: "58", icmpType: 2, icmpCode: 0 },
                ],
            },
        },
        late: {
            block: [
                { ingress: [{ ...entry, fromPort: 22, toPort: 22, cidrBlock: unknown }] },
                { ingress: [{ ...entry, fromPort: 22, toPort: 22 }] },
            ],
        },
    },
    {
        rule: "network-acl-no-open-ingress",
        on: good.networkAclRule,
        bad: { "a low port": { fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" } },
        fine: {
            egress: { egress: true, fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" },
            denial: { ruleAction: "deny", protocol: "-1", cidrBlock: "0.0.0.0/0" },
            "packets that are too big": {
                protocol: "icmp",
                icmpType: 3,
                icmpCode: 4,
                cidrBlock: "0.0.0.0/0",
            },
        },
    },
    {
        rule: "network-acl-no-open-ingress",
        on: { ...networkAcl, type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl" },
        bad: { "a low port": { ingress: [{ ...entry, fromPort: 22, toPort: 22 }] } },
    },
    {
        rule: "default-security-group-closed",
        on: good.defaultSecurityGroup,
        bad: {
            ingress: { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] },
            egress: { egress: [{ protocol: "-1", fromPort: 0, toPort: 0 }] },
        },
        fine: { "empty lists": { ingress: [], egress: [] } },
        late: {
            rules: [{ ingress: unknown }, { ingress: [{ protocol: "-1", self: true }] }],
        },
    },
    {
        rule: "subnet-no-public-ip-on-launch",
        on: good.subnet,
        bad: {
            "in a private subnet": { mapPublicIpOnLaunch: true },
            "without a tag": { mapPublicIpOnLaunch: true, tags: undefined },
        },
        fine: { "in a public one": { mapPublicIpOnLaunch: true, tags: { SubnetType: "Public" } } },
        late: { setting: [{ mapPublicIpOnLaunch: unknown }, { mapPublicIpOnLaunch: true }] },
    },
    {
        rule: "vpc-flow-log-present",
        on: good.flowLog,
        bad: {
            "refused traffic only": { trafficType: "REJECT" },
            "not set": { trafficType: undefined },
        },
        late: { type: [{ trafficType: unknown }, { trafficType: "ACCEPT" }] },
    },
    {
        rule: "endpoint-policy-not-open",
        on: endpoint,
        bad: {
            "everything for everyone": { policy: document(everyone) },
            "any resource": { policy: document({ ...everyone, Action: "kms:Decrypt" }) },
            "any action": { policy: document({ ...everyone, Resource: "arn:aws:s3:::b" }) },
            "any action but": {
                policy: document({
                    ...everyone,
                    Action: undefined,
                    NotAction: "kms:Decrypt",
                    Resource: "arn:aws:s3:::b",
                }),
            },
            "a condition that anyone meets": {
                policy: document({
                    ...everyone,
                    Condition: { StringLike: { "aws:PrincipalAccount": "*" } },
                }),
            },
            "a condition on something else": {
                policy: document({
                    ...everyone,
                    Condition: { Bool: { "aws:SecureTransport": "true" } },
                }),
            },
            "no JSON": { policy: "{" },
            "no policy": { policy: undefined },
        },
        fine: {
            "own resources": {
                policy: document({
                    ...everyone,
                    Condition: { StringEquals: { "aws:ResourceOrgID": "o-1" } },
                }),
            },
            "one bucket": {
                policy: document({
                    ...everyone,
                    Action: "s3:GetObject",
                    Resource: "arn:aws:s3:::packages/*",
                }),
            },
        },
        late: { policy: [{ policy: unknown }, { policy: document(everyone) }] },
    },
    {
        rule: "endpoint-policy-not-open",
        on: good.endpointPolicy,
        bad: { "everything for everyone": { policy: document(everyone) } },
    },
    {
        rule: "residency",
        on: good.subnet,
        bad: {
            "its own region": { region: "us-east-1" },
            "its zone": { availabilityZone: "us-east-1a" },
            "a region that begins alike": { availabilityZone: "eu-west-12a" },
        },
        fine: { "a local zone": { availabilityZone: "eu-central-1-ham-1a" } },
        late: { region: [{ region: unknown }, { region: "us-east-1" }] },
    },
    {
        rule: "residency",
        on: good.table,
        bad: {
            "a witness": { globalTableWitness: { regionName: "us-east-1" } },
            "a replica": {
                replicas: [
                    { ...(good.table.props.replicas as [object])[0], regionName: "us-east-1" },
                ],
            },
        },
    },
    {
        rule: "residency",
        on: good.secret,
        bad: { "a replica": { replicas: [{ region: "us-east-1", kmsKeyId: "arn" }] } },
    },
    {
        rule: "residency",
        on: good.cluster,
        bad: { "a zone": { availabilityZones: ["eu-west-1a", "us-east-1a"] } },
    },
    {
        rule: "residency",
        on: good.awsProvider,
        bad: {
            "the provider's": { region: "us-east-1" },
            "from the environment": { region: undefined },
        },
    },
];
