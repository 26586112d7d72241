import assert from "node:assert/strict";
import fc from "fast-check";
import { type AllowedRange, allowedRangeMistakes } from "../../infra/network/allowed-ranges";

const GOOD: AllowedRange = {
    cidr: "10.200.0.0/24",
    to: "app",
    port: 443,
    reason: "the office",
    until: "2027-06-30",
};

const mistakes = (...broken: Partial<AllowedRange>[]) =>
    allowedRangeMistakes(
        broken.map((fields) => ({ ...GOOD, ...fields })),
        { vpcCidr: "10.16.0.0/16", today: "2027-01-01" },
    );

describe("allowed ranges", () => {
    it("may be of IPv4 and IPv6, as wide as an organization", () => {
        const cidrs = ["10.200.0.0/24", "203.0.113.7/32", "44.0.0.0/8", "2001:db8::/32"];
        assert.deepEqual(mistakes(...cidrs.map((cidr) => ({ cidr }))), []);
    });

    it("may last a year, and through their last day", () => {
        assert.deepEqual(mistakes({ until: "2027-01-01" }), []);
        assert.deepEqual(mistakes({ until: "2028-01-02" }), []);
    });

    for (const [cidr, advice] of [
        ["10.200.0.0", "must be an IPv4 or IPv6 range, such as 10.200.0.0/24 or 2001:db8:1::/48"],
        ["10.200.0.9/24", "must be written as AWS does: 10.200.0.0/24"],
        ["2001:DB8:1::/48", "must be written as AWS does: 2001:db8:1::/48"],
        [
            "0.0.0.0/0",
            "must not be the whole internet; name the ranges of the organization or its VPNs",
        ],
        ["::/0", "must not be the whole internet; name the ranges of the organization or its VPNs"],
        [
            "7.7.7.7/0",
            "must not be the whole internet; name the ranges of the organization or its VPNs",
        ],
        ["128.0.0.0/1", "must be a /8 or narrower: it holds a good part of the internet"],
        ["10.0.0.0/7", "must be a /8 or narrower: it holds a good part of the internet"],
        ["2000::/3", "must be a /32 or narrower: it holds a good part of the internet"],
        [
            "10.16.4.0/24",
            "must not overlap the VPC's own 10.16.0.0/16: what is inside connects by flows",
        ],
        [
            "10.0.0.0/8",
            "must not overlap the VPC's own 10.16.0.0/16: what is inside connects by flows",
        ],
    ] as const) {
        it(`are not ${cidr}`, () => {
            assert.deepEqual(mistakes({}, { cidr }), [
                { where: "allowedCidrs[1].cidr", got: cidr, advice },
            ]);
        });
    }

    for (const [until, advice] of [
        ["soon", "must be a day of the calendar, such as 2030-12-31"],
        ["2027-02-29", "must be a day of the calendar, such as 2030-12-31"],
        ["2027-13-01", "must be a day of the calendar, such as 2030-12-31"],
        ["2027-1-1", "must be a day of the calendar, such as 2030-12-31"],
        [
            "2026-12-31",
            "has expired: today is 2027-01-01; take the range out, or set another day, 2028-01-02 at the latest",
        ],
        ["2028-01-03", "must be at most 366 days ahead: 2028-01-02 or earlier"],
    ] as const) {
        it(`do not last until ${until}`, () => {
            assert.deepEqual(mistakes({ until }), [
                { where: "allowedCidrs[0].until", got: until, advice },
            ]);
        });
    }

    it("stand there once", () => {
        const found = mistakes({}, { port: 8443 }, { to: "admin" }, { reason: "the VPN" }, {});
        const twin = {
            got: "10.200.0.0/24 to app 443",
            advice: "must stand there once; allowedCidrs[0] says the same",
        };
        assert.deepEqual(found, [
            { ...twin, where: "allowedCidrs[3]" },
            { ...twin, where: "allowedCidrs[4]" },
        ]);
    });

    it("are refused in pieces as they are in one", () => {
        const pieces = (prefixes: number) =>
            mistakes(
                ...Array.from({ length: prefixes }, (_, i) => ({ cidr: `${i + 32}.0.0.0/8` })),
            );
        assert.deepEqual(pieces(1), []);
        assert.deepEqual(pieces(2), [
            {
                where: "allowedCidrs",
                got: "2 IPv4 ranges",
                advice: "must hold less than a /7 together: pieces of the internet are the internet",
            },
        ]);
        assert.deepEqual(mistakes({ cidr: "2001:db8::/32" }, { cidr: "2a05:d018::/32" }), [
            {
                where: "allowedCidrs",
                got: "2 IPv6 ranges",
                advice: "must hold less than a /31 together: pieces of the internet are the internet",
            },
        ]);
    });

    it("never let in the internet, however it is cut", () => {
        const halves = (prefix: number, first: number): string[] =>
            [0, 1].map((half) => `${first + half * 2 ** (7 - prefix)}.0.0.0/${prefix + 1}`);
        const cut = fc.array(fc.nat(), { maxLength: 40 }).map((choices) =>
            choices.reduce<string[]>(
                (pieces, choice) => {
                    const index = choice % pieces.length;
                    const [first = 0, prefix = 0] = (pieces[index] ?? "")
                        .split(".0.0.0/")
                        .map(Number);
                    return prefix >= 8
                        ? pieces
                        : pieces.toSpliced(index, 1, ...halves(prefix, first));
                },
                ["0.0.0.0/0"],
            ),
        );
        fc.assert(
            fc.property(cut, (pieces) => {
                const found = mistakes(...pieces.map((cidr) => ({ cidr })));
                assert.ok(found.some(({ advice }) => advice.includes("internet")));
            }),
        );
        const eights = Array.from({ length: 128 }, (_, i) => ({ cidr: `${2 * i + 1}.0.0.0/8` }));
        assert.deepEqual(
            mistakes(...eights).map(({ where, got }) => [where, got]),
            [["allowedCidrs", "128 IPv4 ranges"]],
        );
    });
});
