import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const peered = { vpcPeeringConnectionId: "pcx-1" };

/** Rules of the network on subnets, routes, and what connects networks. */
export const routingTables: readonly Table[] = [
    {
        rule: "subnet-no-public-ip-on-launch",
        on: good.subnet,
        bad: {
            "in a private subnet": { mapPublicIpOnLaunch: true },
            "without a tag": { mapPublicIpOnLaunch: true, tags: { Name: "a" } },
        },
        fine: { "in a public one": { mapPublicIpOnLaunch: true, tags: { SubnetType: "Public" } } },
        mended: {
            on: [{ mapPublicIpOnLaunch: true }, { mapPublicIpOnLaunch: false }],
            "a public subnet": [
                { mapPublicIpOnLaunch: true, tags: { SubnetType: "Public" } },
                { mapPublicIpOnLaunch: true, tags: { SubnetType: "Public" } },
            ],
            "not known yet": [{ mapPublicIpOnLaunch: unknown }, { mapPublicIpOnLaunch: unknown }],
        },
        late: { setting: [{ mapPublicIpOnLaunch: unknown }, { mapPublicIpOnLaunch: true }] },
    },
    {
        rule: "default-route-table-closed",
        on: good.defaultRouteTable,
        bad: { "a route": { routes: [{ cidrBlock: "10.1.0.0/16", transitGatewayId: "tgw-1" }] } },
        late: {
            routes: [{ routes: unknown }, { routes: [{ cidrBlock: "10.1.0.0/16" }] }],
        },
    },
    {
        rule: "peering-routes-narrow",
        on: good.routeTable,
        bad: {
            everything: { routes: [{ ...peered, cidrBlock: "0.0.0.0/0" }] },
            "everything of IPv6": { routes: [{ ...peered, ipv6CidrBlock: "::/0" }] },
            "half of it": { routes: [{ ...peered, cidrBlock: "128.0.0.0/1" }] },
        },
        fine: {
            "everything to a transit gateway": {
                routes: [{ transitGatewayId: "tgw-1", cidrBlock: "0.0.0.0/0" }],
            },
        },
        late: {
            block: [
                { routes: [{ ...peered, cidrBlock: unknown }] },
                { routes: [{ ...peered, cidrBlock: "0.0.0.0/0" }] },
            ],
        },
    },
    {
        rule: "peering-routes-narrow",
        on: good.route,
        bad: {
            everything: { ...peered, natGatewayId: undefined },
            "everything of IPv6": {
                ...peered,
                destinationCidrBlock: undefined,
                destinationIpv6CidrBlock: "::/0",
                natGatewayId: undefined,
            },
        },
    },
    {
        rule: "transit-gateway-acceptance",
        on: good.transitGateway,
        bad: { "by itself": { autoAcceptSharedAttachments: "enable" } },
        fine: { "AWS's default": { autoAcceptSharedAttachments: undefined } },
        late: {
            setting: [
                { autoAcceptSharedAttachments: unknown },
                { autoAcceptSharedAttachments: "enable" },
            ],
        },
    },
    {
        rule: "flow-log-all-traffic",
        on: good.flowLog,
        bad: {
            "refused traffic only": { trafficType: "REJECT" },
            "not set": { trafficType: undefined },
        },
        fine: {
            "a transit gateway's": {
                vpcId: undefined,
                transitGatewayId: "tgw-1",
                trafficType: undefined,
            },
            "an attachment's": {
                vpcId: undefined,
                transitGatewayAttachmentId: "tgw-attach-1",
                trafficType: undefined,
            },
        },
        late: { type: [{ trafficType: unknown }, { trafficType: "ACCEPT" }] },
    },
    {
        rule: "vpc-block-public-access-on",
        on: good.blockPublicAccess,
        bad: { off: { internetGatewayBlockMode: "off" } },
        fine: { "both ways": { internetGatewayBlockMode: "block-bidirectional" } },
        late: {
            mode: [{ internetGatewayBlockMode: unknown }, { internetGatewayBlockMode: "off" }],
        },
    },
    {
        rule: "default-vpc-unused",
        on: good.defaultVpc,
        bad: { adopted: { forceDestroy: undefined }, kept: { forceDestroy: false } },
        late: { setting: [{ forceDestroy: unknown }, { forceDestroy: false }] },
    },
    {
        rule: "default-vpc-unused",
        on: {
            type: "aws:ec2/defaultSubnet:DefaultSubnet",
            name: "default",
            props: { availabilityZone: "eu-west-1a", forceDestroy: true },
        },
        bad: { adopted: { forceDestroy: undefined } },
    },
];
