import assert from "node:assert/strict";
import fc from "fast-check";
import { canReach } from "../../review/reachability/can-reach";
import { readNetwork } from "../../review/reachability/network";
import type { Resource } from "../../review/resource";
import {
    APP,
    changed,
    DATA,
    ec2,
    NETWORK,
    plus,
    sgRule,
    WEB,
    WORLD,
    WORLD_6,
} from "./small-network";

const SIDES = [APP, DATA, WEB, WORLD, WORLD_6, { gateway: "s3" } as const];

const ports = fc
    .tuple(fc.nat(65535), fc.nat(65535))
    .map(([a, b]) => ({ fromPort: Math.min(a, b), toPort: Math.max(a, b) }));

const range = fc.oneof(
    fc.constantFrom("0.0.0.0/0", "10.0.0.0/16", "198.51.100.0/24", "198.51.0.0/16"),
    fc
        .tuple(fc.nat(3), fc.integer({ min: 24, max: 28 }))
        .map(([third, prefix]) => `10.0.${third}.0/${prefix}`),
);

const range6 = fc.constantFrom("::/0", "2001:db8::/56", "2001:db8:0:1::/64", "2001:db9:8::/48");

const where = fc.oneof(
    range.map((cidrBlock) => ({ cidrBlock })),
    range6.map((ipv6CidrBlock) => ({ ipv6CidrBlock })),
);

/** An entry of one of the ACLs, with a number before, between or behind those that are there. */
const aclEntry = (id: string, ruleAction: string) =>
    fc
        .record({
            networkAclId: fc.constantFrom("app-acl", "data-acl", "edge-acl"),
            egress: fc.boolean(),
            ruleNumber: fc.integer({ min: 1, max: 200 }).filter((number) => number % 10 !== 0),
            protocol: fc.constantFrom("tcp", "-1", "udp"),
            ports,
            where,
        })
        .map(({ ports: open, where: block, ...entry }) =>
            ec2("networkAclRule", id, { ...entry, ruleAction, ...open, ...block }),
        );

const groupRule = (id: string) =>
    fc
        .record({
            direction: fc.constantFrom("Ingress" as const, "Egress" as const),
            securityGroupId: fc.constantFrom("app-group", "data-group", "web-group"),
            peer: fc.oneof(
                range.map((cidrIpv4) => ({ cidrIpv4 })),
                range6.map((cidrIpv6) => ({ cidrIpv6 })),
                fc
                    .constantFrom("app-group", "data-group", "web-group")
                    .map((referencedSecurityGroupId) => ({ referencedSecurityGroupId })),
                fc.constantFrom("pl-s3", "pl-other").map((prefixListId) => ({ prefixListId })),
            ),
            ipProtocol: fc.constantFrom("tcp", "-1", "udp"),
            ports,
        })
        .map(({ direction, peer, ports: open, ...rule }) =>
            sgRule(direction, id, { ...rule, ...open, ...peer }),
        );

const allowing = fc.oneof(aclEntry("added", "allow"), groupRule("added"));

const networks = fc
    .tuple(
        fc.array(aclEntry("a", "deny"), { maxLength: 2 }),
        fc.array(aclEntry("b", "allow"), { maxLength: 2 }),
        fc.array(groupRule("c"), { maxLength: 3 }),
    )
    .map((added) => plus(...added.flat()));

const question = fc.record({
    from: fc.constantFrom(...SIDES),
    to: fc.constantFrom(...SIDES),
    port: fc.oneof(fc.constantFrom(443, 5432), fc.nat(65535)),
    protocol: fc.constantFrom("tcp" as const, "udp" as const),
});

type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

/** 0 for unreachable, 1 for some connections, 2 for all of them. */
function degree(resources: readonly Resource[], { from, to, port, protocol }: Question): number {
    const answer = canReach(readNetwork(resources), from, to, port, { protocol });
    return Number(answer.reachable) + Number(answer.always);
}

