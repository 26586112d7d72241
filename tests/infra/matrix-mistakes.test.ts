import assert from "node:assert/strict";
import { parseCidr } from "../../infra/cidr";
import type { AllowedRange } from "../../infra/network/allowed-ranges";
import type { Declared, Flow } from "../../infra/network/flow-matrix";
import { matrixMistakes } from "../../infra/network/matrix-mistakes";

const FLOW: Flow = { from: "reporting", to: "aurora", port: 5432, why: "monthly figures" };

const RANGE: AllowedRange = {
    cidr: "10.200.0.0/24",
    to: "app",
    port: 8443,
    reason: "the office",
    until: "2027-06-30",
};

const GOOD: Declared = {
    auroraTier: "isolated",
    exits: { ipv4: false, ipv6: false },
    peers: { reporting: "private", vault: "isolated" },
    flows: [FLOW],
    allowedCidrs: [RANGE],
};

const mistakes = (broken: Partial<Declared>) =>
    matrixMistakes({ ...GOOD, ...broken }, parseCidr("10.16.0.0/16"), "2027-01-01");

const PEERS = "app, admin, endpoints, aurora, dax, proxy, lambda, reporting, vault";
const NAME =
    'must be 1 to 20 lower-case letters, digits and single hyphens, a letter first, without the word "to"';
const TAKEN =
    "must have another name: the platform's own are app, admin, endpoints, aurora, dax, proxy, lambda, s3, dynamodb, internet";
const REASON =
    "must be 1 to 150 characters of a-z, A-Z, 0-9, space and ._-:/()#,@[]+=&;{}!$*, which AWS takes";
const SIDES = `must be a peer (${PEERS}), a gateway (s3, dynamodb) or internet`;
const PORT = "must be a port from 1 to 65535";

