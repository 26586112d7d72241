import assert from "node:assert/strict";
import fc from "fast-check";
import { parseCidr } from "../../infra/cidr";
import {
    type Acl,
    type AclEntry,
    compileAcls,
    type PortEntry,
} from "../../infra/network/acl-entries";
import type { Tier } from "../../infra/network/address-ledger";
import {
    type Exits,
    type FlowMatrix,
    flowMatrix,
    isGateway,
} from "../../infra/network/flow-matrix";
import { parseIpRange, rangesOverlap } from "../../infra/ip-range";

const VPC = parseCidr("10.16.0.0/16");
const TIERS: readonly Tier[] = ["private", "isolated", "public"];

/** An address of each tier, of each range that may be allowed, and of the rest of the world. */
const ADDRESSES = {
    private: "10.16.8.9/32",
    isolated: "10.16.64.9/32",
    public: "10.16.128.9/32",
    office: "100.0.1.9/32",
    organization: "100.7.0.9/32",
    officeIpv6: "2001:db8:1::9/128",
    world: "8.8.8.8/32",
    worldIpv6: "2600::9/128",
} as const;
const SIDES = Object.keys(ADDRESSES) as (keyof typeof ADDRESSES)[];

/** Both sides of every border of ports that a matrix can draw. */
const PORTS = [22, 443, 1023, 1024, 3388, 3389, 3390, 5432, 9111, 32768, 65535];

const TIER_OF = { p1: "private", p2: "private", i1: "isolated", i2: "isolated" } as const;
const PEERS = ["p1", "p2", "i1", "i2"] as const;
const ports = fc.constantFrom(22, 443, 3389, 5432, 9111, 65535);

const flows = fc.oneof(
    fc.record({ from: fc.constantFrom(...PEERS), to: fc.constantFrom(...PEERS), port: ports }),
    fc.record({
        from: fc.constantFrom("p1", "p2"),
        to: fc.constantFrom("s3", "internet"),
        port: fc.constantFrom(443, 5432),
    }),
);
const ranges = fc.record({
    cidr: fc.constantFrom("100.0.0.0/8", "100.0.0.0/16", "2001:db8:1::/48"),
    to: fc.constantFrom("p1", "p2"),
    port: ports,
});
const matrices: fc.Arbitrary<FlowMatrix> = fc
    .record({
        flows: fc.array(flows, { maxLength: 8 }),
        ranges: fc.array(ranges, { maxLength: 5 }),
        exits: fc.record({ ipv4: fc.boolean(), ipv6: fc.boolean() }),
    })
    .map((some) => ({
        placement: TIER_OF,
        flows: some.flows.map((flow) => ({ ...flow, why: "a test" })),
        allowedCidrs: some.ranges.map((range) => ({ ...range, reason: "a test", until: "" })),
        exits: some.exits,
    }));

const isWithin = (inner: string, outer: string) => {
    const [narrow, wide] = [parseIpRange(inner), parseIpRange(outer)];
    assert.ok(narrow && wide);
    return wide.prefix <= narrow.prefix && rangesOverlap(wide, narrow);
};

const withPorts = (entries: readonly AclEntry[]) =>
    entries.filter((entry): entry is PortEntry => "fromPort" in entry);

const covers = (outer: PortEntry, inner: PortEntry) =>
    isWithin(inner.cidr, outer.cidr) &&
    outer.fromPort <= inner.fromPort &&
    outer.toPort >= inner.toPort;

const ANSWERS = PORTS.filter((port) => port >= 1024);
const ANSWERS_FROM_WORLD = ANSWERS.filter((port) => port !== 3389);

/** Packets of connections that a tier opens, as they pass its own border. */
const opened = (tier: Tier, side: string, port: number, answers = ANSWERS) => [
    `${tier} egress ${side} ${port}`,
    ...answers.map((answer) => `${tier} ingress ${side} ${answer}`),
];

/** Packets of connections that a tier is asked for, as they pass its own border. */
const served = (tier: Tier, side: string, port: number) => [
    `${tier} ingress ${side} ${port}`,
    ...ANSWERS.map((answer) => `${tier} egress ${side} ${answer}`),
];

