import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Deployed } from "../support/engine";
import { AwsxEngine, nameOf } from "./awsx-harness";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ZONES = ["eu-west-1a", "eu-west-1b"];
const POOL = "ipam-pool-0123456789abcdef0";

const TIERS = (["private", "isolated", "public"] as const).map((name, tier) => ({
    type: ({ private: "Private", isolated: "Isolated", public: "Public" } as const)[name],
    name,
    cidrBlocks: ZONES.map((_, zone) => `10.8.${tier * 64 + zone * 16}.0/20`),
}));

const TWO_ZONES = {
    cidrBlock: "10.8.0.0/16",
    availabilityZoneNames: ZONES,
    subnetStrategy: "Auto",
    subnetSpecs: TIERS,
    natGateways: { strategy: "None" },
} as const;

/** Of all resources of a type, by name: some inputs, where ids are names. */
function inputsOf({ resources }: Deployed, type: string, ...names: readonly string[]) {
    const made = resources.filter(({ id }) => id !== undefined);
    const ids = new Map(made.map(({ id, urn }) => [id, nameOf(urn)]));
    return Object.fromEntries(
        resources
            .filter((resource) => resource.type === type)
            .map(({ urn, inputs = {} }) => [
                nameOf(urn),
                names.map((name) => ids.get(inputs[name] as string) ?? inputs[name]),
            ]),
    );
}

describe("awsx stand-in: options", function () {
    const engine = new AwsxEngine();
    beforeEach(() => engine.start());
    afterEach(() => {
        engine.end();
    });

    for (const [strategy, gateways] of [
        ["Single", ["main-1", "main-1"]],
        ["OnePerAz", ["main-1", "main-2"]],
    ] as const) {
        it(`leads the private subnets of two zones through NAT: ${strategy}`, async () => {
            const deployed = await engine.up({ ...TWO_ZONES, natGateways: { strategy } });
            const made = [...new Set(gateways)];
            assert.deepEqual(
                inputsOf(deployed, "aws:ec2/natGateway:NatGateway", "subnetId", "allocationId"),
                Object.fromEntries(
                    made.map((nat) => [nat, [nat.replace("main", "main-public"), nat]]),
                ),
            );
            assert.deepEqual(Object.keys(inputsOf(deployed, "aws:ec2/eip:Eip")).sort(), made);
            assert.deepEqual(
                inputsOf(
                    deployed,
                    "aws:ec2/route:Route",
                    "routeTableId",
                    "gatewayId",
                    "natGatewayId",
                ),
                {
                    "main-public-1": ["main-public-1", "main", undefined],
                    "main-public-2": ["main-public-2", "main", undefined],
                    "main-private-1": ["main-private-1", undefined, gateways[0]],
                    "main-private-2": ["main-private-2", undefined, gateways[1]],
                },
            );
        });
    }

    it("gives subnets the /64s of the VPC that awsx gives them, where they want IPv6", async () => {
        const deployed = await engine.up({
            ...TWO_ZONES,
            assignGeneratedIpv6CidrBlock: true,
            subnetSpecs: TIERS.map((spec) => ({
                ...spec,
                assignIpv6AddressOnCreation: spec.type === "Private" ? undefined : false,
            })),
        });
        const vpc = deployed.resources.find(({ type }) => type === VPC);
        const block = vpc?.outputs?.ipv6CidrBlock as string;
        assert.match(block, /^2a05:d018:[0-9a-f]+:[0-9a-f]+00::\/56$/);
        const numbered = (index: string) => block.replace(/00::\/56$/, `${index}::/64`);
        assert.deepEqual(
            inputsOf(deployed, SUBNET, "assignIpv6AddressOnCreation", "ipv6CidrBlock"),
            {
                "main-public-1": [false, undefined],
                "main-private-1": [true, numbered("02")],
                "main-isolated-1": [false, undefined],
                "main-public-2": [false, undefined],
                "main-private-2": [true, numbered("03")],
                "main-isolated-2": [false, undefined],
            },
        );
        assert.deepEqual(Object.keys(deployed.again), ["same"]);
    });

    it("fails with awsx's words where a subnet wants IPv6 and the VPC has none", async () => {
        const subnetSpecs = TIERS.map((spec) => ({ ...spec, assignIpv6AddressOnCreation: true }));
        await assert.rejects(
            engine.up({ ...TWO_ZONES, subnetSpecs }),
            /require the VPC to have an IPv6 CIDR block/,
        );
    });

    it("takes a block of a pool, and lays subnets out in it", async () => {
        const deployed = await engine.up({
            ...TWO_ZONES,
            cidrBlock: undefined,
            ipv4IpamPoolId: POOL,
            ipv4NetmaskLength: 20,
            subnetSpecs: [{ type: "Private", cidrMask: 22 }, { type: "Isolated" }],
        });
        assert.deepEqual(inputsOf(deployed, VPC, "cidrBlock", "ipv4NetmaskLength"), {
            main: [undefined, 20],
        });
        assert.deepEqual(inputsOf(deployed, SUBNET, "cidrBlock"), {
            "main-private-1": ["10.0.0.0/22"],
            "main-isolated-1": ["10.0.4.0/22"],
            "main-private-2": ["10.0.8.0/22"],
            "main-isolated-2": ["10.0.12.0/22"],
        });
        assert.deepEqual(Object.keys(deployed.again), ["same"]);
    });

    it("takes a block that is named out of a pool", async () => {
        const deployed = await engine.up({ ...TWO_ZONES, ipv4IpamPoolId: POOL });
        assert.deepEqual(inputsOf(deployed, VPC, "cidrBlock", "ipv4IpamPoolId"), {
            main: ["10.8.0.0/16", POOL],
        });
    });

    it("lets transforms of the program reach the children", async () => {
        const closed: pulumi.ResourceTransform = ({ type, props, opts }) =>
            type === SUBNET
                ? {
                      props: { ...props, mapPublicIpOnLaunch: false },
                      opts: pulumi.mergeOptions(opts, { protect: true }),
                  }
                : undefined;
        const deployed = await engine.up(TWO_ZONES, { transforms: [closed] });
        const isPublic = inputsOf(deployed, SUBNET, "mapPublicIpOnLaunch");
        assert.deepEqual(Object.values(isPublic), Array(6).fill([false]));
        assert.deepEqual(
            [...new Set(deployed.resources.filter((r) => r.protect).map(({ type }) => type))],
            [SUBNET],
        );
        assert.deepEqual(Object.keys(deployed.again), ["same"]);
    });
});
