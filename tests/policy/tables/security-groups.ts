import * as good from "../good";
import { ingressRule, securityGroup } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const inline = { description: "d", protocol: "tcp", fromPort: 443, toPort: 443 };
const data = { ...inline, fromPort: 5432, toPort: 5432 };
const everything = { description: "d", protocol: "-1", fromPort: 0, toPort: 0 };
const icmp = { description: "d", fromPort: 3, toPort: 4 };
const byGroup = { referencedSecurityGroupId: undefined };

export const securityGroupTables: readonly Table[] = [
    {
        rule: "no-open-ingress",
        on: securityGroup,
        bad: {
            "the whole of IPv4": { ingress: [{ ...inline, cidrBlocks: ["0.0.0.0/0"] }] },
            "the whole of IPv6": { ingress: [{ ...inline, ipv6CidrBlocks: ["::/0"] }] },
            "among other blocks": {
                ingress: [{ ...inline, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0", unknown] }],
            },
            "a protocol without ports": {
                ingress: [{ ...inline, protocol: "icmp", cidrBlocks: ["0.0.0.0/0"] }],
            },
        },
        fine: {
            "no ingress": { ingress: undefined },
            "packets that are too big": {
                ingress: [
                    { ...icmp, protocol: "icmp", cidrBlocks: ["0.0.0.0/0"] },
                    { ...icmp, protocol: "icmpv6", fromPort: 2, ipv6CidrBlocks: ["::/0"] },
                ],
            },
        },
        late: {
            block: [
                { ingress: [{ ...inline, cidrBlocks: [unknown] }] },
                { ingress: [{ ...inline, cidrBlocks: ["0.0.0.0/0"] }] },
            ],
            entries: [
                { ingress: unknown },
                { ingress: [{ ...inline, cidrBlocks: ["0.0.0.0/0"] }] },
            ],
            port: [
                { ingress: [{ ...inline, fromPort: unknown, cidrBlocks: ["0.0.0.0/0"] }] },
                { ingress: [{ ...inline, cidrBlocks: ["0.0.0.0/0"] }] },
            ],
        },
    },
    {
        rule: "no-open-ingress",
        on: good.securityGroupRule,
        bad: {
            "IPv4, every port": {
                protocol: "-1",
                cidrBlocks: ["0.0.0.0/0"],
                ipv6CidrBlocks: [],
            },
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
            "a /8": { fromPort: 443, toPort: 443, cidrIpv4: "8.0.0.0/8" },
            "one address": { fromPort: 443, toPort: 443, cidrIpv4: "203.0.113.7/32" },
            "a port not known yet of a group": { fromPort: unknown, toPort: unknown },
        },
        late: { block: [{ cidrIpv4: unknown }, { cidrIpv4: "0.0.0.0/0" }] },
    },
    {
        rule: "no-open-ingress",
        on: ingressRule,
        config: { allowedPorts: [443] },
        fine: { "a port that is allowed": { fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" } },
        late: {
            port: [
                { fromPort: unknown, toPort: unknown, cidrIpv4: "0.0.0.0/0" },
                { fromPort: 80, toPort: 80 },
            ],
        },
    },
    {
        rule: "data-ports-no-public-addresses",
        on: securityGroup,
        bad: {
            "one address": { ingress: [{ ...data, cidrBlocks: ["203.0.113.7/32"] }] },
            "a range of ports": {
                ingress: [{ ...data, fromPort: 5000, cidrBlocks: ["203.0.113.0/24"] }],
            },
            "every protocol": { ingress: [{ ...everything, cidrBlocks: ["203.0.113.7/32"] }] },
            "every protocol, by name": {
                ingress: [{ ...everything, protocol: "all", cidrBlocks: ["203.0.113.7/32"] }],
            },
        },
        fine: {
            "another port": { ingress: [{ ...inline, cidrBlocks: ["203.0.113.7/32"] }] },
            "no port": {
                ingress: [{ ...inline, protocol: "icmp", cidrBlocks: ["203.0.113.7/32"] }],
            },
            "another group": { ingress: [{ ...data, securityGroups: ["sg-4"] }] },
        },
        late: {
            block: [
                { ingress: [{ ...data, cidrBlocks: [unknown] }] },
                { ingress: [{ ...data, cidrBlocks: ["203.0.113.7/32"] }] },
            ],
            port: [
                { ingress: [{ ...data, toPort: unknown, cidrBlocks: ["203.0.113.7/32"] }] },
                { ingress: [{ ...data, cidrBlocks: ["203.0.113.7/32"] }] },
            ],
        },
    },
    {
        rule: "data-ports-no-public-addresses",
        on: ingressRule,
        bad: {
            "a public address": { ...byGroup, cidrIpv4: "203.0.113.7/32" },
            "more than 10.0.0.0/8 in front": { ...byGroup, cidrIpv4: "11.0.0.0/8" },
            "beside 172.16.0.0/12": { ...byGroup, cidrIpv4: "172.32.0.0/16" },
        },
    },
    {
        rule: "data-ports-no-public-addresses",
        on: good.securityGroupRule,
        bad: {
            "a public address": {
                fromPort: 5432,
                toPort: 5432,
                cidrBlocks: ["203.0.113.7/32"],
                ipv6CidrBlocks: [],
            },
        },
    },
    {
        rule: "data-ports-no-public-addresses",
        on: ingressRule,
        config: { dataPorts: [1521] },
        bad: {
            "a port of ours": { ...byGroup, fromPort: 1521, toPort: 1521, cidrIpv4: "8.8.8.8/32" },
        },
    },
    {
        rule: "data-ports-security-groups-only",
        on: ingressRule,
        bad: {
            "a private block": { ...byGroup, cidrIpv4: "10.0.0.0/16" },
            "172.16.0.0/12": { ...byGroup, cidrIpv4: "172.31.0.0/16" },
            "shared addresses": { ...byGroup, cidrIpv4: "100.64.1.0/24" },
            "a block of IPv6": { ...byGroup, cidrIpv6: "2001:db8::/56" },
            "every port": { ...byGroup, ipProtocol: "-1", cidrIpv4: "10.0.0.0/16" },
            "a port of DAX": { ...byGroup, fromPort: 9111, toPort: 9111, cidrIpv4: "10.0.0.0/16" },
        },
        fine: {
            "a prefix list": { ...byGroup, prefixListId: "pl-1" },
            "another port": { ...byGroup, fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" },
        },
        late: {
            port: [{ fromPort: unknown, cidrIpv4: "10.0.0.0/16" }, { fromPort: 5432 }],
            block: [{ cidrIpv4: unknown }, { cidrIpv4: "10.0.0.0/16" }],
        },
    },
    {
        rule: "data-ports-security-groups-only",
        on: ingressRule,
        config: { blocks: ["10.9.0.0/24"] },
        bad: { "another block": { ...byGroup, cidrIpv4: "10.9.0.0/16" } },
        fine: { "a block that is listed": { ...byGroup, cidrIpv4: "10.9.0.0/24" } },
    },
    {
        rule: "no-open-egress",
        on: securityGroup,
        bad: {
            "every protocol": { egress: [{ ...everything, cidrBlocks: ["0.0.0.0/0"] }] },
            "every protocol of IPv6": { egress: [{ ...everything, ipv6CidrBlocks: ["::/0"] }] },
            "every port": {
                egress: [{ ...inline, fromPort: 0, toPort: 65535, cidrBlocks: ["0.0.0.0/0"] }],
            },
        },
        fine: {
            "one port": { egress: [{ ...inline, cidrBlocks: ["0.0.0.0/0"] }] },
            "everything to some": { egress: [{ ...everything, cidrBlocks: ["10.0.0.0/8"] }] },
            "everything to a list": { egress: [{ ...everything, prefixListIds: ["pl-1"] }] },
        },
        late: {
            protocol: [
                { egress: [{ ...everything, protocol: unknown, cidrBlocks: ["0.0.0.0/0"] }] },
                { egress: [{ ...everything, cidrBlocks: ["0.0.0.0/0"] }] },
            ],
        },
    },
    {
        rule: "no-open-egress",
        on: good.egressRule,
        bad: { "every protocol": { ipProtocol: "-1", fromPort: undefined, toPort: undefined } },
        late: {
            block: [
                { ipProtocol: "-1", cidrIpv4: unknown },
                { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
            ],
        },
    },
    {
        rule: "no-open-egress",
        on: good.securityGroupRule,
        bad: {
            "every protocol": { type: "egress", protocol: "all", cidrBlocks: ["0.0.0.0/0"] },
        },
    },
    {
        rule: "security-group-described",
        on: securityGroup,
        bad: {
            group: { description: undefined },
            "the provider's": { description: "Managed by Pulumi" },
            "Terraform's": { description: "Managed by Terraform" },
            "a rule": {
                ingress: [{ ...inline, description: "", cidrBlocks: ["10.0.0.0/8"] }],
            },
            "a rule that leads out": {
                egress: [{ ...inline, description: undefined, cidrBlocks: ["10.0.0.0/8"] }],
            },
        },
        fine: { "one that is not known yet": { description: unknown } },
    },
    ...[good.securityGroupRule, ingressRule, good.egressRule].map((on): Table => ({
        rule: "security-group-described",
        on,
        bad: { "not set": { description: undefined } },
    })),
];
