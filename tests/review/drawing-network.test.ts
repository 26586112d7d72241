import assert from "node:assert/strict";
import { readNetwork } from "../../review/drawing/network";
import type { Resource } from "../../review/resource";
import {
    type Fields,
    flow,
    GATEWAY,
    group,
    NETWORK,
    resource,
    rule,
    subnet,
    SUBNETS,
    VPC,
} from "./drawn-network";

function peerOf(name: string, ...more: Resource[]) {
    const peer = readNetwork([...NETWORK, ...more]).peers.find((found) => found.name === name);
    assert.ok(peer);
    return peer;
}

export function flowsOf(...more: Resource[]) {
    return readNetwork([VPC, ...SUBNETS, group("app"), group("db"), ...more]).flows.map(
        ({ from, to, ports, until, missing }) => ({
            flow: `${from.name} to ${to.name} ${ports}`,
            ...(until === undefined ? {} : { until }),
            ...(missing === undefined ? {} : { missing }),
        }),
    );
}

describe("what is read for the drawing", () => {
    it("puts tiers in order from public to isolated, and zones by their names", () => {
        const open = subnet("Public", "eu-west-1a", "10.0.128.0/21");
        const { tiers, zones } = readNetwork([...[...NETWORK].reverse(), open]);
        assert.deepEqual(
            tiers.map(({ name, subnets }) => [name, ...subnets.map(({ cidr }) => cidr)]),
            [
                ["public", "10.0.128.0/21"],
                ["private", "10.0.0.0/21", "10.0.8.0/21"],
                ["isolated", "10.0.64.0/21"],
            ],
        );
        assert.deepEqual(zones, ["eu-west-1a", "eu-west-1b"]);
    });

    it("tells the tier of a subnet without a tag by its default route", () => {
        const table = (routes: Fields[]) => [
            VPC,
            resource("aws:ec2/subnet:Subnet", "a", "subnet-1", { cidrBlock: "10.0.0.0/24" }),
            resource("aws:ec2/routeTable:RouteTable", "a", "rtb-1", { routes }),
            resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "a", "x", {
                routeTableId: "rtb-1",
                subnetId: "subnet-1",
            }),
        ];
        const tier = (routes: Fields[]) => readNetwork(table(routes)).tiers[0]?.name;
        assert.equal(tier([]), "isolated");
        assert.equal(tier([{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }]), "public");
        assert.equal(tier([{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }]), "private");
        assert.equal(tier([{ cidrBlock: "10.9.0.0/16", natGatewayId: "nat-1" }]), "isolated");
    });

    it("places a group where what wears it stands", () => {
        const subnetGroup = resource("aws:rds/subnetGroup:SubnetGroup", "db", "g", {
            name: "g",
            subnetIds: ["subnet-Isolated-eu-west-1a"],
        });
        const cluster = resource("aws:rds/cluster:Cluster", "db", "c", {
            dbSubnetGroupName: "g",
            vpcSecurityGroupIds: ["sg-db"],
        });
        const { tiers, wornBy } = peerOf("db", subnetGroup, cluster);
        assert.deepEqual({ tiers, wornBy }, { tiers: ["isolated"], wornBy: ["rds Cluster"] });
        assert.deepEqual(peerOf("endpoints").tiers, ["private"]);
        assert.deepEqual(peerOf("endpoints").endpoints, ["ssmmessages"]);
    });

    it("finds what is started from a launch template that wears the group", () => {
        const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "h", "lt-1", {
            networkInterfaces: [{ securityGroups: ["sg-admin"] }],
        });
        const hosts = resource("aws:autoscaling/group:Group", "h", "asg", {
            launchTemplate: { id: "lt-1" },
            vpcZoneIdentifiers: ["subnet-Private-eu-west-1a"],
        });
        const { tiers, wornBy } = peerOf("admin", template, hosts);
        assert.deepEqual({ tiers, wornBy }, { tiers: ["private"], wornBy: ["autoscaling Group"] });
    });

    it("takes the tag of a group that nothing wears, and no tier without one", () => {
        assert.deepEqual(peerOf("job", group("job", { Tier: "Isolated" })).tiers, ["isolated"]);
        assert.deepEqual(peerOf("app").tiers, []);
    });

    it("makes one flow of the rules at both ends", () => {
        assert.deepEqual(flowsOf(...flow("app", "db", 5432)), [{ flow: "app to db 5432" }]);
    });

    it("says which end of a flow has no rule", () => {
        const [egress, ingress] = flow("app", "db", 5432);
        assert.ok(egress && ingress);
        assert.deepEqual(flowsOf(egress), [{ flow: "app to db 5432", missing: "ingress" }]);
        assert.deepEqual(flowsOf(ingress), [{ flow: "app to db 5432", missing: "egress" }]);
    });

    it("does not take rules of other ports for the two ends of a flow", () => {
        const [egress] = flow("app", "db", 5432);
        const [, ingress] = flow("app", "db", 5433);
        assert.ok(egress && ingress);
        assert.deepEqual(flowsOf(egress, ingress), [
            { flow: "app to db 5432", missing: "ingress" },
            { flow: "app to db 5433", missing: "egress" },
        ]);
    });

    it("knows ranges with their last day, and services by their prefix lists", () => {
        const description = "10.9.0.0/24 to app until 2030-12-31: the office";
        assert.deepEqual(
            flowsOf(
                GATEWAY,
                rule("Ingress", "app", 443, { cidrIpv4: "10.9.0.0/24", description }),
                rule("Egress", "app", 443, { cidrIpv6: "::/0" }),
                rule("Egress", "app", 443, { prefixListId: "pl-s3" }),
            ),
            [
                { flow: "app to ::/0 443" },
                { flow: "app to s3 443" },
                { flow: "10.9.0.0/24 to app 443", until: "2030-12-31" },
            ],
        );
    });

    it("refuses none and several VPCs, and names them", () => {
        assert.throws(() => readNetwork([]), /shows one VPC, and the resources hold 0;/);
        const other = resource("aws:ec2/vpc:Vpc", "other", "vpc-2", {});
        assert.throws(() => readNetwork([VPC, other]), /hold 2 \(net, other\)/);
    });

    it("leaves out what it does not know", () => {
        const strange = resource("random:index/pet:Pet", "pet", "sg-app", { subnetId: 7, tags: 1 });
        const bare = { urn: "urn:z", type: "aws:ec2/subnet:Subnet", inputs: {}, outputs: {} };
        const { peers, tiers } = readNetwork([...NETWORK, strange, bare]);
        assert.equal(peers.length, 4);
        assert.deepEqual(
            tiers.at(-1)?.subnets.map(({ zone, cidr }) => [zone, cidr]),
            [
                ["?", "?"],
                ["eu-west-1a", "10.0.64.0/21"],
            ],
        );
    });
});