describe("reachability of any network", function () {
    it("never shrinks by what is allowed in addition", () => {
        fc.assert(
            fc.property(networks, allowing, question, (network, added, asked) => {
                assert.ok(degree([...network, added], asked) >= degree(network, asked));
            }),
            { numRuns: 300 },
        );
    });

    it("never grows by what is denied in addition", () => {
        fc.assert(
            fc.property(networks, aclEntry("added", "deny"), question, (network, added, asked) => {
                assert.ok(degree([...network, added], asked) <= degree(network, asked));
            }),
            { numRuns: 300 },
        );
    });

    it("does not depend on the order of the resources", () => {
        const shuffled = fc.shuffledSubarray([...NETWORK], { minLength: NETWORK.length });
        fc.assert(
            fc.property(shuffled, question, (resources, asked) => {
                assert.equal(degree(resources, asked), degree(NETWORK, asked));
            }),
            { numRuns: 50 },
        );
    });

    it("is the same whether a rule stands alone or inline", () => {
        const [egress, ingress] = ["Egress", "Ingress"].map((direction) =>
            groupRule("rule").filter(({ type }) => type.endsWith(`${direction}Rule`)),
        ) as [fc.Arbitrary<Resource>, fc.Arbitrary<Resource>];
        fc.assert(
            fc.property(egress, ingress, question, (out, into, asked) => {
                const bare = changed("web-group", { ingress: [] });
                const inline = ({ inputs }: Resource) => ({
                    protocol: inputs.ipProtocol,
                    fromPort: inputs.fromPort,
                    toPort: inputs.toPort,
                    cidrBlocks: [inputs.cidrIpv4 ?? []].flat(),
                    ipv6CidrBlocks: [inputs.cidrIpv6 ?? []].flat(),
                    prefixListIds: [inputs.prefixListId ?? []].flat(),
                    securityGroups: [inputs.referencedSecurityGroupId ?? []].flat(),
                });
                const own = [out, into].map((rule) => ({
                    ...rule,
                    inputs: { ...rule.inputs, securityGroupId: "web-group" },
                }));
                const within = changed("web-group", {
                    ingress: [inline(into)],
                    egress: [inline(out)],
                });
                assert.equal(degree([...bare, ...own], asked), degree(within, asked));
            }),
            { numRuns: 200 },
        );
    });

    it("agrees with every single address and client port, tried one by one", () => {
        // Groups are open here: what is tried are the ACLs, whose order and answers matter.
        const tiny = (entries: readonly Resource[]) => [
            ...["one", "two"].flatMap((id, index) => [
                ec2("subnet", id, { vpcId: "vpc", cidrBlock: `10.0.${index}.0/30` }),
                ec2("networkAcl", `${id}-acl`, { subnetIds: [id] }),
            ]),
            ec2("vpc", "vpc", { cidrBlock: "10.0.0.0/16" }),
            ...entries,
        ];
        const block = fc
            .tuple(fc.nat(1), fc.nat(3), fc.integer({ min: 30, max: 32 }))
            .map(([third, last, prefix]) => ({
                text: `10.0.${third}.${prefix === 32 ? last : prefix === 31 ? last & 2 : 0}/${prefix}`,
                third,
                first: prefix === 32 ? last : prefix === 31 ? last & 2 : 0,
                size: 2 ** (32 - prefix),
            }));
        const entries = fc.uniqueArray(
            fc.record({
                acl: fc.constantFrom("one", "two"),
                egress: fc.boolean(),
                number: fc.integer({ min: 1, max: 50 }),
                allow: fc.boolean(),
                block,
                ports: fc.constantFrom<[number, number]>(
                    [0, 65535],
                    [80, 80],
                    [40000, 40001],
                    [40001, 65535],
                ),
            }),
            { selector: ({ number }) => number, maxLength: 12, minLength: 4 },
        );
        const open = ["one", "two"].flatMap((acl, index) =>
            [true, false].map((egress) => ({
                acl,
                egress,
                number: 100,
                allow: true,
                block: {
                    text: `10.0.${1 - index}.0/24`,
                    third: 1 - index,
                    first: 0,
                    size: 256,
                },
                ports: [0, 65535] as const,
            })),
        );
        fc.assert(
            fc.property(entries, fc.boolean(), (some, isOpen) => {
                // Behind the others, what lets everything pass, so that not all of it is stopped.
                const all = [...some, ...(isOpen ? open : [])];
                const passes = (
                    acl: string,
                    egress: boolean,
                    third: number,
                    last: number,
                    port: number,
                ) =>
                    all
                        .filter((one) => one.acl === acl && one.egress === egress)
                        .sort((a, b) => a.number - b.number)
                        .find(
                            ({ block: { third: of, first, size }, ports: [low, high] }) =>
                                of === third &&
                                first <= last &&
                                last < first + size &&
                                low <= port &&
                                port <= high,
                        )?.allow ?? false;
                const last = [0, 1, 2, 3];
                // Every port is treated like one of these.
                const clients = [0, 80, 32768, 40000, 40001, 60999, 65535];
                const tried = last.flatMap((a) =>
                    last.flatMap((b) =>
                        clients.map((client) => ({
                            usual: client >= 32768 && client <= 60999,
                            works:
                                passes("one", true, 1, b, 80) &&
                                passes("two", false, 0, a, 80) &&
                                passes("two", true, 0, a, client) &&
                                passes("one", false, 1, b, client),
                        })),
                    ),
                );
                const resources = tiny(
                    all.map(({ acl, egress, number, allow, block: { text }, ports: [low, high] }) =>
                        ec2("networkAclRule", `${acl}-${egress}-${number}`, {
                            networkAclId: `${acl}-acl`,
                            egress,
                            ruleNumber: number,
                            ruleAction: allow ? "allow" : "deny",
                            protocol: "tcp",
                            cidrBlock: text,
                            fromPort: low,
                            toPort: high,
                        }),
                    ),
                );
                const answer = canReach(
                    readNetwork(resources),
                    { subnetIds: ["one"], securityGroupIds: [] },
                    { subnetIds: ["two"], securityGroupIds: [] },
                    80,
                );
                assert.deepEqual(
                    { reachable: answer.reachable, always: answer.always },
                    {
                        reachable: tried.some(({ works }) => works),
                        always: tried.every(({ works, usual }) => works || !usual),
                    },
                );
            }),
            { numRuns: 1000 },
        );
    });
});
