import { compare, ofType, tag, text } from "../fields";
import type { Resource } from "../resource";
import type { Peer } from "./peers";
import { portsOf, protocolName } from "./ports";

/** One end of a flow. */
export interface Side {
    readonly kind: "peer" | "service" | "range";
    /** Unique among all sides. */
    readonly key: string;
    /** Name of the peer or the service, or the range. */
    readonly name: string;
}

/** A connection that the security groups let through, or one that only one of two ends allows. */
export interface Flow {
    readonly from: Side;
    readonly to: Side;
    readonly protocol: string;
    readonly ports: string;
    readonly why: string;
    /** Last day on which it is wanted, where a rule says so. */
    readonly until?: string;
    /** End whose group has no rule for it, so that nothing passes. */
    readonly missing?: "ingress" | "egress";
}

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** The flows of the VPC, in the order of their names and ports. */
export function readFlows(
    resources: readonly Resource[],
    peers: readonly Peer[],
    /** Services by the ids of their managed prefix lists. */
    services: ReadonlyMap<string, string>,
): Flow[] {
    const flows = new Map<string, Flow>();
    const own = new Map(peers.map(({ id, name }) => [id, name]));
    for (const rule of ofType(resources, INGRESS, EGRESS)) {
        const isIngress = rule.type === INGRESS;
        const owner = own.get(text(rule, "securityGroupId") ?? "");
        if (owner === undefined) {
            continue;
        }
        const here = side("peer", owner);
        const there = otherSide(rule, own, services);
        const flow: Flow = {
            from: isIngress ? there : here,
            to: isIngress ? here : there,
            protocol: protocolName(text(rule, "ipProtocol")),
            ports: portsOf(rule.inputs.fromPort, rule.inputs.toPort),
            ...reasonOf(rule),
        };
        const key = [flow.from.key, flow.to.key, flow.protocol, flow.ports].join("\n");
        // The rule at the other end completes it; what is no peer has no rules.
        const isWhole = flows.has(key) || there.kind !== "peer";
        flows.set(key, isWhole ? flow : { ...flow, missing: isIngress ? "egress" : "ingress" });
    }
    return [...flows.values()].sort(
        (a, b) =>
            compare(a.from.key, b.from.key) ||
            compare(a.to.key, b.to.key) ||
            compare(a.protocol, b.protocol) ||
            compare(a.ports.padStart(11), b.ports.padStart(11)),
    );
}

function otherSide(
    rule: Resource,
    peers: ReadonlyMap<string, string>,
    services: ReadonlyMap<string, string>,
): Side {
    const group = text(rule, "referencedSecurityGroupId");
    if (group !== undefined) {
        const name = peers.get(group);
        return name === undefined ? side("range", group) : side("peer", name);
    }
    const list = text(rule, "prefixListId");
    if (list !== undefined) {
        const service = services.get(list);
        return service === undefined ? side("range", list) : side("service", service);
    }
    return side("range", text(rule, "cidrIpv4") ?? text(rule, "cidrIpv6") ?? "?");
}

function side(kind: Side["kind"], name: string): Side {
    return { kind, name, key: `${kind} ${name}` };
}

/** What the rule says for itself; a day in it, or in a tag, is the last one on which it is wanted. */
function reasonOf(rule: Resource): Pick<Flow, "why" | "until"> {
    const why = text(rule, "description") ?? "";
    const day = /\b\d{4}-\d{2}-\d{2}\b/;
    const until = day.exec([tag(rule, "Until"), why].join(" "))?.[0];
    return until === undefined ? { why } : { why, until };
}
