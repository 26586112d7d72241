import { dax, daxSubnetGroup } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

export const daxTables: readonly Table[] = [
    {
        rule: "dax-cluster-encrypted",
        on: dax,
        bad: {
            off: { serverSideEncryption: { enabled: false } },
            "not set": { serverSideEncryption: undefined },
        },
        late: { encryption: [{ serverSideEncryption: unknown }, { serverSideEncryption: {} }] },
    },
    {
        rule: "dax-cluster-tls",
        on: dax,
        bad: {
            off: { clusterEndpointEncryptionType: "NONE" },
            "not set": { clusterEndpointEncryptionType: undefined },
        },
        late: {
            type: [
                { clusterEndpointEncryptionType: unknown },
                { clusterEndpointEncryptionType: "NONE" },
            ],
        },
    },
    {
        rule: "dax-cluster-subnet-group-explicit",
        on: dax,
        bad: { "no subnets": { subnetGroupName: undefined } },
        fine: { "being made": { subnetGroupName: unknown } },
    },
    {
        rule: "dax-cluster-security-group-explicit",
        on: dax,
        bad: { none: { securityGroupIds: undefined }, "an empty list": { securityGroupIds: [] } },
        fine: { "being made": { securityGroupIds: unknown } },
    },
    {
        rule: "dax-subnet-group-zones",
        on: daxSubnetGroup,
        bad: { "two subnets": { subnetIds: ["subnet-1", "subnet-2"] } },
        fine: { "being made": { subnetIds: unknown } },
    },
    {
        rule: "dax-subnet-group-zones",
        on: daxSubnetGroup,
        config: { zones: 1 },
        fine: { "one subnet": { subnetIds: ["subnet-1"] } },
    },
    {
        rule: "dax-cluster-nodes",
        on: dax,
        bad: { one: { replicationFactor: 1 }, two: { replicationFactor: 2 } },
        late: { nodes: [{ replicationFactor: unknown }, { replicationFactor: 1 }] },
    },
    {
        rule: "dax-cluster-nodes",
        on: dax,
        config: { nodes: 1 },
        fine: { one: { replicationFactor: 1 } },
    },
    {
        rule: "dax-cluster-notifications",
        on: dax,
        bad: { none: {} },
        fine: { "a topic that is being made": { notificationTopicArn: unknown } },
    },
];
