import assert from "node:assert/strict";
import fc from "fast-check";
import { type Box, layOut } from "../../review/drawing/layout";
import { readNetwork } from "../../review/drawing/network";
import { describeNetwork } from "../../review/drawing/page";
import { drawNetwork } from "../../review/drawing/picture";
import type { Resource } from "../../review/resource";

type Fields = Readonly<Record<string, unknown>>;

function resource(type: string, name: string, id: string, fields: Fields): Resource {
    return { urn: `urn:pulumi:x::y::${type}::${name}`, type, id, inputs: fields, outputs: fields };
}

function subnet(tier: string, zone: string, cidrBlock: string): Resource {
    return resource("aws:ec2/subnet:Subnet", `net-${tier}-${zone}`, `subnet-${tier}-${zone}`, {
        availabilityZone: zone,
        cidrBlock,
        tags: { SubnetType: tier },
    });
}

function group(name: string, tags: Fields = {}): Resource {
    return resource("aws:ec2/securityGroup:SecurityGroup", `net-${name}`, `sg-${name}`, { tags });
}

/** One rule; `other` is what the engine names the other side by. */
function rule(kind: "Ingress" | "Egress", of: string, port: number, other: Fields): Resource {
    return resource(
        `aws:vpc/securityGroup${kind}Rule:SecurityGroup${kind}Rule`,
        `${of}-${port}-${Object.values(other).join("-")}`,
        "sgr",
        { securityGroupId: `sg-${of}`, ipProtocol: "tcp", fromPort: port, toPort: port, ...other },
    );
}

function flow(from: string, to: string, port: number, why = "needed"): Resource[] {
    const description = `${from} to ${to}: ${why}`;
    return [
        rule("Egress", from, port, { referencedSecurityGroupId: `sg-${to}`, description }),
        rule("Ingress", to, port, { referencedSecurityGroupId: `sg-${from}`, description }),
    ];
}

const VPC = resource("aws:ec2/vpc:Vpc", "net", "vpc-1", {
    cidrBlock: "10.0.0.0/16",
    region: "eu-west-1",
});

const SUBNETS = [
    subnet("Private", "eu-west-1a", "10.0.0.0/21"),
    subnet("Private", "eu-west-1b", "10.0.8.0/21"),
    subnet("Isolated", "eu-west-1a", "10.0.64.0/21"),
];

const GATEWAY = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "net-s3", "vpce-1", {
    serviceName: "com.amazonaws.eu-west-1.s3",
    vpcEndpointType: "Gateway",
    prefixListId: "pl-s3",
    policy: "{}",
});

const INTERFACE = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "net-ssmmessages", "vpce-2", {
    serviceName: "com.amazonaws.eu-west-1.ssmmessages",
    vpcEndpointType: "Interface",
    subnetIds: ["subnet-Private-eu-west-1a", "subnet-Private-eu-west-1b"],
    securityGroupIds: ["sg-endpoints"],
    privateDnsEnabled: true,
});

const NETWORK = [
    VPC,
    ...SUBNETS,
    GATEWAY,
    INTERFACE,
    ...["app", "admin", "db", "endpoints"].map((name) => group(name)),
    ...flow("app", "db", 5432),
    ...flow("admin", "endpoints", 443),
    rule("Egress", "app", 443, { prefixListId: "pl-s3", description: "app to s3: artifacts" }),
];

function peerOf(name: string, ...more: Resource[]) {
    const peer = readNetwork([...NETWORK, ...more]).peers.find((found) => found.name === name);
    assert.ok(peer);
    return peer;
}

function flowsOf(...more: Resource[]) {
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

/** What a reader of the picture sees. */
function textsOf(svg: string): string[] {
    return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) =>
        text
            .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
            .replaceAll("\u00a0", " ")
            .trim(),
    );
}

