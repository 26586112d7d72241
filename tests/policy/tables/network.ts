import * as good from "../good";
import { networkAcl } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const entry = { ruleNo: 300, action: "allow", protocol: "tcp", cidrBlock: "0.0.0.0/0" };

export const networkTables: readonly Table[] = [
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
        rule: "default-network-acl-closed",
        on: good.defaultNetworkAcl,
        bad: {
            ingress: {
                ingress: [{ ...entry, cidrBlock: "10.0.0.0/8", fromPort: 443, toPort: 443 }],
            },
            egress: {
                egress: [{ ...entry, cidrBlock: "10.0.0.0/8", fromPort: 443, toPort: 443 }],
            },
        },
        fine: {
            "empty lists": { ingress: [], egress: [] },
            denials: { ingress: [{ ...entry, action: "deny", protocol: "-1" }] },
        },
        late: {
            entries: [{ egress: unknown }, { egress: [{ ...entry, fromPort: 1, toPort: 2 }] }],
        },
    },
];
