import assert from "node:assert/strict";
import type { Resource } from "../../review/resource";
import { canReach, type ReachOptions, type Side } from "../../review/reachability/can-reach";
import { readNetwork } from "../../review/reachability/network";
import {
    APP,
    changed,
    DATA,
    ec2,
    entry,
    lacking,
    NETWORK,
    plus,
    sgRule,
    WEB,
    WORLD,
    WORLD_6,
} from "./small-network";

type Question = readonly [from: Side, to: Side, port: number, options?: ReachOptions];

const QUERY: Question = [APP, DATA, 5432];
const OUT: Question = [APP, WORLD, 443];
const OUT_6: Question = [APP, WORLD_6, 443];
const IN: Question = [WORLD, WEB, 443];
const IN_6: Question = [WORLD_6, WEB, 443];
const TO_S3: Question = [APP, { gateway: "s3" }, 443];
const OFFICE = { cidr: "172.20.0.0/16" };

/** `always`, `partly` or the first thing that stopped it. */
function verdict(resources: readonly Resource[], question: Question): string {
    const answer = canReach(readNetwork(resources), ...question);
    if (answer.reachable) {
        return answer.always ? "always" : "partly";
    }
    return answer.why[0] ?? "no reason";
}

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

    const cases: readonly (readonly [string, Question, readonly Resource[], string | RegExp])[] = [
        // Security groups
        ["a rule out is missing", QUERY, lacking("app-to-data"), /app-group.*: no egress rule/],
        ["a rule in is missing", QUERY, lacking("data-from-app"), /data-group.*: no ingress rule/],
        [
            "a rule in names another group",
            QUERY,
            changed("data-from-app", { referencedSecurityGroupId: "web-group" }),
            /no ingress rule lets tcp 5432 in from subnet app/,
        ],
        [
            "a rule is for other ports",
            QUERY,
            changed("data-from-app", { fromPort: 5433, toPort: 6000 }),
            /no ingress rule/,
        ],
        [
            "a rule is for another protocol",
            QUERY,
            changed("app-to-data", { ipProtocol: "udp" }),
            /no egress rule/,
        ],
        [
            "a rule is for all protocols",
            QUERY,
            changed("app-to-data", { ipProtocol: "-1", fromPort: undefined, toPort: undefined }),
            "always",
        ],
        [
            "a rule out names the range of the subnet",
            QUERY,
            changed("app-to-data", { referencedSecurityGroupId: "", cidrIpv4: "10.0.2.0/23" }),
            "always",
        ],
        [
            "a rule out names a part of the subnet's range",
            QUERY,
            changed("app-to-data", { referencedSecurityGroupId: "", cidrIpv4: "10.0.2.0/25" }),
            "partly",
        ],
        [
            "a rule out names the range next to it",
            QUERY,
            changed("app-to-data", { referencedSecurityGroupId: "", cidrIpv4: "10.0.3.0/24" }),
            /no egress rule/,
        ],
        [
            "a rule in is an inline one",
            QUERY,
            [
                ...lacking("data-from-app").filter(({ id }) => id !== "data-group"),
                ec2("securityGroup", "data-group", {
                    vpcId: "vpc",
                    ingress: [
                        {
                            protocol: "tcp",
                            fromPort: 0,
                            toPort: 65535,
                            securityGroups: ["app-group"],
                        },
                    ],
                }),
            ],
            "always",
        ],
        [
            "a rule out is of the old kind",
            QUERY,
            [
                ...lacking("app-to-data"),
                ec2("securityGroupRule", "old", {
                    type: "egress",
                    securityGroupId: "app-group",
                    sourceSecurityGroupId: "data-group",
                    protocol: "-1",
                    fromPort: 0,
                    toPort: 0,
                }),
            ],
            "always",
        ],
        [
            "an old rule is for the other direction",
            QUERY,
            [
                ...lacking("app-to-data"),
                ec2("securityGroupRule", "old", {
                    type: "ingress",
                    securityGroupId: "app-group",
                    sourceSecurityGroupId: "data-group",
                    protocol: "-1",
                    fromPort: 0,
                    toPort: 0,
                }),
            ],
            /no egress rule/,
        ],
        [
            "a rule names a prefix list that holds the range",
            QUERY,
            [
                ...changed("app-to-data", { referencedSecurityGroupId: "", prefixListId: "list" }),
                ec2("managedPrefixList", "list", { entries: [{ cidr: "10.0.2.0/24" }] }),
            ],
            "always",
        ],
        [
            "a rule names a prefix list that holds none of it",
            QUERY,
            [
                ...changed("app-to-data", { referencedSecurityGroupId: "", prefixListId: "list" }),
                ec2("managedPrefixList", "list", { entries: [{ cidr: "10.0.4.0/24" }] }),
            ],
            /no egress rule/,
        ],
        [
            "a rule names a prefix list that is not known",
            QUERY,
            changed("app-to-data", { referencedSecurityGroupId: "", prefixListId: "pl-1" }),
            "partly",
        ],

        // Network ACLs
        ["the ACL's entry in is missing", QUERY, lacking("data-in"), /data-acl.*: no rule allows/],
        [
            "the ACL lets no answers out",
            QUERY,
            lacking("data-answers"),
            /data-acl.*: no rule allows answers to tcp .* out to subnet app/,
        ],
        [
            "the ACL lets only some answers out",
            QUERY,
            changed("data-answers", { fromPort: 49152 }),
            "partly",
        ],
        [
            "the ACL lets out only answers to ports that no client has",
            QUERY,
            changed("data-answers", { protocol: "udp" }),
            /no rule allows answers/,
        ],
        [
            "an entry before the good one denies",
            QUERY,
            plus(
                ec2("networkAclRule", "first", {
                    networkAclId: "data-acl",
                    ruleNumber: 90,
                    protocol: "-1",
                    ruleAction: "deny",
                    cidrBlock: "10.0.0.0/16",
                }),
            ),
            /data-acl.*: rule 90 denies tcp 5432 in from subnet app/,
        ],
        [
            "an entry behind the good one denies",
            QUERY,
            plus(
                ec2("networkAclRule", "later", {
                    networkAclId: "data-acl",
                    ruleNumber: 110,
                    protocol: "-1",
                    ruleAction: "deny",
                    cidrBlock: "0.0.0.0/0",
                }),
            ),
            "always",
        ],
        [
            "an entry before the good one denies a part",
            QUERY,
            plus(
                ec2("networkAclRule", "first", {
                    networkAclId: "data-acl",
                    ruleNumber: 90,
                    protocol: "-1",
                    ruleAction: "deny",
                    cidrBlock: "10.0.1.64/26",
                }),
            ),
            "partly",
        ],
        [
            "the ACL of the source lets no answers in",
            QUERY,
            changed("app-acl", { ingress: [entry("allow", 100, { cidrBlock: "10.9.0.0/16" })] }),
            /app-acl.*: no rule allows answers .* in from subnet data/,
        ],
        [
            "both ends are in one subnet, whatever its ACL says",
            [{ ...APP, subnetIds: ["data"] }, DATA, 5432],
            lacking("data-in"),
            "always",
        ],
        [
            "the subnet has the default ACL of AWS",
            QUERY,
            lacking("data-acl").filter(({ id }) => id !== "data-in"),
            "always",
        ],
        [
            "the subnet has the default ACL, closed",
            QUERY,
            [
                ...lacking("data-acl").map((one) =>
                    one.id === "vpc"
                        ? { ...one, outputs: { ...one.outputs, defaultNetworkAclId: "acl-0" } }
                        : one,
                ),
                ec2("defaultNetworkAcl", "acl-0", { defaultNetworkAclId: "acl-0" }),
            ],
            /network ACL acl-0 \(acl-0\): no rule allows tcp 5432 in/,
        ],

        // Out: NAT, egress-only gateway, endpoints
        [
            "there is no route out",
            OUT,
            lacking("app-route-0"),
            "route table app-table (app-table) has no route to 198.51.100.0/24",
        ],
        [
            "there is no route out for IPv6",
            OUT_6,
            lacking("app-route-1"),
            /has no route to 2001:db9/,
        ],
        [
            "the subnet of the NAT gateway has no route out",
            OUT,
            lacking("edge-route-0"),
            /edge-table.* has no route to 198.51.100.0\/24/,
        ],
        [
            "the subnet of the NAT gateway leads back to it",
            OUT,
            changed("edge-route-0", { gatewayId: "", natGatewayId: "nat" }),
            /which is no way out for it/,
        ],
        [
            "the NAT gateway is a private one",
            OUT,
            changed("nat", { connectivityType: "private" }),
            /no way out/,
        ],
        [
            "a gateway is not attached",
            OUT,
            changed("igw", { vpcId: "vpc-2" }),
            /igw is not attached/,
        ],
        [
            "the ACL of the NAT gateway's subnet lets nothing in from the source",
            OUT,
            changed("edge-acl", {
                ingress: [entry("allow", 100, { cidrBlock: "198.51.100.0/24" })],
            }),
            /edge-acl.*: no rule allows tcp 443 in from subnet app/,
        ],
        [
            "the ACL of the NAT gateway's subnet lets only Linux's ports in",
            OUT,
            changed("edge-acl", {
                ingress: [
                    entry("allow", 90, { cidrBlock: "10.0.1.0/24", fromPort: 443 }),
                    entry("allow", 100, { cidrBlock: "0.0.0.0/0", fromPort: 32768, toPort: 60999 }),
                ],
            }),
            "partly",
        ],
        [
            "a longer prefix leads elsewhere",
            OUT,
            plus(
                ec2("route", "detour", {
                    routeTableId: "app-table",
                    destinationCidrBlock: "198.51.100.0/23",
                    gatewayId: "igw",
                }),
            ),
            /to internet gateway igw, but it has no public address/,
        ],
        [
            "a route of the table itself leads out",
            OUT,
            [
                ...lacking("app-route-0").filter(({ id }) => id !== "app-table"),
                ec2("routeTable", "app-table", {
                    vpcId: "vpc",
                    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat" }],
                }),
            ],
            "always",
        ],
        [
            "the subnet has the main table, which leads nowhere",
            OUT,
            lacking("app-in"),
            /main of vpc.* has no route to/,
        ],
        [
            "the subnet has the main table, which leads out",
            OUT,
            [
                ...lacking("app-in"),
                ec2("mainRouteTableAssociation", "main", {
                    vpcId: "vpc",
                    routeTableId: "app-table",
                }),
            ],
            "always",
        ],
        [
            "private addresses of others are looked for on the internet",
            [APP, OFFICE, 443],
            NETWORK,
            /172.20.0.0\/16 is not on the internet/,
        ],
        [
            "others' private addresses are behind a transit gateway",
            [APP, OFFICE, 443],
            plus(
                ec2("route", "office", {
                    routeTableId: "app-table",
                    destinationCidrBlock: "172.16.0.0/12",
                    transitGatewayId: "tgw",
                }),
            ),
            "always",
        ],
        [
            "a VPN announces routes to a table",
            [APP, OFFICE, 443],
            changed("app-table", { propagatingVgws: ["vgw"] }),
            "always",
        ],
        ["the service has an endpoint, and no other way", TO_S3, lacking("app-route-0"), "always"],
        [
            "the endpoint is in no table of the subnet",
            [APP, { gateway: "s3" }, 443, { family: 4 }],
            changed("s3", { routeTableIds: ["data-table"] }).filter(
                ({ id }) => id !== "app-route-0",
            ),
            /app-table.* has no route to s3/,
        ],
        [
            "the endpoint is put into the table by an association",
            TO_S3,
            [
                ...changed("s3", { routeTableIds: [] }).filter(({ id }) => id !== "app-route-0"),
                ec2("vpcEndpointRouteTableAssociation", "in", {
                    routeTableId: "app-table",
                    vpcEndpointId: "s3",
                }),
            ],
            "always",
        ],
        [
            "the list of one service lets nothing out to another",
            [APP, { gateway: "dynamodb" }, 443],
            lacking("app-to-world"),
            /no egress rule lets tcp 443 out to dynamodb/,
        ],
        [
            "the list of a service lets nothing out to others",
            OUT,
            lacking("app-to-world"),
            /no egress rule/,
        ],
        [
            "the ACL lets out to a few of the service's addresses",
            TO_S3,
            changed("app-acl", {
                egress: [entry("allow", 1, { cidrBlock: "52.0.0.0/8", fromPort: 443 })],
            }),
            "partly",
        ],

        // In
        [
            "it has no public address",
            [WORLD, { ...WEB, publicAddress: false }, 443],
            NETWORK,
            /no public address/,
        ],
        [
            "IPv6 needs no public address of its own",
            [WORLD_6, { ...WEB, publicAddress: false }, 443],
            NETWORK,
            "always",
        ],
        ["no route leads back", IN, lacking("edge-route-0"), /edge-table.* has no route to 198/],
        [
            "the route back is a NAT gateway's",
            IN,
            changed("edge-route-0", { gatewayId: "", natGatewayId: "nat" }),
            /NAT gateway nat, which lets no connection in/,
        ],
        [
            "the route back is an egress-only gateway's",
            IN_6,
            changed("edge-route-1", { gatewayId: "", egressOnlyGatewayId: "eigw" }),
            /egress-only gateway eigw, which lets no connection in/,
        ],
        [
            "the group lets in another range",
            IN,
            changed("web-group", {
                ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/8"] }],
            }),
            /web-group.*: no ingress rule lets tcp 443 in from 198/,
        ],
        [
            "the ACL lets nothing in",
            IN,
            changed("edge-acl", { ingress: [] }),
            /edge-acl.*: no rule allows tcp 443 in/,
        ],
        [
            "the ACL lets no answers out",
            IN,
            changed("edge-acl", { egress: [] }),
            /edge-acl.*: no rule allows answers to tcp .* out to 198/,
        ],

        // Block Public Access
        ...["block-ingress", "block-bidirectional"].map(
            (mode) =>
                [`the account is at ${mode}`, IN, blocked(mode), /Block Public Access/] as const,
        ),
        ["ingress alone is blocked", OUT, blocked("block-ingress"), "always"],
        ["ingress alone is blocked, IPv6", OUT_6, blocked("block-ingress"), "always"],
        [
            "both directions are blocked",
            OUT,
            blocked("block-bidirectional"),
            /is block-bidirectional/,
        ],
        [
            "both directions are blocked, IPv6",
            OUT_6,
            blocked("block-bidirectional"),
            /Block Public/,
        ],
        ["nothing is blocked", IN, blocked("off"), "always"],
        ["another region is blocked", IN, blocked("block-bidirectional", "us-east-1"), "always"],
        [
            "the VPC is excluded",
            IN,
            [...blocked("block-bidirectional"), excluded({ vpcId: "vpc" }, "allow-bidirectional")],
            "always",
        ],
        [
            "the subnet is excluded, for egress",
            IN,
            [...blocked("block-bidirectional"), excluded({ subnetId: "edge" }, "allow-egress")],
            /Block Public Access/,
        ],
        [
            "the NAT gateway's subnet is excluded, for egress",
            OUT,
            [...blocked("block-bidirectional"), excluded({ subnetId: "edge" }, "allow-egress")],
            "always",
        ],
    ];
    for (const [what, question, resources, expected] of cases) {
        const [, , port] = question;
        it(`${what}: ${String(expected)} (${port})`, () => {
            const got = verdict(resources, question);
            if (typeof expected === "string") {
                assert.equal(got, expected);
            } else {
                assert.match(got, expected);
            }
        });
    }

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

function blocked(mode: string, region = "eu-west-1"): Resource[] {
    return plus(
        ec2("vpcBlockPublicAccessOptions", "bpa", { internetGatewayBlockMode: mode }, { region }),
    );
}

function excluded(what: Readonly<Record<string, string>>, mode: string): Resource {
    return ec2("vpcBlockPublicAccessExclusion", "except", {
        ...what,
        internetGatewayExclusionMode: mode,
    });
}
