import type { Tier } from "./address-ledger";
import type { AllowedRange } from "./allowed-ranges";

/** The tiers that peers are in; the public one holds NAT gateways and nothing else. */
type PeerTier = Exclude<Tier, "public">;

/**
 * The platform's own peers, each with a security group of its own, and the tier that each is in.
 * What is switched off, such as the proxy, leaves its group empty. Users may add their own. `aurora` is where the configuration puts it.
 */
export const PEERS = {
    app: "private",
    admin: "private",
    endpoints: "private",
    aurora: "isolated",
    dax: "private",
    proxy: "private",
    lambda: "private",
} as const satisfies Readonly<Record<string, PeerTier>>;

export type Peer = keyof typeof PEERS;

/** The tier of every peer, by its name. */
export type Placement = Readonly<Record<string, PeerTier>>;

/** Everything outside AWS and the VPC, which only a way out reaches. */
export type Internet = "internet";

/** AWS services that are reached through a gateway endpoint, by their public addresses. */
export const GATEWAYS = ["s3", "dynamodb"] as const;

export type Gateway = (typeof GATEWAYS)[number];

/** A connection that may be opened: TCP, from a peer to a port of another one. */
export interface Flow<P extends string = string> {
    readonly from: P;
    readonly to: P | Gateway | Internet;
    readonly port: number;
    /** Why it is needed; becomes the description of the rules. */
    readonly why: string;
}

/** Every connection that the platform needs. What is not declared, security groups refuse. */
export const FLOWS: readonly Flow<Peer>[] = [
    { from: "app", to: "aurora", port: 5432, why: "applications query the database" },
    { from: "app", to: "dax", port: 9111, why: "applications read tables through DAX over TLS" },
    { from: "app", to: "endpoints", port: 443, why: "applications call AWS services" },
    { from: "app", to: "dynamodb", port: 443, why: "applications write tables" },
    { from: "app", to: "s3", port: 443, why: "applications read their artifacts" },
    { from: "admin", to: "aurora", port: 5432, why: "migrations and administrators" },
    { from: "admin", to: "endpoints", port: 443, why: "session manager and secrets" },
    { from: "admin", to: "dynamodb", port: 443, why: "administrators look at items of tables" },
    { from: "dax", to: "dynamodb", port: 443, why: "DAX reads what it has not cached" },
    { from: "app", to: "proxy", port: 5432, why: "applications query by pooled connections" },
    { from: "admin", to: "proxy", port: 5432, why: "administrators try what applications use" },
    // No more than this: it reads secrets and writes its log by the network of RDS, not by ours.
    { from: "proxy", to: "aurora", port: 5432, why: "the proxy hands on what is queried" },
    { from: "lambda", to: "aurora", port: 5432, why: "functions check and maintain the database" },
    { from: "lambda", to: "endpoints", port: 443, why: "functions call AWS services" },
];

/** What is allowed in addition where there is a way out. */
const INTERNET_FLOWS: readonly Flow<Peer>[] = [
    { from: "app", to: "internet", port: 443, why: "applications call the services of others" },
];

/** The ways out (egress) of the private tier to the internet; nothing comes in by them. */
export interface Exits {
    /** Through NAT, which makes the public tier. */
    readonly ipv4: boolean;
    /** Through an egress-only internet gateway. */
    readonly ipv6: boolean;
}

/** What a network is asked for. */
export interface Declared {
    readonly auroraTier: PeerTier;
    readonly exits: Exits;
    /** Peers beside the platform's own. Taking one away deletes its security group. */
    readonly peers: Placement;
    /**
     * Flows beside the platform's own. One that is taken away lets no new connection through; an
     * open one, which security groups track, lasts where another flow keeps the network ACLs open.
     */
    readonly flows: readonly Flow[];
    /** Ranges from outside that may enter. */
    readonly allowedCidrs: readonly AllowedRange[];
}

/** Everything that may connect: the one source of security groups and network ACLs. */
export interface FlowMatrix {
    readonly placement: Placement;
    readonly flows: readonly Flow[];
    readonly allowedCidrs: readonly AllowedRange[];
    readonly exits: Exits;
}

/** The platform's own peers and flows, and those that are `declared`, put together. */
export function flowMatrix(declared: Declared): FlowMatrix {
    const { auroraTier, exits, peers, flows, allowedCidrs } = declared;
    return {
        placement: { ...PEERS, aurora: auroraTier, ...peers },
        flows: [...FLOWS, ...(exits.ipv4 || exits.ipv6 ? INTERNET_FLOWS : []), ...flows],
        allowedCidrs,
        exits,
    };
}

/** True for what is reached through a gateway endpoint. */
export function isGateway(side: string): side is Gateway {
    return (GATEWAYS as readonly string[]).includes(side);
}
