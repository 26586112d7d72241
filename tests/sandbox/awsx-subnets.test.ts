import assert from "node:assert/strict";
import type { ec2 } from "@pulumi/awsx";
import { type NatStrategy, planSubnets } from "../../sandbox/awsx/subnets";

const ZONES = ["eu-west-1a", "eu-west-1b"];
const VPC = "10.0.0.0/16";

const plan = (args: ec2.VpcArgs, nat: NatStrategy = "None") =>
    planSubnets(
        "main",
        { subnetStrategy: "Auto", ...args },
        VPC,
        args.availabilityZoneNames ?? ZONES,
        nat,
    );
const blocks = (args: ec2.VpcArgs, nat?: NatStrategy) =>
    plan(args, nat).subnets.map(({ name, cidrBlock }) => `${name} ${cidrBlock}`);

describe("awsx stand-in: subnets", () => {
    it("divides a zone evenly where specs say nothing of size", () => {
        const subnetSpecs = [{ type: "Private" as const }, { type: "Isolated" as const }];
        assert.deepEqual(blocks({ subnetSpecs }), [
            "main-private-1 10.0.0.0/18",
            "main-isolated-1 10.0.64.0/18",
            "main-private-2 10.0.128.0/18",
            "main-isolated-2 10.0.192.0/18",
        ]);
    });

    it("begins a block at a multiple of its size, and leaves the rest empty", () => {
        const subnetSpecs = [
            { type: "Private" as const, cidrMask: 24 },
            { type: "Isolated" as const, size: 4096 },
        ];
        const { subnets, layout } = plan({ subnetSpecs });
        assert.deepEqual(
            subnets.map((s) => s.cidrBlock),
            ["10.0.0.0/24", "10.0.16.0/20", "10.0.128.0/24", "10.0.144.0/20"],
        );
        assert.deepEqual(
            layout.map(({ cidrMask, size }) => [cidrMask, size]),
            [
                [24, 256],
                [20, 4096],
            ],
        );
    });

    it("makes the public subnets of a zone first, and none for Unused", () => {
        const subnetSpecs = (["Isolated", "Unused", "Private", "Public"] as const).map((type) => ({
            type,
        }));
        assert.deepEqual(
            plan({ subnetSpecs }, "Single").subnets.map((s) => s.name),
            ["public", "private", "isolated"]
                .map((type) => `main-${type}-1`)
                .concat(["public", "private", "isolated"].map((type) => `main-${type}-2`)),
        );
    });

    it("names the zone in the tag when asked, and never in the logical name", () => {
        const { subnets } = plan({
            subnetNameTagStrategy: "AvailabilityZone",
            subnetSpecs: [{ type: "Private", name: "app" }],
        });
        assert.deepEqual(
            subnets.map(({ name, tag }) => [name, tag]),
            [
                ["main-app-1", "main-app-1a"],
                ["main-app-2", "main-app-1b"],
            ],
        );
    });

    it("takes Exact when specs and Unused fill the VPC", () => {
        const subnetSpecs = [
            { type: "Private" as const, cidrMask: 18 },
            { type: "Unused" as const, cidrMask: 18 },
        ];
        assert.equal(blocks({ subnetStrategy: "Exact", subnetSpecs }).length, 2);
    });

    it("counts IPv6 blocks through the zones, in the order in which subnets are made", () => {
        const subnetSpecs = (["Isolated", "Unused", "Private", "Public"] as const).map((type) => ({
            type,
        }));
        assert.deepEqual(
            plan({ subnetSpecs }).subnets.map(({ name, ipv6Index }) => [name, ipv6Index]),
            [
                ["main-public-1", 0],
                ["main-private-1", 2],
                ["main-isolated-1", 4],
                ["main-public-2", 1],
                ["main-private-2", 3],
                ["main-isolated-2", 5],
            ],
        );
    });

    it("looks for no gaps where a pool chooses the block", () => {
        const subnetSpecs = [{ type: "Private" as const, cidrMask: 18 }];
        const args = { subnetStrategy: "Exact" as const, subnetSpecs };
        assert.throws(() => plan(args), /gaps in the subnet ranges/);
        const pool = { ipv4IpamPoolId: "ipam-pool-0123456789abcdef0", ipv4NetmaskLength: 16 };
        assert.equal(plan({ ...args, ...pool }).subnets.length, 2);
    });

    const one = (cidrBlocks: string[], more: object = {}) => ({
        subnetSpecs: [{ type: "Private" as const, cidrBlocks, ...more }],
    });
    const refused: readonly [what: string, ec2.VpcArgs, NatStrategy, error: RegExp][] = [
        [
            "gaps under Exact",
            { ...one(["10.0.0.0/18", "10.0.128.0/17"]), subnetStrategy: "Exact" },
            "None",
            /gaps in the subnet ranges.*10.0.0.0\/18\) <=> main-private-2/,
        ],
        [
            "too few blocks",
            one(["10.0.0.0/20"]),
            "None",
            /subnetSpecs\[0\] must match the number of availability zones \(2\)/,
        ],
        [
            "another mask than the blocks'",
            one(["10.0.0.0/20", "10.0.16.0/20"], { cidrMask: 24 }),
            "None",
            /The cidrMask in subnetSpecs\[0\] must match/,
        ],
        [
            "another size than the blocks'",
            one(["10.0.0.0/20", "10.0.16.0/20"], { size: 256 }),
            "None",
            /The size in subnetSpecs\[0\] must match/,
        ],
        [
            "blocks that overlap",
            one(["10.0.0.0/20", "10.0.0.0/24"]),
            "None",
            /overlap with at least one other[\s\S]*1. main-private-1: 10.0.0.0\/20/,
        ],
        [
            "blocks for some specs only",
            {
                subnetSpecs: [
                    { type: "Private", cidrBlocks: ["10.0.0.0/20", "10.0.16.0/20"] },
                    { type: "Isolated" },
                ],
            },
            "None",
            /all subnets must have explicit cidrBlocks/,
        ],
        [
            "two specs of one type without names",
            { subnetSpecs: [{ type: "Private" }, { type: "Private" }] },
            "None",
            /type "private" require unique names/,
        ],
        [
            "a size that is no power of two",
            { subnetSpecs: [{ type: "Private", size: 1000 }] },
            "None",
            /sizes are invalid: 1000/,
        ],
        [
            "a size that is not the mask's",
            { subnetSpecs: [{ type: "Private", size: 256, cidrMask: 20 }] },
            "None",
            /does not match the expected size for a \/20 subnet \(4096\)/,
        ],
        [
            "subnets larger than the VPC",
            { subnetSpecs: [{ type: "Private", cidrMask: 16 }] },
            "None",
            /too large for VPC. VPC has 32768 addresses, but subnets require 65536/,
        ],
        [
            "a NAT gateway without public subnets",
            { subnetSpecs: [{ type: "Private" }] },
            "Single",
            /public subnets must be declared/,
        ],
        [
            "a NAT gateway for nobody",
            { subnetSpecs: [{ type: "Public" }] },
            "OnePerAz",
            /along with private or isolated subnets/,
        ],
        [
            "no strategy, which ignores blocks",
            { ...one(["10.0.0.0/20", "10.0.16.0/20"]), subnetStrategy: undefined },
            "None",
            /by the subnetStrategy "Legacy"; under it, awsx ignores cidrBlocks/,
        ],
        [
            "AutoMerge",
            { subnetStrategy: "AutoMerge" },
            "None",
            /does not lay out subnets by the subnetStrategy "AutoMerge"/,
        ],
        [
            "zones whose name tags would be the same",
            {
                subnetNameTagStrategy: "AvailabilityZone",
                subnetSpecs: [{ type: "Private" }],
                availabilityZoneNames: ["eu-west-1a", "us-east-1a"],
            },
            "None",
            /"eu-west-1a" and "us-east-1a" both reduce to "1a"/,
        ],
    ];
    for (const [what, args, nat, error] of refused) {
        it(`refuses ${what}`, () => {
            assert.throws(() => plan(args, nat), error);
        });
    }
});
