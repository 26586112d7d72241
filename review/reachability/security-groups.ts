import type { Resource } from "../resource";
import { ALL_TRAFFIC, type Ports, portsOf } from "./ports";
import { EVERYTHING, parseRange, type Range } from "./ranges";
import { blocks, type ByType, idOf, label, text, texts, type Values, valuesOf } from "./values";

/** The other side that a rule names. */
export type Peer =
    { readonly range: Range } | { readonly groupId: string } | { readonly listId: string };

export interface GroupRule extends Ports {
    readonly name: string;
    readonly peer: Peer;
}

export interface SecurityGroup {
    readonly id: string;
    readonly name: string;
    readonly ingress: readonly GroupRule[];
    readonly egress: readonly GroupRule[];
}

type Direction = "ingress" | "egress";

/** A group while its rules are being gathered. */
type Gathering = SecurityGroup & Record<Direction, GroupRule[]>;

/** The types of rules that stand alone, and where each says its direction. */
const RULE_TYPES: Readonly<Record<string, (rule: Values) => Direction>> = {
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": () => "ingress",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": () => "egress",
    "aws:ec2/securityGroupRule:SecurityGroupRule": ({ type }) => type as Direction,
};

/** All groups by their id, those included that AWS makes with each of the `vpcs`. */
export function readSecurityGroups(
    byType: ByType,
    vpcs: readonly Resource[],
): ReadonlyMap<string, SecurityGroup> {
    const groups = new Map<string, Gathering>(
        vpcs.flatMap((vpc) => {
            const id = text(valuesOf(vpc), "defaultSecurityGroupId");
            return id === undefined ? [] : [[id, untouchedDefault(id, label(vpc))]];
        }),
    );
    const ours = byType(
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    );
    for (const group of ours) {
        // The inputs: in the outputs may stand what rules of their own put there once.
        const inline = (direction: Direction) =>
            blocks(group.inputs, direction).flatMap((rule, index) =>
                rulesOf(rule, idOf(group), `inline ${direction} rule ${index + 1}`),
            );
        groups.set(idOf(group), {
            id: idOf(group),
            name: `security group ${label(group)}`,
            ingress: inline("ingress"),
            // Without a rule nothing gets out: the provider removes the one that AWS makes.
            egress: inline("egress"),
        });
    }
    for (const [type, directionOf] of Object.entries(RULE_TYPES)) {
        for (const rule of byType(type)) {
            const values = valuesOf(rule);
            const group = groups.get(text(values, "securityGroupId") ?? "");
            group?.[directionOf(values)].push(...rulesOf(values, group.id, `rule ${label(rule)}`));
        }
    }
    return groups;
}

/** A VPC's default group as AWS makes it: open to its own members, and to get out. */
function untouchedDefault(id: string, vpc: string): Gathering {
    const rule = (peer: Peer) => ({ ...ALL_TRAFFIC, name: "the rule that AWS made", peer });
    return {
        id,
        name: `default security group (${id}) of ${vpc}`,
        ingress: [rule({ groupId: id })],
        egress: [rule({ range: EVERYTHING[4] }), rule({ range: EVERYTHING[6] })],
    };
}

/** One rule for each other side that is named, in whatever style. */
function rulesOf(rule: Values, groupId: string, name: string): GroupRule[] {
    const all = (single: string, list: string) => [text(rule, single) ?? [], texts(rule, list)];
    const ranges = [...all("cidrIpv4", "cidrBlocks"), ...all("cidrIpv6", "ipv6CidrBlocks")].flat();
    const groups = [
        ...all("referencedSecurityGroupId", "securityGroups"),
        text(rule, "sourceSecurityGroupId") ?? [],
        rule.self === true ? groupId : [],
    ].flat();
    const peers: Peer[] = [
        ...ranges.map((range) => ({ range: parseRange(range) })),
        // A group of another account is written behind the account's number.
        ...groups.map((group) => ({ groupId: group.split("/").at(-1) ?? group })),
        ...all("prefixListId", "prefixListIds")
            .flat()
            .map((listId) => ({ listId })),
    ];
    const ports = portsOf(rule.ipProtocol ?? rule.protocol, rule.fromPort, rule.toPort);
    return peers.map((peer) => ({ ...ports, name, peer }));
}