describe("the picture", () => {
    it("shows the network, its subnets, groups, services and ports", async () => {
        const texts = textsOf(await drawNetwork(readNetwork(NETWORK), "dev"));
        for (const expected of [
            "Network net",
            "dev  ·  eu-west-1  ·  10.0.0.0/16",
            "private",
            "isolated",
            "10.0.8.0/21",
            "eu-west-1b",
            "app",
            "5432",
            "s3",
            "gateway endpoint",
            "ssmmessages",
            "nothing wears them yet",
        ]) {
            assert.ok(texts.includes(expected), `${expected} is not in ${texts.join(", ")}`);
        }
        assert.ok(!texts.some((text) => text.startsWith("only one of the two ends")));
    });

    it("has an arrow for each flow, which says why", async () => {
        const svg = await drawNetwork(readNetwork(NETWORK), "dev");
        assert.equal(svg.match(/class="edge"/g)?.length, 3);
        assert.match(svg, /xlink:title="app to s3, 443: app to s3: artifacts"/);
    });

    it("explains dashed arrows where there are some", async () => {
        const [egress] = flow("db", "app", 80);
        assert.ok(egress);
        const svg = await drawNetwork(readNetwork([...NETWORK, egress]), "dev");
        assert.match(svg, /stroke-dasharray/);
        assert.ok(textsOf(svg).includes("only one of the two ends allows it: nothing passes"));
    });

    it("shows NAT gateways, the internet, and the last day of who may enter", async () => {
        const svg = await drawNetwork(
            readNetwork([
                ...NETWORK,
                subnet("Public", "eu-west-1a", "10.0.128.0/21"),
                resource("aws:ec2/natGateway:NatGateway", "n", "nat-1", {
                    subnetId: "subnet-Public-eu-west-1a",
                }),
                rule("Egress", "app", 443, { cidrIpv4: "0.0.0.0/0" }),
                rule("Ingress", "app", 443, {
                    cidrIpv4: "10.9.0.0/24",
                    description: "office until 2030-12-31",
                }),
            ]),
            "dev",
        );
        for (const expected of ["NAT gateway", "the internet", "10.9.0.0/24", "until 2030-12-31"]) {
            assert.ok(textsOf(svg).includes(expected), expected);
        }
    });

    it("says which host is the way in", async () => {
        const host = resource("aws:ec2/instance:Instance", "h", "i-1", {
            subnetId: "subnet-Private-eu-west-1a",
            vpcSecurityGroupIds: ["sg-admin"],
        });
        const texts = textsOf(await drawNetwork(readNetwork([...NETWORK, host]), "dev"));
        assert.ok(texts.includes("way in: Session Manager"), texts.join(", "));
    });

    it("is the same in whatever order the resources come", async () => {
        const picture = await drawNetwork(readNetwork(NETWORK), "dev");
        await fc.assert(
            fc.asyncProperty(
                fc.shuffledSubarray(NETWORK, { minLength: NETWORK.length }),
                async (shuffled) => {
                    assert.equal(await drawNetwork(readNetwork(shuffled), "dev"), picture);
                },
            ),
            { numRuns: 10 },
        );
    });

    it("takes names that mean something in SVG, HTML and Graphviz", async () => {
        const name = `a"b<c>&amp;\\d]`;
        const strange = group(name);
        const svg = await drawNetwork(readNetwork([...NETWORK, strange]), "dev");
        assert.ok(svg.includes("a&quot;b&lt;c&gt;&amp;amp;\\d]</text>"), svg);
    });
});

describe("the layout", () => {
    const SIZE = { width: 60, height: 40 };

    /** Peers by their numbers in up to three bands, and any flows between them. */
    const parts = fc
        .tuple(
            fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
            fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }),
        )
        .map(([counts, pairs]) => {
            const bands = counts.map((count, band) => ({
                name: `band ${band}`,
                keys: Array.from({ length: count }, (_, index) => `${band}.${index}`),
            }));
            const keys = [...bands.flatMap((band) => band.keys), "in", "out"];
            const side = (index: number) => {
                const key = keys[index % keys.length] ?? "";
                return { key, name: key, kind: "peer" as const };
            };
            const flows = pairs.map(([from, to]) => ({ from: side(from), to: side(to) }));
            return {
                bands,
                flows,
                title: "title",
                legend: "legend",
                entering: ["in"],
                leaving: ["out"],
                size: () => SIZE,
            };
        });

    const apart = (a: Box, b: Box) =>
        a.x + a.width <= b.x ||
        b.x + b.width <= a.x ||
        a.y + a.height <= b.y ||
        b.y + b.height <= a.y;

    const inside = (a: Box, b: Box) =>
        a.x >= b.x &&
        a.y >= b.y &&
        a.x + a.width <= b.x + b.width &&
        a.y + a.height <= b.y + b.height;

    it("lets nothing overlap, keeps peers in their bands and bands in the VPC", () => {
        fc.assert(
            fc.property(parts, (given) => {
                const { boxes, bands, vpc } = layOut(given);
                const all = [...boxes];
                assert.equal(
                    all.length,
                    given.bands.flatMap(({ keys }) => [0, ...keys]).length + 4,
                );
                for (const [key, box] of all) {
                    for (const [other, otherBox] of all) {
                        assert.ok(key === other || apart(box, otherBox), `${key} and ${other}`);
                    }
                }
                for (const { name, keys } of given.bands) {
                    const band = bands.get(name);
                    assert.ok(band && inside(band, vpc), name);
                    for (const key of [name, ...keys]) {
                        const box = boxes.get(key);
                        assert.ok(box && inside(box, band), key);
                    }
                }
            }),
        );
    });

    it("puts what is connected to right of what connects", () => {
        const side = (key: string) => ({ key, name: key, kind: "peer" as const });
        const { boxes } = layOut({
            bands: [{ name: "band", keys: ["db", "proxy", "app"] }],
            flows: [
                { from: side("app"), to: side("proxy") },
                { from: side("proxy"), to: side("db") },
                { from: side("app"), to: side("db") },
            ],
            title: "title",
            legend: "legend",
            entering: [],
            leaving: ["s3"],
            size: () => SIZE,
        });
        const order = [...boxes]
            .filter(([key]) => ["app", "proxy", "db", "s3"].includes(key))
            .sort(([, a], [, b]) => a.x - b.x);
        assert.deepEqual(
            order.map(([key]) => key),
            ["app", "proxy", "db", "s3"],
        );
    });
});

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
            "| interface endpoint, in one zone | 2 | 7 | 14 |",
            "| in all |  |  | 14 |",
        ]) {
            assert.ok(lines.includes(expected), `${expected}\nis not in\n${page()}`);
        }
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
        const table = text.slice(text.indexOf("### private")).split("\n").slice(4, 7);
        assert.deepEqual(table, [
            "| in | 5 | allow | tcp | 443 | 10.0.0.0/8 |",
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