describe("mistakes in a flow matrix", () => {
    it("are none in a good one", () => {
        assert.deepEqual(mistakes({}), []);
        assert.deepEqual(mistakes({ exits: { ipv4: true, ipv6: true } }), []);
    });

    it("are none in what has as many rules as AWS takes", () => {
        const peers = Object.fromEntries(
            Array.from({ length: 56 }, (_, i) => [`p${i}`, "private" as const]),
        );
        const flows = Object.keys(peers).map((from) => ({ ...FLOW, from }));
        assert.deepEqual(mistakes({ peers, flows }), []);
    });

    for (const [name, advice] of [
        ["app", TAKEN],
        ["dynamodb", TAKEN],
        ["internet", TAKEN],
        ["", NAME],
        ["Reporting", NAME],
        ["data_lake", NAME],
        ["a--b", NAME],
        ["1st", NAME],
        ["web-", NAME],
        ["way-to-go", NAME],
        ["to", NAME],
        ["a".repeat(21), NAME],
    ] as const) {
        it(`are a peer's name: "${name}"`, () => {
            assert.deepEqual(mistakes({ peers: { ...GOOD.peers, [name]: "private" } }), [
                { where: `peers.${name}`, got: name, advice },
            ]);
        });
    }

    it("are no names of 20 letters, digits and hyphens, nor ones that only begin like a word", () => {
        for (const name of ["a".repeat(20), "web-2", "tools", "auto-scaler", "constructor"]) {
            const peers = { ...GOOD.peers, [name]: "private" as const };
            assert.deepEqual(mistakes({ peers, flows: [FLOW, { ...FLOW, from: name }] }), []);
        }
    });

    for (const [field, value, advice] of [
        ["from", "web", `must be a peer: ${PEERS}`],
        ["from", "internet", `must be a peer: ${PEERS}`],
        ["from", "constructor", `must be a peer: ${PEERS}`],
        ["to", "web", SIDES],
        ["to", "constructor", SIDES],
        ["to", "internet", "has no way there: set nat or ipv6Egress, or take the flow out"],
        ["port", 0, PORT],
        ["port", 65536, PORT],
        ["port", 443.5, PORT],
        ["why", "", REASON],
        ["why", " ", REASON],
        ["why", "the bank's wish", REASON],
        ["why", "a".repeat(151), REASON],
    ] as const) {
        it(`are a flow's ${field}: ${JSON.stringify(value)}`, () => {
            assert.deepEqual(mistakes({ flows: [FLOW, { ...FLOW, port: 5433, [field]: value }] }), [
                { where: `flows[1].${field}`, got: value, advice },
            ]);
        });
    }

    it("are flows to a gateway on another port than that of TLS", () => {
        assert.deepEqual(mistakes({ flows: [{ ...FLOW, to: "s3", port: 80 }] }), [
            {
                where: "flows[0].port",
                got: 80,
                advice: "must be 443: s3 is reached over TLS alone",
            },
        ]);
    });

    for (const to of ["s3", "internet"] as const) {
        it(`are flows from the isolated tier to ${to}`, () => {
            const exits = { ipv4: true, ipv6: false };
            const flows = [{ ...FLOW, from: "vault", to, port: 443 }];
            assert.deepEqual(mistakes({ exits, flows }), [
                {
                    where: "flows[0].from",
                    got: "vault",
                    advice: `must be a peer of the private tier: the isolated one has no route to ${to}`,
                },
            ]);
        });
    }

    it("are connections that stand there twice, and those that contradict each other", () => {
        assert.deepEqual(
            mistakes({
                flows: [
                    FLOW,
                    { ...FLOW, port: 5433 },
                    FLOW,
                    { ...FLOW, why: "nightly import" },
                    { from: "app", to: "aurora", port: 5432, why: "the shop" },
                    { from: "app", to: "s3", port: 443, why: "applications read their artifacts" },
                ],
            }),
            [
                {
                    where: "flows[2]",
                    got: "reporting to aurora 5432",
                    advice: "must stand there once; flows[0] says the same",
                },
                {
                    where: "flows[3]",
                    got: "reporting to aurora 5432",
                    advice: 'contradicts flows[0], which gives another reason ("monthly figures"); keep one of the two',
                },
                {
                    where: "flows[4]",
                    got: "app to aurora 5432",
                    advice: 'contradicts the platform, which gives another reason ("applications query the database"); keep one of the two',
                },
                {
                    where: "flows[5]",
                    got: "app to s3 443",
                    advice: "must stand there once; the platform says the same",
                },
            ],
        );
    });

    for (const [field, value, advice] of [
        ["to", "web", `must be a peer: ${PEERS}`],
        ["to", "aurora", "must be a peer of the private tier: the isolated one has no route back"],
        ["port", 0, PORT],
        ["reason", "the office – upstairs", REASON],
        [
            "until",
            "2026-01-01",
            "has expired: today is 2027-01-01; take the range out, or set another day, 2028-01-02 at the latest",
        ],
        [
            "cidr",
            "2001:db8::/48",
            "must be IPv4: the network has no IPv6 addresses without ipv6Egress",
        ],
    ] as const) {
        it(`are a range's ${field}: ${JSON.stringify(value)}`, () => {
            assert.deepEqual(
                mistakes({ allowedCidrs: [RANGE, { ...RANGE, port: 9443, [field]: value }] }),
                [{ where: `allowedCidrs[1].${field}`, got: value, advice }],
            );
        });
    }

    it("are no ranges to Aurora where it is in the private tier, and none of IPv6 with a way out", () => {
        const allowedCidrs = [
            { ...RANGE, to: "aurora", port: 5432 },
            { ...RANGE, cidr: "2001:db8::/48" },
        ];
        const exits = { ipv4: false, ipv6: true };
        assert.deepEqual(mistakes({ auroraTier: "private", exits, allowedCidrs }), []);
    });

    it("are ranges of more entries than a network ACL takes", () => {
        const allowedCidrs = Array.from({ length: 19 }, (_, i) => ({
            ...RANGE,
            cidr: `10.200.${2 * i}.0/24`,
            port: 443,
        }));
        assert.deepEqual(mistakes({ allowedCidrs: allowedCidrs.slice(0, 12) }), []);
        assert.deepEqual(mistakes({ allowedCidrs }), [
            {
                where: "allowedCidrs",
                got: "25 ingress entries in the network ACL of the private tier",
                advice: "must be at most 18, AWS's quota less its own two: 20 are for port 443; write neighbouring ranges as one",
            },
            {
                where: "allowedCidrs",
                got: "22 egress entries in the network ACL of the private tier",
                advice: "must be at most 18, AWS's quota less its own two: 20 are for ports 1024 to 65535; write neighbouring ranges as one",
            },
        ]);
    });

    it("are flows of more ports than a network ACL takes", () => {
        const flows = Array.from({ length: 20 }, (_, i) => ({
            ...FLOW,
            to: "vault",
            port: 7001 + i,
        }));
        assert.deepEqual(mistakes({ flows: flows.slice(0, 15), allowedCidrs: [] }), []);
        assert.deepEqual(mistakes({ flows, allowedCidrs: [] }), [
            {
                where: "flows",
                got: "23 egress entries in the network ACL of the private tier",
                advice: "must be at most 18, AWS's quota less its own two: 21 are for the isolated tier; let connections there share ports",
            },
            {
                where: "flows",
                got: "21 ingress entries in the network ACL of the isolated tier",
                advice: "must be at most 18, AWS's quota less its own two: 21 are for the private tier; let connections there share ports",
            },
        ]);
    });

    it("are flows of more rules than a security group takes", () => {
        const peers = Object.fromEntries(
            Array.from({ length: 57 }, (_, i) => [`p${i}`, "private" as const]),
        );
        const flows = Object.keys(peers).map((from) => ({ ...FLOW, from }));
        assert.deepEqual(mistakes({ peers, flows }), [
            {
                where: "flows",
                got: "61 ingress rules in the security group of aurora",
                advice: "must be at most 60, AWS's quota: make one peer of those that do the same, or write neighbouring allowedCidrs as one",
            },
        ]);
    });

    it("are all told at once", () => {
        const found = mistakes({
            peers: { ...GOOD.peers, Web: "private" },
            flows: [{ ...FLOW, from: "nobody", port: 0 }],
            allowedCidrs: [{ ...RANGE, cidr: "0.0.0.0/0", to: "nobody" }],
        });
        assert.deepEqual(
            found.map(({ where }) => where),
            [
                "peers.Web",
                "flows[0].from",
                "flows[0].port",
                "allowedCidrs[0].to",
                "allowedCidrs[0].cidr",
            ],
        );
    });
});
