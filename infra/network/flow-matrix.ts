/** What has a security group of its own. */
export const PEERS = ["app", "admin", "endpoints", "aurora", "dax"] as const;

export type Peer = (typeof PEERS)[number];

/** Everything outside AWS and the VPC, which only a NAT gateway reaches. */
export type Internet = "internet";

/** AWS services that are reached through a gateway endpoint, by their public addresses. */
export const GATEWAYS = ["s3", "dynamodb"] as const;

export type Gateway = (typeof GATEWAYS)[number];

/** A connection that may be opened: TCP, from a peer to a port of another one. */
export interface Flow {
    readonly from: Peer;
    readonly to: Peer | Gateway | Internet;
    readonly port: number;
    /** Why it is needed; becomes the description of the rules. */
    readonly why: string;
}

/** Every connection that the platform allows. What is not here, the security groups refuse. */
export const FLOWS: readonly Flow[] = [
    { from: "app", to: "aurora", port: 5432, why: "applications query the database" },
    { from: "app", to: "dax", port: 9111, why: "applications read tables through DAX over TLS" },
    { from: "app", to: "endpoints", port: 443, why: "applications call AWS services" },
    { from: "app", to: "dynamodb", port: 443, why: "applications write tables" },
    { from: "app", to: "s3", port: 443, why: "applications read their artifacts" },
    { from: "admin", to: "aurora", port: 5432, why: "migrations and administrators" },
    { from: "admin", to: "endpoints", port: 443, why: "session manager and secrets" },
    { from: "dax", to: "dynamodb", port: 443, why: "DAX reads what it has not cached" },
];

/** What is allowed in addition where there is NAT. */
export const NAT_FLOWS: readonly Flow[] = [
    { from: "app", to: "internet", port: 443, why: "applications call the services of others" },
];

/** One security-group rule, not yet bound to real groups. */
export interface Rule {
    /** Logical name: unique, and the same for as long as the flow exists. */
    readonly name: string;
    readonly direction: "ingress" | "egress";
    /** Whose group the rule belongs to. */
    readonly of: Peer;
    /** The other side. */
    readonly peer: Flow["to"];
    readonly port: number;
    readonly description: string;
}

/** The rules that let the flows through: one at each end that has a security group. */
export function compileRules(flows: readonly Flow[]): Rule[] {
    return flows.flatMap(({ from, to, port, why }): Rule[] => {
        const common = { port, description: `${from} to ${to}: ${why}` };
        const name = `${from}-to-${to}-${port}`;
        const egress: Rule = {
            ...common,
            name: `${name}-egress`,
            direction: "egress",
            of: from,
            peer: to,
        };
        return !isPeer(to)
            ? [egress]
            : [
                  egress,
                  { ...common, name: `${name}-ingress`, direction: "ingress", of: to, peer: from },
              ];
    });
}

function isPeer(side: Flow["to"]): side is Peer {
    return (PEERS as readonly string[]).includes(side);
}
