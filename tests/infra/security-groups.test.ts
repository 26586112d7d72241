import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Declared, flowMatrix, PEERS } from "../../infra/network/flow-matrix";
import { SecurityGroups } from "../../infra/network/security-groups";
import { mockEngine, type Registered, registrations } from "./mocks";

const DECLARED: Declared = {
    auroraTier: "isolated",
    exits: { ipv4: true, ipv6: true },
    peers: { reporting: "private", idle: "isolated" },
    flows: [{ from: "reporting", to: "aurora", port: 5432, why: "monthly figures" }],
    allowedCidrs: [
        {
            cidr: "2001:db8:1::/48",
            to: "reporting",
            port: 8443,
            reason: "the office",
            until: "2030-12-31",
        },
    ],
};

const build = () =>
    registrations(
        () =>
            new SecurityGroups("pii-dev", {
                vpcId: "vpc-1",
                matrix: flowMatrix(DECLARED),
                prefixListIds: { s3: "pl-s3", dynamodb: "pl-dynamodb" },
            }),
    );

const named = (all: readonly Registered[], type: RegExp, name: string) => {
    const [found, ...others] = all.filter((made) => type.test(made.type) && made.name === name);
    assert.ok(found && others.length === 0, `${others.length} more of ${name}`);
    return found.inputs;
};

describe("SecurityGroups", () => {
    before(mockEngine);

    it("makes one group per peer, the platform's own and those that are declared", async () => {
        const groups = (await build()).filter(({ type }) => type.endsWith(":SecurityGroup"));
        const peers = [...Object.keys(PEERS), "reporting", "idle"];
        assert.deepEqual(
            Object.fromEntries(groups.map(({ name, inputs }) => [name, inputs.description])),
            Object.fromEntries(peers.map((peer) => [`pii-dev-${peer}`, `pii-platform: ${peer}`])),
        );
    });

    for (const [name, target] of [
        ["reporting-to-aurora-5432-egress", { referencedSecurityGroupId: "pii-dev-aurora-id" }],
        ["app-to-dynamodb-443-egress", { prefixListId: "pl-dynamodb" }],
        ["app-to-internet-443-egress", { cidrIpv4: "0.0.0.0/0" }],
        ["app-to-internet-443-egress-ipv6", { cidrIpv6: "::/0" }],
    ] as const) {
        it(`binds ${name} to its group and its other side`, async () => {
            const { description, ...rule } = named(await build(), /EgressRule$/, `pii-dev-${name}`);
            const [from] = name.split("-");
            const port = Number(/\d+/.exec(name)?.[0]);
            assert.equal(typeof description, "string");
            assert.deepEqual(rule, {
                securityGroupId: `pii-dev-${from}-id`,
                ipProtocol: "tcp",
                fromPort: port,
                toPort: port,
                ...target,
            });
        });
    }

    it("lets a range in by its addresses", async () => {
        const name = "pii-dev-2001_db8_1___48-to-reporting-8443-ingress";
        assert.deepEqual(named(await build(), /IngressRule$/, name), {
            securityGroupId: "pii-dev-reporting-id",
            ipProtocol: "tcp",
            fromPort: 8443,
            toPort: 8443,
            cidrIpv6: "2001:db8:1::/48",
            description: "2001:db8:1::/48 to reporting until 2030-12-31: the office",
        });
    });

    it("lets no rule stand but its own, in every group and direction", async () => {
        const exclusive = (await build()).filter(({ type }) => type.endsWith("RulesExclusive"));
        const ids = ({ inputs }: Registered) => [
            inputs.securityGroupId,
            inputs.ingressRuleIds,
            inputs.egressRuleIds,
        ];
        const sgr = (name: string) => `sgr-pii-dev-${name}`;
        assert.deepEqual(Object.fromEntries(exclusive.map((made) => [made.name, ids(made)])), {
            "pii-dev-app": [
                "pii-dev-app-id",
                [],
                [
                    sgr("app-to-aurora-5432-egress"),
                    sgr("app-to-dax-9111-egress"),
                    sgr("app-to-endpoints-443-egress"),
                    sgr("app-to-dynamodb-443-egress"),
                    sgr("app-to-s3-443-egress"),
                    sgr("app-to-proxy-5432-egress"),
                    sgr("app-to-internet-443-egress"),
                    sgr("app-to-internet-443-egress-ipv6"),
                ],
            ],
            "pii-dev-admin": [
                "pii-dev-admin-id",
                [],
                [
                    sgr("admin-to-aurora-5432-egress"),
                    sgr("admin-to-endpoints-443-egress"),
                    sgr("admin-to-dynamodb-443-egress"),
                    sgr("admin-to-proxy-5432-egress"),
                ],
            ],
            "pii-dev-endpoints": [
                "pii-dev-endpoints-id",
                [
                    sgr("app-to-endpoints-443-ingress"),
                    sgr("admin-to-endpoints-443-ingress"),
                    sgr("lambda-to-endpoints-443-ingress"),
                ],
                [],
            ],
            "pii-dev-aurora": [
                "pii-dev-aurora-id",
                [
                    sgr("app-to-aurora-5432-ingress"),
                    sgr("admin-to-aurora-5432-ingress"),
                    sgr("proxy-to-aurora-5432-ingress"),
                    sgr("lambda-to-aurora-5432-ingress"),
                    sgr("reporting-to-aurora-5432-ingress"),
                ],
                [],
            ],
            "pii-dev-dax": [
                "pii-dev-dax-id",
                [sgr("app-to-dax-9111-ingress")],
                [sgr("dax-to-dynamodb-443-egress")],
            ],
            "pii-dev-proxy": [
                "pii-dev-proxy-id",
                [sgr("app-to-proxy-5432-ingress"), sgr("admin-to-proxy-5432-ingress")],
                [sgr("proxy-to-aurora-5432-egress")],
            ],
            "pii-dev-lambda": [
                "pii-dev-lambda-id",
                [],
                [sgr("lambda-to-aurora-5432-egress"), sgr("lambda-to-endpoints-443-egress")],
            ],
            "pii-dev-reporting": [
                "pii-dev-reporting-id",
                [sgr("2001_db8_1___48-to-reporting-8443-ingress")],
                [sgr("reporting-to-aurora-5432-egress")],
            ],
            "pii-dev-idle": ["pii-dev-idle-id", [], []],
        });
    });

    it("refuses a matrix that names a peer without a place", () => {
        const matrix = { ...flowMatrix(DECLARED), placement: { app: "private" as const } };
        assert.throws(
            () =>
                new SecurityGroups("pii-dev", {
                    vpcId: pulumi.output("vpc-1"),
                    matrix,
                    prefixListIds: { s3: "pl-s3", dynamodb: "pl-dynamodb" },
                }),
            { message: 'the flow matrix places no peer "aurora", which a rule names' },
        );
    });
});
