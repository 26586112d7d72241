import type { AllowedRange } from "./allowed-ranges";
import { type Exits, type Flow, type FlowMatrix, type Gateway, isGateway } from "./flow-matrix";

/** The other side of a rule: a peer's group, a gateway's prefix list, or a range of addresses. */
export type OtherSide =
    { readonly peer: string } | { readonly gateway: Gateway } | { readonly cidr: string };

/** One security-group rule, not yet bound to real groups. */
export interface Rule {
    /** Logical name: unique, and the same for as long as what it is made from exists. */
    readonly name: string;
    readonly direction: "ingress" | "egress";
    /** The peer whose group the rule belongs to. */
    readonly of: string;
    readonly other: OtherSide;
    readonly port: number;
    readonly description: string;
}

/** The rules that let the matrix through: one at each end that has a security group. */
export function compileRules({ flows, allowedCidrs, exits }: FlowMatrix): Rule[] {
    return [
        ...flows.flatMap((flow) => flowRules(flow, exits)),
        ...allowedCidrs.map((range) => rangeRule(range)),
    ];
}

function flowRules({ from, to, port, why }: Flow, exits: Exits): Rule[] {
    const name = `${from}-to-${to}-${port}`;
    const common = { port, description: `${from} to ${to}: ${why}` };
    const egress = (other: OtherSide, version = ""): Rule => ({
        ...common,
        name: `${name}-egress${version}`,
        direction: "egress",
        of: from,
        other,
    });
    if (to === "internet") {
        return [
            ...(exits.ipv4 ? [egress({ cidr: "0.0.0.0/0" })] : []),
            ...(exits.ipv6 ? [egress({ cidr: "::/0" }, "-ipv6")] : []),
        ];
    }
    if (isGateway(to)) {
        return [egress({ gateway: to })];
    }
    return [
        egress({ peer: to }),
        { ...common, name: `${name}-ingress`, direction: "ingress", of: to, other: { peer: from } },
    ];
}

function rangeRule({ cidr, to, port, reason, until }: AllowedRange): Rule {
    // No peer's name has an underscore, so that no range can be taken for one.
    const range = cidr.replace(/[.:/]/g, "_");
    return {
        name: `${range}-to-${to}-${port}-ingress`,
        direction: "ingress",
        of: to,
        other: { cidr },
        port,
        description: `${cidr} to ${to} until ${until}: ${reason}`,
    };
}
