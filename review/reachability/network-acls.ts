import type { Resource } from "../resource";
import { ALL_TRAFFIC, type Ports, portsOf } from "./ports";
import { EVERYTHING, parseRange, type Range } from "./ranges";
import { blocks, type ByType, idOf, label, text, texts, type Values, valuesOf } from "./values";

export interface AclEntry extends Ports {
    readonly number: number;
    readonly allows: boolean;
    readonly range: Range;
}

/** The entries of each direction are in the order in which AWS reads them. */
export interface NetworkAcl {
    readonly id: string;
    readonly name: string;
    readonly ingress: readonly AclEntry[];
    readonly egress: readonly AclEntry[];
}

type Direction = "ingress" | "egress";

type Gathering = NetworkAcl & Record<Direction, AclEntry[]>;

/** What AWS puts into the default ACL of a VPC. */
const ALLOW_ALL: readonly AclEntry[] = [
    { ...ALL_TRAFFIC, number: 100, allows: true, range: EVERYTHING[4] },
    { ...ALL_TRAFFIC, number: 101, allows: true, range: EVERYTHING[6] },
];

/** @returns the ACL of a subnet, by the ids of subnet and VPC */
export function readNetworkAcls(
    byType: ByType,
    vpcs: readonly Resource[],
): (subnetId: string, vpcId: string) => NetworkAcl {
    const acls = new Map<string, Gathering>();
    const defaults = new Map<string, Gathering>();
    for (const vpc of vpcs) {
        const id = text(valuesOf(vpc), "defaultNetworkAclId") ?? `default of ${idOf(vpc)}`;
        const acl = open(id, `default network ACL of ${label(vpc)}`);
        acls.set(id, acl);
        defaults.set(idOf(vpc), acl);
    }
    const ofSubnets = new Map<string, string>();
    const ours = byType(
        "aws:ec2/networkAcl:NetworkAcl",
        "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    );
    for (const resource of ours) {
        const values = valuesOf(resource);
        const adopted = text(values, "defaultNetworkAclId");
        const acl: Gathering = {
            id: adopted ?? idOf(resource),
            name: `network ACL ${label(resource)}`,
            // The inputs: in the outputs may stand what rules of their own put there once.
            ingress: blocks(resource.inputs, "ingress").flatMap(inlineEntries),
            egress: blocks(resource.inputs, "egress").flatMap(inlineEntries),
        };
        acls.set(acl.id, acl);
        if (adopted !== undefined) {
            const [owner] = [...defaults].find(([, { id }]) => id === adopted) ?? [];
            defaults.set(owner ?? text(values, "vpcId") ?? "", acl);
        }
        for (const subnetId of texts(resource.inputs, "subnetIds")) {
            ofSubnets.set(subnetId, acl.id);
        }
    }
    for (const association of byType("aws:ec2/networkAclAssociation:NetworkAclAssociation")) {
        const values = valuesOf(association);
        ofSubnets.set(text(values, "subnetId") ?? "", text(values, "networkAclId") ?? "");
    }
    for (const rule of byType("aws:ec2/networkAclRule:NetworkAclRule")) {
        const values = valuesOf(rule);
        const direction = values.egress === true ? "egress" : "ingress";
        const { ruleNumber, ruleAction } = values;
        acls.get(text(values, "networkAclId") ?? "")?.[direction].push(
            ...entriesOf(values, ruleNumber, ruleAction),
        );
    }
    for (const { ingress, egress } of acls.values()) {
        ingress.sort((a, b) => a.number - b.number);
        egress.sort((a, b) => a.number - b.number);
    }
    return (subnetId, vpcId) => {
        const id = ofSubnets.get(subnetId);
        return id === undefined
            ? (defaults.get(vpcId) ?? open("", `default network ACL of ${vpcId}`))
            : (acls.get(id) ?? open(id, `network ACL ${id} (not given, taken for open)`));
    };
}

/** An ACL as AWS makes the default one. */
function open(id: string, name: string): Gathering {
    return { id, name, ingress: [...ALLOW_ALL], egress: [...ALLOW_ALL] };
}

function inlineEntries(entry: Values): AclEntry[] {
    return entriesOf(entry, entry.ruleNo, entry.action);
}

function entriesOf(entry: Values, number: unknown, action: unknown): AclEntry[] {
    return ["cidrBlock", "ipv6CidrBlock"].flatMap((key) => {
        const range = text(entry, key);
        const ports = portsOf(entry.protocol, entry.fromPort, entry.toPort);
        return range === undefined
            ? []
            : {
                  ...ports,
                  number: Number(number),
                  allows: String(action).toLowerCase() === "allow",
                  range: parseRange(range),
              };
    });
}
