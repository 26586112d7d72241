import assert from "node:assert/strict";
import { type Declared, flowMatrix, FLOWS, PEERS } from "../../infra/network/flow-matrix";
import { compileRules } from "../../infra/network/security-rules";

const NOTHING: Declared = {
    auroraTier: "isolated",
    exits: { ipv4: false, ipv6: false },
    peers: {},
    flows: [],
    allowedCidrs: [],
};

const rules = (declared: Partial<Declared>) => {
    const matrix = flowMatrix({ ...NOTHING, ...declared });
    return compileRules({ ...matrix, flows: matrix.flows.slice(FLOWS.length) });
};

describe("flow matrix", () => {
    it("places the platform's peers, Aurora where it is told, and those that are declared", () => {
        const { placement } = flowMatrix({
            ...NOTHING,
            auroraTier: "private",
            peers: { reporting: "private", vault: "isolated" },
        });
        assert.deepEqual(placement, {
            ...PEERS,
            aurora: "private",
            reporting: "private",
            vault: "isolated",
        });
    });

    it("lets applications out where there is a way, and nobody else", () => {
        const to = (exits: Declared["exits"]) =>
            flowMatrix({ ...NOTHING, exits })
                .flows.filter((flow) => flow.to === "internet")
                .map(({ from, port }) => `${from} ${port}`);
        assert.deepEqual(to({ ipv4: false, ipv6: false }), []);
        assert.deepEqual(to({ ipv4: true, ipv6: false }), ["app 443"]);
        assert.deepEqual(to({ ipv4: false, ipv6: true }), ["app 443"]);
    });

    for (const [to, who] of [
        ["aurora", ["app 5432", "admin 5432", "proxy 5432", "lambda 5432"]],
        ["proxy", ["app 5432", "admin 5432"]],
        ["dynamodb", ["app 443", "admin 443", "dax 443"]],
    ] as const) {
        it(`lets nothing else reach data by ${to}`, () => {
            const reach = FLOWS.filter((flow) => flow.to === to);
            assert.deepEqual(
                reach.map(({ from, port }) => `${from} ${port}`),
                who,
            );
        });
    }

    for (const [from, where] of [
        ["proxy", ["aurora 5432"]],
        ["lambda", ["aurora 5432", "endpoints 443"]],
    ] as const) {
        it(`lets ${from} reach nothing else`, () => {
            const reach = FLOWS.filter((flow) => flow.from === from);
            assert.deepEqual(
                reach.map(({ to, port }) => `${to} ${port}`),
                where,
            );
        });
    }
});

describe("security-group rules", () => {
    it("stand at each end of a flow between peers", () => {
        const common = { port: 5432, description: "reporting to aurora: monthly figures" };
        assert.deepEqual(
            rules({
                peers: { reporting: "private" },
                flows: [{ from: "reporting", to: "aurora", port: 5432, why: "monthly figures" }],
            }),
            [
                {
                    ...common,
                    name: "reporting-to-aurora-5432-egress",
                    direction: "egress",
                    of: "reporting",
                    other: { peer: "aurora" },
                },
                {
                    ...common,
                    name: "reporting-to-aurora-5432-ingress",
                    direction: "ingress",
                    of: "aurora",
                    other: { peer: "reporting" },
                },
            ],
        );
    });

    it("let a peer out to a gateway's prefix list", () => {
        assert.deepEqual(
            rules({ flows: [{ from: "admin", to: "s3", port: 443, why: "patches" }] }),
            [
                {
                    name: "admin-to-s3-443-egress",
                    direction: "egress",
                    of: "admin",
                    other: { gateway: "s3" },
                    port: 443,
                    description: "admin to s3: patches",
                },
            ],
        );
    });

    it("let a peer out to the internet by the versions of IP that there is a way for", () => {
        const out = (exits: Declared["exits"]) =>
            rules({ exits }).map(({ name, other }) => [name, other]);
        const ipv4 = ["app-to-internet-443-egress", { cidr: "0.0.0.0/0" }];
        const ipv6 = ["app-to-internet-443-egress-ipv6", { cidr: "::/0" }];
        assert.deepEqual(out({ ipv4: true, ipv6: false }), [ipv4]);
        assert.deepEqual(out({ ipv4: false, ipv6: true }), [ipv6]);
        assert.deepEqual(out({ ipv4: true, ipv6: true }), [ipv4, ipv6]);
    });

    it("let a range in, by a name that comes from the range alone", () => {
        const range = { to: "app", port: 8443, reason: "the office", until: "2030-12-31" };
        const compiled = rules({
            allowedCidrs: [
                { ...range, cidr: "10.200.0.0/24" },
                { ...range, cidr: "2001:db8:1::/48" },
            ],
        });
        assert.deepEqual(compiled, [
            {
                name: "10_200_0_0_24-to-app-8443-ingress",
                direction: "ingress",
                of: "app",
                other: { cidr: "10.200.0.0/24" },
                port: 8443,
                description: "10.200.0.0/24 to app until 2030-12-31: the office",
            },
            {
                name: "2001_db8_1___48-to-app-8443-ingress",
                direction: "ingress",
                of: "app",
                other: { cidr: "2001:db8:1::/48" },
                port: 8443,
                description: "2001:db8:1::/48 to app until 2030-12-31: the office",
            },
        ]);
        assert.deepEqual(
            rules({ allowedCidrs: [{ ...range, cidr: "2001:db8:1::/48" }] }),
            compiled.slice(1),
        );
    });

    it("of the platform keep the names under which they are deployed", () => {
        const matrix = flowMatrix({ ...NOTHING, exits: { ipv4: true, ipv6: false } });
        assert.deepEqual(
            compileRules(matrix).map(({ name }) => name),
            [
                "app-to-aurora-5432-egress",
                "app-to-aurora-5432-ingress",
                "app-to-dax-9111-egress",
                "app-to-dax-9111-ingress",
                "app-to-endpoints-443-egress",
                "app-to-endpoints-443-ingress",
                "app-to-dynamodb-443-egress",
                "app-to-s3-443-egress",
                "admin-to-aurora-5432-egress",
                "admin-to-aurora-5432-ingress",
                "admin-to-endpoints-443-egress",
                "admin-to-endpoints-443-ingress",
                "admin-to-dynamodb-443-egress",
                "dax-to-dynamodb-443-egress",
                "app-to-proxy-5432-egress",
                "app-to-proxy-5432-ingress",
                "admin-to-proxy-5432-egress",
                "admin-to-proxy-5432-ingress",
                "proxy-to-aurora-5432-egress",
                "proxy-to-aurora-5432-ingress",
                "lambda-to-aurora-5432-egress",
                "lambda-to-aurora-5432-ingress",
                "lambda-to-endpoints-443-egress",
                "lambda-to-endpoints-443-ingress",
                "app-to-internet-443-egress",
            ],
        );
    });
});
