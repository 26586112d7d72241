import assert from "node:assert/strict";
import fc from "fast-check";
import {
    formatIpRange,
    type IpRange,
    parseIpRange,
    rangeSize,
    rangesOverlap,
    supernet,
    unionSize,
} from "../../infra/ip-range";

const rangesOf = (family: 4 | 6) => {
    const bits = family === 4 ? 32 : 128;
    return fc
        .record({
            any: fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }),
            prefix: fc.nat(bits),
        })
        .map(({ any, prefix }) => supernet({ family, first: any, prefix: bits }, prefix));
};
const ranges = fc.oneof(rangesOf(4), rangesOf(6));

/** A range within 10.0.0.0/24, of which every address can be looked at. */
const small = fc
    .record({ any: fc.nat(255), prefix: fc.integer({ min: 24, max: 32 }) })
    .map(({ any, prefix }) => supernet({ family: 4, first: BigInt(any), prefix: 32 }, prefix));

const addresses = ({ first, prefix }: IpRange) =>
    Array.from({ length: Number(rangeSize(4, prefix)) }, (_, i) => first + BigInt(i));

describe("ranges of addresses", () => {
    it("are read back as they were written", () => {
        fc.assert(
            fc.property(ranges, (range) => {
                assert.deepEqual(parseIpRange(formatIpRange(range)), range);
            }),
        );
    });

    for (const [text, canonical] of [
        ["10.1.2.3/8", "10.0.0.0/8"],
        ["10.1.2.3/32", "10.1.2.3/32"],
        ["0.0.0.0/0", "0.0.0.0/0"],
        ["2001:DB8:0:0::1/32", "2001:db8::/32"],
        ["0:0:0:0:0:0:0:0/0", "::/0"],
    ] as const) {
        it(`are written as AWS does: ${text} as ${canonical}`, () => {
            const range = parseIpRange(text);
            assert.ok(range);
            assert.equal(formatIpRange(range), canonical);
        });
    }

    for (const text of [
        "",
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.256.0/24",
        "::/129",
        "fe80::1%eth0/64",
    ]) {
        it(`are not "${text}"`, () => {
            assert.equal(parseIpRange(text), undefined);
        });
    }

    it("overlap when they have an address in common", () => {
        fc.assert(
            fc.property(small, small, (a, b) => {
                const common = addresses(a).some((address) => addresses(b).includes(address));
                assert.equal(rangesOverlap(a, b), common);
            }),
        );
        const [ipv4, ipv6] = [parseIpRange("0.0.0.0/0"), parseIpRange("::/0")];
        assert.ok(ipv4 && ipv6 && !rangesOverlap(ipv4, ipv6));
    });

    it("hold together each of their addresses once", () => {
        fc.assert(
            fc.property(fc.array(small, { maxLength: 6 }), (some) => {
                assert.equal(unionSize(some), BigInt(new Set(some.flatMap(addresses)).size));
            }),
        );
    });
});
