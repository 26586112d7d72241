import assert from "node:assert/strict";
import { type Flow, flowMatrix, type FlowMatrix } from "../../infra/network/flow-matrix";
import { canReach, type Side } from "../../review/reachability/can-reach";
import { type Network, readNetwork } from "../../review/reachability/network";
import { logicalName, readStates, type Resource } from "../../review/resource";
import { Rehearsal } from "../support/rehearsal";

const VPN = {
    cidr: "192.168.10.0/24",
    to: "app",
    port: 8443,
    reason: "VPN of the operators",
    until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
};

const NETWORK = {
    cidrBlock: "10.48.0.0/16",
    availabilityZones: ["eu-west-1a", "eu-west-1b"],
    peers: { reporting: "private", vault: "isolated" } as const,
    flows: [
        { from: "reporting", to: "aurora", port: 5432, why: "monthly reports" },
        { from: "app", to: "vault", port: 8200, why: "applications fetch their secrets" },
        { from: "app", to: "app", port: 7000, why: "applications form a cluster" },
    ],
    allowedCidrs: [VPN],
};

/** Ports that the matrix names, and some that it does not: whatever is reached must be declared. */
function portsOf({ flows, allowedCidrs }: FlowMatrix): number[] {
    const named = [...flows, ...allowedCidrs].map(({ port }) => port);
    return [...new Set([...named, 0, 22, 80, 1024, 3389, 8080, 32768, 65535])];
}

/** What has been registered of the network, and where its peers are. */
interface Registered {
    readonly resources: readonly Resource[];
    readonly network: Network;
    readonly peers: Readonly<Record<string, Side>>;
}

for (const [what, exits, changes] of [
    ["without a way out", { ipv4: false, ipv6: false }, {}],
    ["with NAT and IPv6", { ipv4: true, ipv6: true }, { nat: "perZone", ipv6Egress: true }],
] as const) {
    describe(`reachability, from the registered resources, ${what}`, function () {
        const prod = new Rehearsal("prod", ["pii-keys", "pii-network"]);
        const matrix = flowMatrix({ auroraTier: "isolated", exits, ...NETWORK });
        const targets: Readonly<Record<string, Side>> = {
            s3: { gateway: "s3" },
            dynamodb: { gateway: "dynamodb" },
            internet: { internet: true },
        };
        let registered: Registered;

        before(async () => {
            const config = { "pii:network": { ...NETWORK, ...changes } };
            await prod.up(config);
            registered = await prod.with(config, ({ stacks }) =>
                Promise.resolve(
                    reading(
                        readStates(...stacks.map(({ state }) => ({ deployment: state }))),
                        matrix,
                    ),
                ),
            );
        });
        after(() => prod.end());

        it("is what the matrix declares, and nothing else, for every pair and port", () => {
            const { network, peers } = registered;
            const sides = { ...peers, ...targets };
            const declared = new Set(matrix.flows.map(nameOf));
            for (const [from, source] of Object.entries(peers)) {
                for (const [to, target] of Object.entries(sides)) {
                    for (const port of portsOf(matrix)) {
                        const answer = canReach(network, source, target, port);
                        const flow = nameOf({ from, to, port });
                        const said = [...answer.why, ...answer.gaps].join("; ");
                        assert.equal(answer.reachable, declared.has(flow), `${flow}: ${said}`);
                        assert.equal(answer.always, declared.has(flow), `${flow}: ${said}`);
                    }
                }
            }
        });

        it("is nothing from outside, by either family", () => {
            const { network, peers } = registered;
            for (const [to, target] of Object.entries(peers)) {
                for (const source of [
                    { internet: true },
                    { cidr: "203.0.113.0/24" },
                    { cidr: "2001:db8::/32" },
                    // The range that may enter, before anybody has routed it.
                    { cidr: VPN.cidr },
                ] as const) {
                    for (const port of portsOf(matrix)) {
                        const { reachable, why } = canReach(network, source, target, port);
                        assert.equal(reachable, false, `${to} ${port}: ${why.join("; ")}`);
                    }
                }
            }
        });

        it("is one port for a range that may enter, once it is routed", () => {
            const { resources } = registered;
            const gateway = { transitGatewayId: "tgw-0123456789abcdef0" };
            const { network, peers } = reading(
                [
                    ...resources,
                    ...resources
                        .filter(({ type }) => type === "aws:ec2/routeTable:RouteTable")
                        .map(({ id }): Resource => {
                            const route = { routeTableId: id, destinationCidrBlock: VPN.cidr };
                            return {
                                urn: `urn:pulumi:prod::test::aws:ec2/route:Route::vpn-${id ?? ""}`,
                                type: "aws:ec2/route:Route",
                                id: `route-${id ?? ""}`,
                                inputs: { ...route, ...gateway },
                                outputs: { ...route, ...gateway },
                            };
                        }),
                ],
                matrix,
            );
            for (const [to, target] of Object.entries(peers)) {
                for (const port of portsOf(matrix)) {
                    const isDeclared = to === VPN.to && port === VPN.port;
                    const { reachable, why } = canReach(network, { cidr: VPN.cidr }, target, port);
                    assert.equal(reachable, isDeclared, `${to} ${port}: ${why.join("; ")}`);
                    const near = canReach(network, { cidr: "192.168.11.0/24" }, target, port);
                    assert.equal(near.reachable, false, `${to} ${port} from beside the range`);
                }
            }
        });

        for (const [missing, without] of [
            ["the rule of its source", rule("app-to-aurora-5432-egress")],
            ["the rule of its target", rule("app-to-aurora-5432-ingress")],
            ["the way out of its tier", entries("private", "egress")],
            ["the way into the other tier", entries("isolated", "ingress")],
            ["the way of the answers out", entries("isolated", "egress")],
            ["the way of the answers in", entries("private", "ingress")],
        ] as const) {
            it(`of a flow takes ${missing}`, () => {
                const { network, peers } = reading(registered.resources.flatMap(without), matrix);
                const [app, aurora] = [side(peers, "app"), side(peers, "aurora")];
                assert.equal(canReach(network, app, aurora, 5432).reachable, false);
            });
        }
    });
}

