import assert from "node:assert/strict";
import fc from "fast-check";
import { Address6 } from "ip-address";
import { contains, formatCidr, overlaps, parseCidr, sizeOf } from "../../infra/cidr";
import {
    LONGEST_VPC_PREFIX,
    SHORTEST_VPC_PREFIX,
    subnetCidr,
    subnetIpv6Cidr,
    type Tier,
    tierCidr,
    usableAddresses,
    ZONE_LETTERS,
} from "../../infra/network/address-ledger";

const TIERS: readonly Tier[] = ["private", "isolated", "public"];

const vpcs = fc
    .tuple(fc.integer({ min: SHORTEST_VPC_PREFIX, max: LONGEST_VPC_PREFIX }), fc.nat(2 ** 16 - 1))
    .map(([prefix, block]) => ({ prefix, address: block * sizeOf(SHORTEST_VPC_PREFIX) }));

const slots = TIERS.flatMap((tier) =>
    Array.from(ZONE_LETTERS, (letter) => [tier, `eu-west-1${letter}`] as const),
);

describe("address ledger", () => {
    it("gives each tier and zone its own range inside the VPC", () => {
        fc.assert(
            fc.property(vpcs, (vpc) => {
                const ranges = slots.map(([tier, zone]) => parseCidr(subnetCidr(vpc, tier, zone)));
                for (const [index, range] of ranges.entries()) {
                    assert.ok(contains(vpc, range), `${formatCidr(range)} is outside`);
                    assert.ok(range.prefix <= 28, `${formatCidr(range)} is too small for AWS`);
                    for (const other of ranges.slice(index + 1)) {
                        assert.ok(!overlaps(range, other), `${formatCidr(range)} overlaps`);
                    }
                }
            }),
        );
    });

    it("never changes what is deployed", () => {
        // These ranges are in every running network: a change here replaces its subnets.
        const vpc = parseCidr("10.16.0.0/16");
        assert.deepEqual(
            TIERS.map((tier) =>
                ["a", "b", "h"].map((zone) => subnetCidr(vpc, tier, `eu-west-1${zone}`)),
            ),
            [
                ["10.16.0.0/21", "10.16.8.0/21", "10.16.56.0/21"],
                ["10.16.64.0/21", "10.16.72.0/21", "10.16.120.0/21"],
                ["10.16.128.0/21", "10.16.136.0/21", "10.16.184.0/21"],
            ],
        );
    });

    it("gives a tier the range of its subnets, in every zone there may be", () => {
        fc.assert(
            fc.property(vpcs, fc.constantFrom(...TIERS), (vpc, tier) => {
                const whole = parseCidr(tierCidr(vpc, tier));
                const zones = Array.from(ZONE_LETTERS, (letter) =>
                    parseCidr(subnetCidr(vpc, tier, `eu-west-1${letter}`)),
                );
                assert.ok(zones.every((range) => contains(whole, range)));
                const sum = zones.reduce((total, { prefix }) => total + sizeOf(prefix), 0);
                assert.equal(sum, sizeOf(whole.prefix));
            }),
        );
    });

    it("leaves out the five addresses that AWS keeps of every subnet", () => {
        assert.equal(usableAddresses(parseCidr("10.16.0.0/23")), 11);
        assert.equal(usableAddresses(parseCidr("10.16.0.0/16")), 2043);
    });

    it("gives each tier and zone its own IPv6 range inside the VPC", () => {
        fc.assert(
            fc.property(fc.nat(0xffff), fc.nat(0xff), (third, high) => {
                const start = `2a05:d018:${third.toString(16)}:${(high * 256).toString(16)}::`;
                const vpc = new Address6(`${start}/56`);
                const ranges = slots.map(([tier, zone]) =>
                    subnetIpv6Cidr(`${start}/56`, tier, zone),
                );
                assert.equal(new Set(ranges).size, slots.length);
                for (const range of ranges) {
                    assert.match(range, /\/64$/);
                    assert.ok(new Address6(range).isInSubnet(vpc), `${range} is outside`);
                }
            }),
        );
        assert.equal(
            subnetIpv6Cidr("2a05:d018:12:3400::/56", "isolated", "eu-west-1b"),
            "2a05:d018:12:3409::/64",
        );
    });

    it("takes no IPv6 range but a /56", () => {
        assert.throws(() => subnetIpv6Cidr("2a05:d018:12:3400::/60", "private", "eu-west-1a"), {
            message: '"2a05:d018:12:3400::/60" is no /56, which AWS gives a VPC',
        });
    });

    it("has no slot for a zone that it does not know", () => {
        assert.throws(() => subnetCidr(parseCidr("10.16.0.0/16"), "private", "eu-west-1z"), {
            message: 'availability zone "eu-west-1z" does not end in one of abcdefgh',
        });
    });
});

describe("CIDR ranges", () => {
    it("are read back as they were written", () => {
        fc.assert(
            fc.property(fc.integer({ min: 0, max: 32 }), fc.nat(2 ** 32 - 1), (prefix, any) => {
                const cidr = { prefix, address: any - (any % sizeOf(prefix)) };
                assert.deepEqual(parseCidr(formatCidr(cidr)), cidr);
            }),
        );
    });

    for (const [text, message] of [
        ["10.0.0.0", '"10.0.0.0" is no IPv4 range; write one like 10.0.0.0/16'],
        ["10.0.0.0/33", '"10.0.0.0/33" is no IPv4 range; write one like 10.0.0.0/16'],
        ["10.0.256.0/24", '"10.0.256.0/24" is no IPv4 range; write one like 10.0.0.0/16'],
        ["10.0.1.0/16", '"10.0.1.0/16" does not start at its own boundary; write 10.0.0.0/16'],
    ] as const) {
        it(`are not ${text}`, () => {
            assert.throws(() => parseCidr(text), { message });
        });
    }
});
