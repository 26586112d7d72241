import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { UNKNOWN } from "../../sandbox/provider/unknown";
import { Cloud, type Made } from "../support/cloud";
import { SUBNET, VPC } from "./ec2-harness";

const POOL = "ipam-pool-0123456789abcdef0";

describe("sandbox: addresses of VPCs and subnets", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const withIpv6 = () =>
        cloud.create(VPC, { cidrBlock: "10.0.0.0/16", assignGeneratedIpv6CidrBlock: true });
    /** The /64 with this number in the VPC's /56. */
    const numbered = ({ outputs }: Made, number: string) =>
        (outputs.ipv6CidrBlock as string).replace(/00::\/56$/, `${number}::/64`);

    it("refuses what contradicts itself about a VPC's addresses", () => {
        const of = (inputs: Props) => cloud.failures(VPC, inputs);
        assert.deepEqual(of({ ipv4NetmaskLength: 20 }), [
            "ipv4IpamPoolId: is required with ipv4NetmaskLength",
        ]);
        assert.deepEqual(
            of({ cidrBlock: "10.0.0.0/16", ipv4NetmaskLength: 20, ipv4IpamPoolId: POOL }),
            ["cidrBlock: cannot be given with ipv4NetmaskLength"],
        );
        assert.deepEqual(of({ ipv4IpamPoolId: "pool", ipv4NetmaskLength: 29 }), [
            'ipv4IpamPoolId: must be the id of an IPAM pool, ipam-pool-..., got "pool"',
            "ipv4NetmaskLength: must be from 16 to 28, got 29",
        ]);
        const block = { cidrBlock: "10.0.0.0/16" };
        assert.deepEqual(of({ ...block, ipv6CidrBlock: "2a05:d018:1:100::/56" }), [
            "ipv6IpamPoolId: is required with ipv6CidrBlock and with ipv6NetmaskLength",
        ]);
        assert.deepEqual(
            of({ ...block, assignGeneratedIpv6CidrBlock: true, ipv6IpamPoolId: POOL }),
            ["assignGeneratedIpv6CidrBlock: cannot be given with ipv6IpamPoolId"],
        );
        assert.deepEqual(of({ ...block, ipv6CidrBlockNetworkBorderGroup: "eu-west-1" }), [
            "assignGeneratedIpv6CidrBlock: is required with ipv6CidrBlockNetworkBorderGroup",
        ]);
        assert.deepEqual(of({ ...block, ipv6IpamPoolId: POOL, ipv6NetmaskLength: 50 }), [
            "ipv6NetmaskLength: must be one of 44, 48, 52, 56, 60, got 50",
        ]);
    });

    it("takes the next free block out of a pool, and keeps it", async () => {
        await cloud.create(VPC, { cidrBlock: "10.0.0.0/20" });
        const inputs = { ipv4IpamPoolId: POOL, ipv4NetmaskLength: 20 };
        const second = await cloud.create(VPC, inputs, "second");
        assert.equal(second.outputs.cidrBlock, "10.0.16.0/20");
        const updated = await cloud.update(second, { enableDnsHostnames: true });
        assert.equal(updated.outputs.cidrBlock, "10.0.16.0/20");
        await cloud.create(SUBNET, { vpcId: second.id, cidrBlock: "10.0.16.0/24" });
        assert.deepEqual(cloud.diff(second, { ipv4NetmaskLength: 24 }).replaces, [
            "ipv4NetmaskLength",
        ]);
    });

    it("gives a VPC a /56 of Amazon's, in place, and only while it is asked for", async () => {
        const vpc = await cloud.create(VPC, { cidrBlock: "10.0.0.0/16" });
        assert.equal(vpc.outputs.ipv6CidrBlock, "");
        const on = { assignGeneratedIpv6CidrBlock: true };
        assert.deepEqual(cloud.diff(vpc, on), {
            changed: ["assignGeneratedIpv6CidrBlock"],
            replaces: [],
        });
        const withBlock = await cloud.update(vpc, on);
        const { ipv6CidrBlock, ipv6AssociationId } = withBlock.outputs;
        assert.match(ipv6CidrBlock as string, /^2a05:d018:[0-9a-f]+:[0-9a-f]+00::\/56$/);
        assert.match(ipv6AssociationId as string, /^vpc-cidr-assoc-/);
        assert.equal(withBlock.outputs.ipv6CidrBlockNetworkBorderGroup, "eu-west-1");
        const off = await cloud.update(withBlock, { assignGeneratedIpv6CidrBlock: undefined });
        assert.equal(off.outputs.ipv6CidrBlock, "");
    });

    it("does not know the /56 at preview, before the VPC has it", async () => {
        const { id, type, urn, inputs, outputs } = await cloud.create(VPC, {
            cidrBlock: "10.0.0.0/16",
        });
        const news = { ...inputs, assignGeneratedIpv6CidrBlock: true };
        const request = { id, type, urn, olds: outputs, oldInputs: inputs, news, preview: true };
        const { ipv6CidrBlock, cidrBlock } = await cloud.provider.update(request);
        assert.equal(ipv6CidrBlock, UNKNOWN);
        assert.equal(cidrBlock, "10.0.0.0/16");
    });

    it("keeps the /56 while subnets have a part of it", async () => {
        const vpc = await withIpv6();
        const subnet = await cloud.create(SUBNET, {
            vpcId: vpc.id,
            cidrBlock: "10.0.0.0/24",
            ipv6CidrBlock: numbered(vpc, "00"),
        });
        await assert.rejects(
            cloud.update(vpc, { assignGeneratedIpv6CidrBlock: false }),
            new RegExp(`InvalidCidrBlock.InUse: .* ${subnet.id}`),
        );
        await cloud.update(subnet, { ipv6CidrBlock: undefined });
        await cloud.update(vpc, { assignGeneratedIpv6CidrBlock: false });
    });

    it("leaves dedicated hardware in place, and replaces a VPC to get there", async () => {
        const vpc = await cloud.create(VPC, { cidrBlock: "10.0.0.0/16" });
        const dedicated = { instanceTenancy: "dedicated" };
        assert.deepEqual(cloud.diff(vpc, dedicated).replaces, ["instanceTenancy"]);
        const other = await cloud.create(VPC, { cidrBlock: "10.1.0.0/16", ...dedicated }, "b");
        assert.deepEqual(cloud.diff(other, { instanceTenancy: "default" }).replaces, []);
    });

    it("gives subnets /64s of the VPC, each its own", async () => {
        const vpc = await withIpv6();
        const inputs = {
            vpcId: vpc.id,
            cidrBlock: "10.0.0.0/24",
            ipv6CidrBlock: numbered(vpc, "01"),
            assignIpv6AddressOnCreation: true,
        };
        const subnet = await cloud.create(SUBNET, inputs);
        assert.match(subnet.outputs.ipv6CidrBlockAssociationId as string, /^subnet-cidr-assoc-/);
        await cloud.update(subnet, { mapPublicIpOnLaunch: true });
        const second = (changes: Props) =>
            cloud.create(SUBNET, { ...inputs, cidrBlock: "10.0.1.0/24", ...changes }, "second");
        await assert.rejects(second({}), /InvalidSubnet.Conflict: ipv6CidrBlock .* overlaps/);
        await assert.rejects(
            second({ ipv6CidrBlock: "2a05:d019::/64" }),
            /InvalidSubnet.Range: ipv6CidrBlock 2a05:d019::\/64 is not inside 2a05/,
        );
        await second({ ipv6CidrBlock: numbered(vpc, "02") });
    });

    it("gives no /64 of a VPC without IPv6", async () => {
        const vpc = await cloud.create(VPC, { cidrBlock: "10.0.0.0/16" });
        const inputs = { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", ipv6CidrBlock: "2a05::/64" };
        await assert.rejects(cloud.create(SUBNET, inputs), /vpc-\w+ has no IPv6 block/);
    });

    it("moves a subnet's /64 in place, but not under addresses that it hands out", async () => {
        const vpc = await withIpv6();
        const inputs = {
            vpcId: vpc.id,
            cidrBlock: "10.0.0.0/24",
            ipv6CidrBlock: numbered(vpc, "01"),
        };
        const moved = { ipv6CidrBlock: numbered(vpc, "02") };
        const subnet = await cloud.create(SUBNET, inputs);
        assert.deepEqual(cloud.diff(subnet, moved).replaces, []);
        const assigning = await cloud.update(subnet, { assignIpv6AddressOnCreation: true });
        assert.deepEqual(cloud.diff(assigning, moved).replaces, ["ipv6CidrBlock"]);
        assert.deepEqual(cloud.diff(assigning, { mapPublicIpOnLaunch: true }).replaces, []);
    });

    const dual = { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", ipv6CidrBlock: "2a05:d018::/64" };
    const native = {
        vpcId: "vpc-1",
        ipv6Native: true,
        ipv6CidrBlock: "2a05:d018::/64",
        assignIpv6AddressOnCreation: true,
    };
    const refused: readonly [what: string, good: Props, changes: Props, failure: string][] = [
        ...[
            "assignIpv6AddressOnCreation",
            "enableDns64",
            "enableResourceNameDnsAaaaRecordOnLaunch",
        ].map((name): [string, Props, Props, string] => [
            `${name} without an IPv6 block`,
            { ...dual, [name]: true },
            { ipv6CidrBlock: undefined },
            `${name}: cannot be true without ipv6CidrBlock, a /64 of the VPC's IPv6 block`,
        ]),
        [
            "another IPv6 block than a /64",
            dual,
            { ipv6CidrBlock: "2a05:d018::/60" },
            'ipv6CidrBlock: must be a /64, got "2a05:d018::/60"',
        ],
        [
            "an IPv6 block with host bits",
            dual,
            { ipv6CidrBlock: "2a05:d018::1/64" },
            "ipv6CidrBlock: must begin at its first address, 2a05:d018::/64; " +
                'got "2a05:d018::1/64"',
        ],
        [
            "no block at all",
            dual,
            { cidrBlock: undefined },
            "cidrBlock: is required, unless ipv6Native is true",
        ],
        [
            "IPv4 in a subnet of IPv6 only",
            native,
            { cidrBlock: "10.0.0.0/24" },
            "cidrBlock: cannot be given with ipv6Native",
        ],
        [
            "public IPv4 addresses in a subnet of IPv6 only",
            native,
            { mapPublicIpOnLaunch: true },
            "mapPublicIpOnLaunch: cannot be true with ipv6Native",
        ],
        [
            "host names of IPv4 addresses in a subnet of IPv6 only",
            native,
            { privateDnsHostnameTypeOnLaunch: "ip-name" },
            'privateDnsHostnameTypeOnLaunch: must be "resource-name" with ipv6Native',
        ],
        [
            "no addresses in a subnet of IPv6 only",
            native,
            { assignIpv6AddressOnCreation: false },
            "assignIpv6AddressOnCreation: must be true with ipv6Native, where nothing else has " +
                "an address",
        ],
    ];
    for (const [what, good, changes, failure] of refused) {
        it(`refuses at preview: ${what}`, () => {
            assert.deepEqual(cloud.failures(SUBNET, good), []);
            assert.equal(cloud.failure(SUBNET, { ...good, ...changes }), failure);
        });
    }
});