/** Takes a security-group rule away. */
function rule(name: string) {
    return (resource: Resource) => (logicalName(resource) === `pii-prod-${name}` ? [] : [resource]);
}

/** Takes the entries of one direction out of a tier's network ACL. */
function entries(tier: string, direction: "ingress" | "egress") {
    return (resource: Resource) =>
        resource.type === "aws:ec2/networkAcl:NetworkAcl" &&
        logicalName(resource) === `pii-prod-${tier}`
            ? [
                  {
                      ...resource,
                      inputs: { ...resource.inputs, [direction]: [] },
                      outputs: { ...resource.outputs, [direction]: [] },
                  },
              ]
            : [resource];
}

function nameOf({ from, to, port }: Pick<Flow, "from" | "to" | "port">): string {
    return `${from} to ${to} ${port}`;
}

function side(peers: Registered["peers"], name: string): Side {
    const found = peers[name];
    assert.ok(found, name);
    return found;
}

/** Puts an interface of each peer into the subnets of its tier, with the group that bears its name. */
function reading(resources: readonly Resource[], { placement }: FlowMatrix): Registered {
    const ids = (type: string, named: (name: string) => boolean) =>
        resources
            .filter((resource) => resource.type === type && named(logicalName(resource)))
            .map(({ id }) => id ?? "");
    const peers = Object.entries(placement).map(([peer, tier]) => [
        peer,
        {
            subnetIds: ids("aws:ec2/subnet:Subnet", (name) => name.includes(`-${tier}-`)),
            securityGroupIds: ids(
                "aws:ec2/securityGroup:SecurityGroup",
                (name) => name === `pii-prod-${peer}`,
            ),
        },
    ]);
    return {
        resources,
        network: readNetwork(resources),
        peers: Object.fromEntries(peers) as Registered["peers"],
    };
}