/** The same to everything with an address of that version, which is all that an ACL can tell. */
const openedToWorld = (tier: Tier, version: 4 | 6, port: number) =>
    SIDES.filter((side) => ADDRESSES[side].includes(":") === (version === 6)).flatMap((side) =>
        opened(tier, side, port, ANSWERS_FROM_WORLD),
    );

/** The packets that `matrix` needs: at the border of which tier, which way, whom with, what port. */
function needed({ flows, allowedCidrs, exits }: FlowMatrix): Set<string> {
    const tierOf = (peer: string) => TIER_OF[peer as keyof typeof TIER_OF];
    const ofFlows = flows.flatMap(({ from, to, port }) => {
        const source = tierOf(from);
        if (isGateway(to)) {
            return openedToWorld(source, 4, port);
        }
        if (to !== "internet") {
            return [...opened(source, tierOf(to), port), ...served(tierOf(to), source, port)];
        }
        const nat = () => [
            ...openedToWorld(source, 4, port),
            ...served("public", source, port),
            ...openedToWorld("public", 4, port),
        ];
        return [
            ...(exits.ipv4 ? nat() : []),
            ...(exits.ipv6 ? openedToWorld(source, 6, port) : []),
        ];
    });
    const ofRanges = allowedCidrs.flatMap(({ cidr, to, port }) =>
        SIDES.filter((side) => isWithin(ADDRESSES[side], cidr)).flatMap((side) =>
            served(tierOf(to), side, port),
        ),
    );
    return new Set([...ofFlows, ...ofRanges]);
}

/** The packets that `acls` let through, of all that there are between the sides and on the ports. */
function letThrough(acls: Readonly<Record<Tier, Acl>>): Set<string> {
    const all = TIERS.flatMap((tier) =>
        (["ingress", "egress"] as const).flatMap((direction) =>
            SIDES.flatMap((side) =>
                PORTS.filter((port) =>
                    withPorts(acls[tier][direction]).some(
                        ({ cidr, fromPort, toPort }) =>
                            fromPort <= port && port <= toPort && isWithin(ADDRESSES[side], cidr),
                    ),
                ).map((port) => `${tier} ${direction} ${side} ${port}`),
            ),
        ),
    );
    return new Set(all);
}

const sorted = (packets: Iterable<string>) => [...packets].sort();

const texts = (entries: readonly AclEntry[]) =>
    entries.map((entry) => {
        if ("icmp" in entry) {
            return `${entry.cidr} too big`;
        }
        const { cidr, fromPort, toPort } = entry;
        return fromPort === toPort ? `${cidr} ${fromPort}` : `${cidr} ${fromPort}-${toPort}`;
    });

const platform = (exits: Exits, auroraTier: "private" | "isolated" = "isolated") => {
    const matrix = flowMatrix({ auroraTier, exits, peers: {}, flows: [], allowedCidrs: [] });
    const acls = compileAcls(matrix, VPC);
    return TIERS.flatMap((tier) =>
        (["ingress", "egress"] as const).map(
            (direction) => [`${tier} ${direction}`, texts(acls[tier][direction])] as const,
        ),
    );
};

