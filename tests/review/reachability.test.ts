import assert from "node:assert/strict";
import { canReach, type Side } from "../../review/reachability/can-reach";
import { readNetwork } from "../../review/reachability/network";
import {
    APP,
    changed,
    DATA,
    ec2,
    lacking,
    NETWORK,
    plus,
    sgRule,
    WEB,
    WORLD,
    WORLD_6,
} from "./small-network";
import { OUT, type Question, QUERY, verdict } from "./verdict";

describe("what the resources of a network let through", () => {
    it("is what the good network is made for, and nothing else", () => {
        const sides: Readonly<Record<string, Side>> = {
            app: APP,
            data: DATA,
            web: WEB,
            world: WORLD,
            "world 6": WORLD_6,
            s3: { gateway: "s3" },
            dynamodb: { gateway: "dynamodb" },
        };
        const network = readNetwork(NETWORK);
        const reached = Object.entries(sides).flatMap(([from, source]) =>
            Object.entries(sides).flatMap(([to, target]) =>
                [80, 443, 5432]
                    .filter((port) => canReach(network, source, target, port).reachable)
                    .map((port) => `${from} to ${to} ${port}`),
            ),
        );
        assert.deepEqual(reached, [
            "app to data 5432",
            "app to web 443",
            "app to world 443",
            "app to world 6 443",
            "app to s3 443",
            "app to dynamodb 443",
            "world to web 443",
            "world 6 to web 443",
        ]);
    });

    it("is told with every step on the way", () => {
        assert.deepEqual(canReach(readNetwork(NETWORK), ...OUT), {
            reachable: true,
            always: true,
            why: [
                "security group app-group (app-group), rule app-to-world (app-to-world): lets " +
                    "tcp 443 out to 198.51.100.0/24",
                "route table app-table (app-table) sends 198.51.100.0/24 to NAT gateway nat",
                "network ACL app-acl (app-acl) and network ACL edge-acl (edge-acl): tcp 443 " +
                    "passes, and the answers to 32768-60999",
                "NAT gateway nat (nat): route table edge-table (edge-table) sends " +
                    "198.51.100.0/24 to internet gateway igw",
                "network ACL edge-acl (edge-acl): tcp 443 passes, and the answers to 1024-65535",
            ],
            gaps: [],
        });
    });

    it("works by IPv6 alone where IPv4 does not, and says so when asked for one family", () => {
        const resources = [
            ...lacking("data-in").filter(({ id }) => id !== "data-answers" && id !== "app-acl"),
            ...["in", "answers"].map((id, egress) =>
                ec2("networkAclRule", `${id}-6`, {
                    networkAclId: "data-acl",
                    egress: egress === 1,
                    ruleNumber: 100,
                    protocol: "-1",
                    ruleAction: "allow",
                    ipv6CidrBlock: "2001:db8:0:1::/64",
                }),
            ),
        ];
        assert.equal(verdict(resources, QUERY), "always");
        assert.equal(verdict(resources, [APP, DATA, 5432, { family: 6 }]), "always");
        assert.match(
            verdict(resources, [APP, DATA, 5432, { family: 4 }]),
            /data-acl.*: no rule allows tcp 5432 in/,
        );
    });

    it("is always reachable when one family always is", () => {
        const opened = { ipProtocol: "-1", referencedSecurityGroupId: "", cidrIpv6: "::/0" };
        const part = ec2("securityGroupRule", "part", {
            type: "egress",
            securityGroupId: "app-group",
            protocol: "-1",
            cidrBlocks: ["10.0.2.0/25"],
        });
        const noAcls = [...changed("app-to-data", opened), part].filter(
            ({ id, type }) => id === "data-from-app" || !/[aA]cl/.test(type),
        );
        assert.equal(verdict(noAcls, QUERY), "always");
        assert.equal(verdict(noAcls, [APP, DATA, 5432, { family: 4 }]), "partly");
    });

    it("is not always reachable from a subnet without addresses of the family", () => {
        const more = plus(ec2("subnet", "four", { vpcId: "vpc", cidrBlock: "10.0.9.0/24" }));
        const both = { subnetIds: ["app", "four"], securityGroupIds: ["app-group"] };
        const { reachable, always, gaps } = canReach(readNetwork(more), both, WORLD_6, 443);
        assert.deepEqual({ reachable, always }, { reachable: true, always: false });
        assert.deepEqual(gaps, ["subnet four (four) has no addresses of that family"]);
    });

    it("judges udp by its own rules", () => {
        const all = { ipProtocol: "-1", fromPort: undefined, toPort: undefined };
        const resources = changed("app-to-data", all).map((one) =>
            one.id === "data-from-app" ? { ...one, inputs: { ...one.inputs, ...all } } : one,
        );
        const udp: Question = [APP, DATA, 5432, { protocol: "udp" }];
        assert.match(verdict(resources, udp), /app-acl.*: no rule allows udp 5432 out/);
        assert.equal(
            verdict(
                resources.filter(({ id }) => id !== "app-acl" && id !== "data-acl"),
                udp,
            ),
            "always",
        );
    });

    it("is reachable when one subnet of several is, and always when all are", () => {
        const both = { ...APP, subnetIds: ["app", "edge"] };
        const { reachable, always, gaps } = canReach(readNetwork(NETWORK), both, DATA, 5432);
        assert.deepEqual(
            { reachable, always, gaps },
            {
                reachable: true,
                always: false,
                gaps: [
                    "network ACL data-acl (data-acl): no rule allows tcp 5432 in from " +
                        "subnet edge (edge)",
                ],
            },
        );
        const alike = { ...APP, subnetIds: ["app", "app"] };
        assert.equal(canReach(readNetwork(NETWORK), alike, DATA, 5432).always, true);
    });

    it("leads to another VPC where both sides have a route to the peering", () => {
        const other = [
            ec2("vpc", "vpc-2", { cidrBlock: "10.1.0.0/16" }),
            ec2("subnet", "far", { vpcId: "vpc-2", cidrBlock: "10.1.0.0/24" }),
            ec2("routeTable", "far-table", { vpcId: "vpc-2" }),
            ec2("routeTableAssociation", "far-in", { subnetId: "far", routeTableId: "far-table" }),
            ec2("vpcPeeringConnection", "pcx", { vpcId: "vpc", peerVpcId: "vpc-2" }),
            ec2("securityGroup", "far-group", { vpcId: "vpc-2" }),
            sgRule("Ingress", "far-from-app", {
                securityGroupId: "far-group",
                referencedSecurityGroupId: "123456789012/app-group",
                fromPort: 443,
                toPort: 443,
            }),
        ];
        const there = ec2("route", "there", {
            routeTableId: "app-table",
            destinationCidrBlock: "10.1.0.0/16",
            vpcPeeringConnectionId: "pcx",
        });
        const back = ec2("route", "back", {
            routeTableId: "far-table",
            destinationCidrBlock: "10.0.0.0/16",
            vpcPeeringConnectionId: "pcx",
        });
        const question: Question = [
            APP,
            { subnetIds: ["far"], securityGroupIds: ["far-group"] },
            443,
        ];
        assert.equal(verdict(plus(...other, there, back), question), "always");
        assert.match(verdict(plus(...other, there), question), /far-table.* has no route to/);
        const elsewhere = { ...back, inputs: { ...back.inputs, vpcPeeringConnectionId: "pcx-2" } };
        assert.match(
            verdict(plus(...other, there, elsewhere), question),
            /the answers: .* to peering pcx-2, not back to subnet app/,
        );
        const third = [...other, there, back].map((one) =>
            one.id === "pcx" ? { ...one, inputs: { vpcId: "vpc", peerVpcId: "vpc-3" } } : one,
        );
        assert.match(
            verdict(plus(...third), question),
            /peering pcx, which does not lead to VPC vpc-2/,
        );
        assert.match(
            verdict(plus(...other, back), question),
            /NAT gateway nat, which does not lead to VPC vpc-2/,
        );
    });

    it("takes what is not among the resources for open", () => {
        const withoutNat = lacking("nat").filter(({ id }) => id !== "edge-route-0");
        assert.equal(verdict(withoutNat, OUT), "always");
        assert.equal(verdict(lacking("app-table"), OUT), "always");
        const acl = ec2("networkAclAssociation", "elsewhere", {
            subnetId: "data",
            networkAclId: "acl-elsewhere",
        });
        assert.equal(verdict([...lacking("data-in"), acl], QUERY), "always");
    });

    it("is not asked of what the resources do not hold", () => {
        const network = readNetwork(NETWORK);
        const ask = (from: Side, to: Side, port = 443) => canReach(network, from, to, port);
        assert.throws(
            () => ask({ ...APP, subnetIds: ["subnet-1"] }, DATA),
            /^Error: subnet subnet-1 is not among the resources; read the states of all stacks/,
        );
        assert.throws(
            () => ask(APP, { ...DATA, securityGroupIds: ["sg-1"] }),
            /^Error: security group sg-1 is not among the resources/,
        );
        assert.throws(
            () => ask(APP, { cidr: "10.0.2.0/24" }),
            /^Error: 10.0.2.0\/24 lies inside VPC vpc \(vpc\); name the subnets and security groups/,
        );
        const more = { vpcId: "vpc", cidrBlock: "10.7.0.0/16" };
        const wider = readNetwork(plus(ec2("vpcIpv4CidrBlockAssociation", "more", more)));
        assert.throws(() => canReach(wider, APP, { cidr: "10.7.1.0/24" }, 443), /lies inside VPC/);
        assert.throws(() => ask(APP, { cidr: "10.0.0/8" }), /"10.0.0\/8" is no range of addresses/);
        assert.throws(() => ask(APP, DATA, 65536), /port 65536 is none/);
    });

    it("does not judge what lies outside, or a service that calls", () => {
        const network = readNetwork(NETWORK);
        assert.deepEqual(canReach(network, WORLD, { gateway: "s3" }, 443).why, [
            "198.51.100.0/24 and s3 are both outside of the network",
        ]);
        assert.deepEqual(canReach(network, { gateway: "s3" }, WEB, 443).why, [
            "s3 opens no connections",
        ]);
    });
});
