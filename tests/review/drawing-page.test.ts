import assert from "node:assert/strict";
import fc from "fast-check";
import { readNetwork } from "../../review/drawing/network";
import { describeNetwork } from "../../review/drawing/page";
import type { Resource } from "../../review/resource";
import { flow, group, NETWORK, resource, rule } from "./drawn-network";

describe("the page", () => {
    const page = (...more: Resource[]) =>
        describeNetwork(readNetwork([...NETWORK, ...more]), {
            environment: "dev",
            picture: "dev.svg",
            origin: "Generated.",
        });

    it("has the picture and a line for each subnet, flow and endpoint", () => {
        const lines = page().split("\n");
        for (const expected of [
            "# Network of dev",
            "![net: tiers, subnets and who may connect to what](dev.svg)",
            "| private | eu-west-1a | 10.0.0.0/21 | 2043 | none |",
            "| app | db | tcp | 5432 | needed |  |",
            "| app | s3 | tcp | 443 | artifacts |  |",
            "| s3 | gateway |  |  | no | yes |",
            "| ssmmessages | interface | private | eu-west-1a, eu-west-1b | yes | none: all principals, all resources |",
            "No tier has one of its own: the VPC's default one applies.",
            "| interface endpoint, in one zone | 2 | 7.30 | 14.60 |",
            "| in all |  |  | 14.60 |",
        ]) {
            assert.ok(lines.includes(expected), `${expected}\nis not in\n${page()}`);
        }
    });

    it("tells the size of an IPv6 range alone, because AWS chooses the range", () => {
        const dual = resource("aws:ec2/subnet:Subnet", "net-dual", "subnet-dual", {
            availabilityZone: "eu-west-1c",
            cidrBlock: "10.0.16.0/24",
            ipv6CidrBlock: "2001:db8:7::/64",
            tags: { SubnetType: "Private" },
        });
        const text = page(dual);
        assert.match(
            text,
            /^\| private \| eu-west-1c \| 10.0.16.0\/24, IPv6 \/64 \| 251 \| none \|$/m,
        );
        assert.ok(!text.includes("2001:db8:7"));
    });

    it("does not repeat in a reason from where to where it leads", () => {
        const text = page(
            rule("Egress", "app", 443, {
                cidrIpv4: "0.0.0.0/0",
                description: "app to internet: services of others",
            }),
            rule("Ingress", "app", 443, {
                cidrIpv6: "2001:db8::/48",
                description: "2001:db8::/48 to app until 2030-12-31: VPN: main",
            }),
            rule("Egress", "app", 25, { cidrIpv4: "0.0.0.0/0", description: "mail: out" }),
        );
        for (const line of [
            "| app | 0.0.0.0/0 | tcp | 443 | services of others |  |",
            "| 2001:db8::/48 | app | tcp | 443 | VPN: main | 2030-12-31 |",
            "| app | 0.0.0.0/0 | tcp | 25 | mail: out |  |",
        ]) {
            assert.ok(text.split("\n").includes(line), text);
        }
    });

    it("says what is locked, and how", () => {
        const closed = { ingress: [], egress: [] };
        const text = page(
            resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "d", "sg-d", closed),
            resource("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", "d", "acl-d", {
                ...closed,
                egress: [{ ruleNo: 1 }],
            }),
            resource(
                "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
                "own",
                "l",
                {},
            ),
            resource("aws:route53/resolverFirewallRule:ResolverFirewallRule", "a", "r-1", {
                action: "ALLOW",
                firewallDomainListId: "l",
            }),
            resource("aws:route53/resolverFirewallRule:ResolverFirewallRule", "b", "r-2", {
                action: "BLOCK",
                dnsThreatProtection: "DGA",
            }),
        );
        const start = text.indexOf("## Locked");
        assert.deepEqual(
            text
                .slice(start, text.indexOf("##", start + 3))
                .trim()
                .split("\n")
                .slice(2),
            [
                "- default security group: no rules",
                "- default network ACL: 1 entries",
                "- DNS: ALLOW the names of own",
                "- DNS: BLOCK names that look like DGA",
            ],
        );
        assert.ok(!page().includes("## Locked"));
    });

    it("is the same in whatever order the resources come", () => {
        const more = ["a", "b"].flatMap((name) => [
            resource("aws:ec2/natGateway:NatGateway", name, `nat-${name}`, {}),
            resource("aws:ec2/vpnGateway:VpnGateway", name, `vgw-${name}`, {}),
            resource("aws:ec2/vpcEncryptionControl:VpcEncryptionControl", name, name, {
                mode: name,
            }),
            resource("aws:ec2/flowLog:FlowLog", name, `fl-${name}`, { logDestination: "arn" }),
            resource("aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig", name, name, {}),
        ]);
        const all = [...NETWORK, ...more];
        const options = { environment: "dev", picture: "dev.svg", origin: "Generated." };
        const expected = page(...more);
        fc.assert(
            fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
                assert.equal(describeNetwork(readNetwork(shuffled), options), expected);
            }),
        );
    });

    it("keeps what nothing passes out of what may connect", () => {
        const [, ingress] = flow("db", "app", 80);
        assert.ok(ingress);
        const text = page(ingress);
        assert.match(text, /^Only one of the two ends/m);
        assert.match(text, /^\| db \| app \| tcp \| 80 \| needed \| {2}\| egress \|$/m);
    });

    it("shows the entries of network ACLs in the order in which AWS takes them", () => {
        const acl = resource("aws:ec2/networkAcl:NetworkAcl", "net-private", "acl-1", {
            subnetIds: ["subnet-Private-eu-west-1a"],
            ingress: [
                {
                    ruleNo: 20,
                    action: "deny",
                    protocol: "-1",
                    fromPort: 0,
                    toPort: 0,
                    cidrBlock: "0.0.0.0/0",
                },
                {
                    ruleNo: 5,
                    action: "allow",
                    protocol: "6",
                    fromPort: 443,
                    toPort: 443,
                    cidrBlock: "10.0.0.0/8",
                },
                {
                    ruleNo: 7,
                    action: "allow",
                    protocol: "1",
                    icmpType: 3,
                    icmpCode: 4,
                    fromPort: 0,
                    toPort: 0,
                    cidrBlock: "0.0.0.0/0",
                },
                {
                    ruleNo: 8,
                    action: "allow",
                    protocol: "ipv6-icmp",
                    icmpType: 2,
                    icmpCode: -1,
                    fromPort: 0,
                    toPort: 0,
                    ipv6CidrBlock: "::/0",
                },
            ],
            egress: [
                {
                    ruleNo: 5,
                    action: "allow",
                    protocol: "tcp",
                    fromPort: 1024,
                    toPort: 65535,
                    ipv6CidrBlock: "::/0",
                },
            ],
        });
        const text = page(acl);
        const table = text.slice(text.indexOf("### private")).split("\n").slice(4, 9);
        assert.deepEqual(table, [
            "| in | 5 | allow | tcp | 443 | 10.0.0.0/8 |",
            "| in | 7 | allow | icmp | type 3, code 4 | 0.0.0.0/0 |",
            "| in | 8 | allow | icmpv6 | type 2 | ::/0 |",
            "| in | 20 | deny | all | all | 0.0.0.0/0 |",
            "| out | 5 | allow | tcp | 1024-65535 | ::/0 |",
        ]);
    });

    it("lets no text break a table", () => {
        const text = page(group("x"), ...flow("app", "x", 80, "a | b\n<script> *c*"));
        assert.match(
            text,
            /^\| app \| x \| tcp \| 80 \| a \\\| b \\<script\\> \\\*c\\\* \| {2}\|$/m,
        );
    });
});