describe("network ACL entries", () => {
    it("let through what the platform needs without a way out, and its answers", () => {
        assert.deepEqual(Object.fromEntries(platform({ ipv4: false, ipv6: false })), {
            "private ingress": [
                "10.16.0.0/18 443",
                "10.16.0.0/18 1024-65535",
                "10.16.64.0/18 1024-65535",
                "0.0.0.0/0 1024-3388",
                "0.0.0.0/0 3390-65535",
            ],
            "private egress": ["0.0.0.0/0 443", "10.16.0.0/18 1024-65535", "10.16.64.0/18 5432"],
            "isolated ingress": ["10.16.0.0/18 5432"],
            "isolated egress": ["10.16.0.0/18 1024-65535"],
            "public ingress": [],
            "public egress": [],
        });
    });

    it("let the NAT gateways' tier talk with the private one and the world", () => {
        const acls = Object.fromEntries(platform({ ipv4: true, ipv6: false }));
        assert.deepEqual(acls["public ingress"], [
            "10.16.0.0/18 443",
            "0.0.0.0/0 1024-3388",
            "0.0.0.0/0 3390-65535",
            "0.0.0.0/0 too big",
        ]);
        assert.deepEqual(acls["public egress"], [
            "0.0.0.0/0 443",
            "10.16.0.0/18 1024-65535",
            "10.16.0.0/18 too big",
        ]);
    });

    it("let IPv6 out of the private tier alone", () => {
        const ipv6 = platform({ ipv4: false, ipv6: true }).map(
            ([acl, entries]) => [acl, entries.filter((entry) => entry.includes(":"))] as const,
        );
        assert.deepEqual(
            ipv6.filter(([, entries]) => entries.length > 0),
            [
                ["private ingress", ["::/0 1024-3388", "::/0 3390-65535", "::/0 too big"]],
                ["private egress", ["::/0 443"]],
            ],
        );
    });

    it("let nothing into an isolated tier that holds nobody", () => {
        const acls = Object.fromEntries(platform({ ipv4: false, ipv6: false }, "private"));
        assert.deepEqual([acls["isolated ingress"], acls["isolated egress"]], [[], []]);
    });

    it("let every packet of every flow through, its answers too, and no other", () => {
        fc.assert(
            fc.property(matrices, (matrix) => {
                const acls = compileAcls(matrix, VPC);
                assert.deepEqual(sorted(letThrough(acls)), sorted(needed(matrix)));
            }),
            { numRuns: 300 },
        );
    });

    it("hear of packets that are too big where a tier connects beyond AWS, by that family", () => {
        fc.assert(
            fc.property(matrices, (matrix) => {
                const acls = compileAcls(matrix, VPC);
                const heard = (entries: readonly AclEntry[]) =>
                    texts(entries).filter((text) => text.endsWith(" too big"));
                const out = matrix.flows.some(({ to }) => to === "internet");
                const allowed = (family: string) =>
                    matrix.allowedCidrs.some(
                        ({ cidr }) => (cidr.includes(":") ? "ipv6" : "ipv4") === family,
                    );
                const nat = out && matrix.exits.ipv4;
                assert.deepEqual(heard(acls.private.ingress), [
                    ...(nat || allowed("ipv4") ? ["0.0.0.0/0 too big"] : []),
                    ...((out && matrix.exits.ipv6) || allowed("ipv6") ? ["::/0 too big"] : []),
                ]);
                assert.deepEqual(heard(acls.public.ingress), nat ? ["0.0.0.0/0 too big"] : []);
                assert.deepEqual(heard(acls.public.egress), nat ? ["10.16.0.0/18 too big"] : []);
                const never = [acls.private.egress, acls.isolated.ingress, acls.isolated.egress];
                assert.deepEqual(never.flatMap(heard), []);
            }),
        );
    });

    it("are none that another one covers", () => {
        fc.assert(
            fc.property(matrices, (matrix) => {
                for (const acl of Object.values(compileAcls(matrix, VPC))) {
                    for (const entries of [withPorts(acl.ingress), withPorts(acl.egress)]) {
                        const superfluous = entries.filter((entry) =>
                            entries.some((other) => other !== entry && covers(other, entry)),
                        );
                        assert.deepEqual(superfluous, []);
                    }
                }
            }),
            { numRuns: 300 },
        );
    });

    it("never let the world in to a service, nor to remote desktops", () => {
        fc.assert(
            fc.property(matrices, (matrix) => {
                const world = Object.values(compileAcls(matrix, VPC))
                    .flatMap(({ ingress }) => texts(ingress))
                    .filter((text) => /^(0\.0\.0\.0|::)\/0 /.test(text));
                for (const text of world) {
                    assert.match(text, / (1024-3388|3390-65535|too big)$/);
                }
            }),
        );
    });
});
