import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";
import { type Ec2, ec2In, GATEWAY, NAT, ROUTE, SUBNET, TABLE, VPC } from "./ec2-harness";

const EGRESS_ONLY = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway";
const DEFAULT_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";

describe("sandbox: routes", () => {
    let cloud: Cloud;
    let ec2: Ec2;
    let way: Made;

    beforeEach(async () => {
        cloud = new Cloud();
        ec2 = await ec2In(cloud);
        way = await cloud.create(EGRESS_ONLY, { vpcId: ec2.around.vpcId });
    });
    afterEach(() => {
        cloud.dispose();
    });

    const out = (): Props => ({
        routeTableId: ec2.table.id,
        destinationIpv6CidrBlock: "::/0",
        egressOnlyGatewayId: way.id,
    });

    it("lead out by an egress-only gateway, over IPv6", async () => {
        assert.match(way.id, /^eigw-0[0-9a-f]{16}$/);
        const route = await cloud.create(ROUTE, out());
        assert.equal(route.outputs.state, "active");
        const entry = cloud.account.get(VPC, ec2.around.vpcId);
        assert.ok(entry);
        await assert.rejects(cloud.delete(entry), new RegExp(`DependencyViolation.*${way.id}`));
    });

    const refused: readonly [what: string, changes: Props, failure: RegExp][] = [
        [
            "IPv4 by an egress-only gateway",
            { destinationIpv6CidrBlock: undefined, destinationCidrBlock: "0.0.0.0/0" },
            /^egressOnlyGatewayId: cannot be given with destinationCidrBlock/,
        ],
        [
            "two destinations",
            { destinationPrefixListId: "pl-6da54004" },
            /^destinationPrefixListId: give exactly one of/,
        ],
        ["no destination", { destinationIpv6CidrBlock: undefined }, /got none$/],
        [
            "two targets",
            { gatewayId: "igw-1" },
            /exactly one of .* got gatewayId and egressOnlyGatewayId/,
        ],
        [
            "all of IPv6 by a NAT gateway",
            { egressOnlyGatewayId: undefined, natGatewayId: "nat-1" },
            /^natGatewayId: cannot be given with .* "::\/0": .* 64:ff9b::\/96 only/,
        ],
    ];
    for (const [what, changes, failure] of refused) {
        it(`refuse at preview: ${what}`, () => {
            assert.deepEqual(cloud.failures(ROUTE, out()), []);
            assert.match(cloud.failure(ROUTE, { ...out(), ...changes }), failure);
        });
    }

    it("take a NAT gateway for NAT64", async () => {
        const nat = await cloud.create(NAT, ec2.good[NAT] ?? {});
        await cloud.create(ROUTE, {
            routeTableId: ec2.table.id,
            destinationIpv6CidrBlock: "64:ff9b::/96",
            natGatewayId: nat.id,
        });
    });

    it("lead to gateways of their own VPC only", async () => {
        const vpc = await cloud.create(VPC, { cidrBlock: "10.1.0.0/16" }, "other");
        const subnet = await cloud.create(SUBNET, { vpcId: vpc.id, cidrBlock: "10.1.0.0/24" }, "o");
        const nat = await cloud.create(NAT, { ...ec2.good[NAT], subnetId: subnet.id });
        const igw = await cloud.create(GATEWAY, { vpcId: vpc.id }, "other");
        const foreign = await cloud.create(EGRESS_ONLY, { vpcId: vpc.id }, "other");
        const ipv4 = { routeTableId: ec2.table.id, destinationCidrBlock: "0.0.0.0/0" };
        for (const inputs of [
            { ...ipv4, natGatewayId: nat.id },
            { ...ipv4, gatewayId: igw.id },
            { ...out(), egressOnlyGatewayId: foreign.id },
        ]) {
            await assert.rejects(cloud.create(ROUTE, inputs), /belong to different VPCs/);
        }
        await assert.rejects(
            cloud.create(ROUTE, { ...ipv4, gatewayId: "igw-0" }),
            /igw-0 does not exist/,
        );
    });

    it("do not go in the way of the VPC's own IPv6 block", async () => {
        const vpc = await cloud.create(
            VPC,
            { cidrBlock: "10.2.0.0/16", assignGeneratedIpv6CidrBlock: true },
            "v6",
        );
        const table = await cloud.create(TABLE, { vpcId: vpc.id }, "v6");
        const gateway = await cloud.create(EGRESS_ONLY, { vpcId: vpc.id }, "v6");
        const inputs = {
            routeTableId: table.id,
            destinationIpv6CidrBlock: vpc.outputs.ipv6CidrBlock,
            egressOnlyGatewayId: gateway.id,
        };
        await assert.rejects(cloud.create(ROUTE, inputs), /RouteAlreadyExists/);
    });

    it("are checked in the list of a table as well", () => {
        const routes = [
            { cidrBlock: "0.0.0.0/0" },
            { ipv6CidrBlock: "::/0", natGatewayId: "nat-1" },
            { cidrBlock: "0.0.0.0/0", egressOnlyGatewayId: "eigw-1" },
        ];
        assert.deepEqual(
            cloud
                .failures(TABLE, { vpcId: ec2.around.vpcId, routes })
                .map((failure) => failure.split(":", 1)[0]),
            ["routes[0].gatewayId", "routes[1].natGatewayId", "routes[2].egressOnlyGatewayId"],
        );
    });

    it("go from the main table when it is adopted, and stand in one place after", async () => {
        const vpc = cloud.account.get(VPC, ec2.around.vpcId);
        const defaultRouteTableId = vpc?.outputs.defaultRouteTableId;
        const inMain = { ...out(), routeTableId: defaultRouteTableId };
        const route = await cloud.create(ROUTE, inMain);
        const table = await cloud.create(DEFAULT_TABLE, { defaultRouteTableId, routes: [] });
        assert.equal(cloud.account.get(ROUTE, route.id), undefined);
        assert.deepEqual([table.id, table.outputs.vpcId], [defaultRouteTableId, vpc?.id]);
        await cloud.update(table, {
            routes: [{ ipv6CidrBlock: "::/0", egressOnlyGatewayId: way.id }],
        });
        await assert.rejects(cloud.create(ROUTE, inMain), /ConflictingRoutes/);
        await cloud.delete(table);
        assert.ok(cloud.account.get(TABLE, table.id));
    });

    it("of an adopted main table do not go with another main table", async () => {
        const { vpcId } = ec2.around;
        const defaultRouteTableId = cloud.account.get(VPC, vpcId)?.outputs.defaultRouteTableId;
        await cloud.create("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", {
            vpcId,
            routeTableId: ec2.table.id,
        });
        await assert.rejects(
            cloud.create(DEFAULT_TABLE, { defaultRouteTableId }),
            /ConflictingRoutes: .* main route table association/,
        );
    });

    it("lead out by five egress-only gateways in a region at most", async () => {
        for (const i of [2, 3, 4, 5]) {
            await cloud.create(EGRESS_ONLY, { vpcId: ec2.around.vpcId }, `way-${i}`);
        }
        await assert.rejects(
            cloud.create(EGRESS_ONLY, { vpcId: ec2.around.vpcId }, "way-6"),
            /GatewayLimitExceeded/,
        );
    });
});
