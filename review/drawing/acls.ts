import { compare, ofType, records, text, texts } from "../fields";
import { logicalName, type Resource } from "../resource";
import { icmpOf, portsOf, protocolName } from "./ports";

/** A network ACL: what it lets through of what enters and leaves its subnets, in order. */
export interface Acl {
    readonly name: string;
    readonly entries: readonly AclEntry[];
}

export interface AclEntry {
    readonly direction: "in" | "out";
    readonly number: number;
    readonly action: string;
    readonly protocol: string;
    /** Of ICMP, which has no ports, the messages: `type 3, code 4`. */
    readonly ports: string;
    readonly range: string;
}

/** The network ACLs, and the subnets that each is for. */
export function readAcls(
    resources: readonly Resource[],
): (Acl & { readonly subnetIds: string[] })[] {
    const rules = ofType(resources, "aws:ec2/networkAclRule:NetworkAclRule");
    return ofType(
        resources,
        "aws:ec2/networkAcl:NetworkAcl",
        "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    ).map((acl) => {
        const separate = rules.filter((rule) => text(rule, "networkAclId") === acl.id);
        const associated = ofType(
            resources,
            "aws:ec2/networkAclAssociation:NetworkAclAssociation",
        ).filter((association) => text(association, "networkAclId") === acl.id);
        return {
            name: logicalName(acl),
            subnetIds: [
                ...texts(acl, "subnetIds"),
                ...associated.flatMap((association) => text(association, "subnetId") ?? []),
            ],
            entries: [
                ...records(acl, "ingress").map((entry) => readEntry("in", entry)),
                ...records(acl, "egress").map((entry) => readEntry("out", entry)),
                ...separate.map(({ inputs }) =>
                    readEntry(inputs.egress === true ? "out" : "in", inputs),
                ),
            ].sort((a, b) => compare(a.direction, b.direction) || a.number - b.number),
        };
    });
}

/** An entry as it stands in the ACL, or as a resource of its own, where fields are called otherwise. */
function readEntry(
    direction: AclEntry["direction"],
    entry: Readonly<Record<string, unknown>>,
): AclEntry {
    const protocol = protocolName(entry.protocol);
    const { icmpType, icmpCode, fromPort, toPort } = entry;
    return {
        direction,
        number: Number(entry.ruleNo ?? entry.ruleNumber),
        action: String(entry.action ?? entry.ruleAction),
        protocol,
        ports: protocol.startsWith("icmp")
            ? icmpOf(icmpType, icmpCode)
            : protocol === "all"
              ? "all"
              : portsOf(fromPort, toPort),
        range: [entry.cidrBlock, entry.ipv6CidrBlock]
            .filter((range) => typeof range === "string" && range !== "")
            .join(", "),
    };
}
