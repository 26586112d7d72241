import type { Cidr } from "../cidr";
import { formatIpRange, type IpRange, parseIpRange, supernet } from "../ip-range";
import { type Tier, tierCidr } from "./address-ledger";
import { type FlowMatrix, isGateway } from "./flow-matrix";

/** What an entry of a network ACL lets through between a tier and a range of addresses. */
export type AclEntry = PortEntry | TooBigEntry;

/** TCP, to a range of ports. */
export interface PortEntry {
    /** The other side, IPv4 or IPv6. */
    readonly cidr: string;
    readonly fromPort: number;
    readonly toPort: number;
}

/**
 * The ICMP message that a packet is too big for what lies ahead. Without it connections over a
 * narrower way, such as a VPN's, open and then hang (path MTU discovery).
 * https://docs.aws.amazon.com/vpc/latest/userguide/path_mtu_discovery.html
 */
interface TooBigEntry {
    readonly cidr: string;
    readonly icmp: "packet-too-big";
}

/** The entries of one network ACL. What they do not allow, AWS's last entry denies. */
export interface Acl {
    readonly ingress: readonly AclEntry[];
    readonly egress: readonly AclEntry[];
}

/** The ports that answers come back to: of Linux, Windows, Lambda and NAT gateways. */
const EPHEMERAL = [[1024, 65535]] as const;

/**
 * The same, from the internet. AWS's control EC2.21 fails an ACL that lets the world in to 3389,
 * so that the connection in 64,512 that NAT opens from there is lost, and opened again.
 */
const EPHEMERAL_FROM_WORLD = [
    [1024, 3388],
    [3390, 65535],
] as const;

const WORLD = { ipv4: "0.0.0.0/0", ipv6: "::/0" } as const;

/**
 * The network ACL of every tier of `vpc`, compiled from the matrix. ACLs know tiers and not peers,
 * and no connections, so each flow opens its port one way and the ephemeral ports the other way,
 * at both ends; which peers use them is for the security groups to say.
 *
 * Gateway endpoints have public addresses, which ACLs cannot tell from others: a tier that uses
 * one lets its port out to the world. Inside the VPC connections are IPv4.
 *
 * A tier that connects beyond AWS hears from any router on the way that a packet is too big; the
 * security groups let that in for connections of their own alone. Not so for gateway endpoints: the
 * way to them lies within AWS's network.
 */
export function compileAcls(matrix: FlowMatrix, vpc: Cidr): Readonly<Record<Tier, Acl>> {
    const cidrs = {
        private: tierCidr(vpc, "private"),
        isolated: tierCidr(vpc, "isolated"),
        public: tierCidr(vpc, "public"),
    };
    const acls = { private: new OpenAcl(), isolated: new OpenAcl(), public: new OpenAcl() };
    const tierOf = (peer: string): Tier => {
        const tier = matrix.placement[peer];
        if (tier === undefined) {
            throw new Error(`the flow matrix places no peer "${peer}", which a flow names`);
        }
        return tier;
    };

    for (const { from, to, port } of matrix.flows) {
        const source = tierOf(from);
        if (isGateway(to)) {
            acls[source].opens(WORLD.ipv4, port);
        } else if (to !== "internet") {
            const target = tierOf(to);
            acls[source].opens(cidrs[target], port);
            acls[target].serves(cidrs[source], port);
        } else {
            if (matrix.exits.ipv4) {
                acls[source].opens(WORLD.ipv4, port);
                acls[source].hearsOfSize(WORLD.ipv4);
                acls.public.serves(cidrs[source], port);
                acls.public.opens(WORLD.ipv4, port);
                acls.public.hearsOfSize(WORLD.ipv4);
                acls.public.tellsOfSize(cidrs[source]);
            }
            if (matrix.exits.ipv6) {
                acls[source].opens(WORLD.ipv6, port);
                acls[source].hearsOfSize(WORLD.ipv6);
            }
        }
    }
    for (const { cidr, to, port } of matrix.allowedCidrs) {
        acls[tierOf(to)].serves(cidr, port);
        // Routers of the organization are seldom within the range itself.
        acls[tierOf(to)].hearsOfSize(cidr.includes(":") ? WORLD.ipv6 : WORLD.ipv4);
    }
    return {
        private: acls.private.closed(),
        isolated: acls.isolated.closed(),
        public: acls.public.closed(),
    };
}

/** The entries of one tier while they are collected, each once. */
class OpenAcl {
    readonly #ingress = new Map<string, PortEntry>();
    readonly #egress = new Map<string, PortEntry>();
    readonly #hearsOfSize = new Set<string>();
    readonly #tellsOfSize = new Set<string>();

    /** Connections from the tier to `port` of `cidr`, and their answers. */
    opens(cidr: string, port: number): void {
        const isWorld = cidr === WORLD.ipv4 || cidr === WORLD.ipv6;
        add(this.#egress, cidr, [[port, port]]);
        add(this.#ingress, cidr, isWorld ? EPHEMERAL_FROM_WORLD : EPHEMERAL);
    }

    /** Connections from `cidr` to `port` in the tier, and their answers. */
    serves(cidr: string, port: number): void {
        add(this.#ingress, cidr, [[port, port]]);
        add(this.#egress, cidr, EPHEMERAL);
    }

    /** Messages to the tier that a packet of its own was too big. */
    hearsOfSize(cidr: string): void {
        this.#hearsOfSize.add(cidr);
    }

    /** The same messages, handed on by NAT. */
    tellsOfSize(cidr: string): void {
        this.#tellsOfSize.add(cidr);
    }

    closed(): Acl {
        return {
            ingress: [...minimal(this.#ingress), ...tooBig(this.#hearsOfSize)],
            egress: [...minimal(this.#egress), ...tooBig(this.#tellsOfSize)],
        };
    }
}

function tooBig(cidrs: ReadonlySet<string>): TooBigEntry[] {
    return [...cidrs].sort().map((cidr) => ({ cidr, icmp: "packet-too-big" }));
}

function add(
    entries: Map<string, PortEntry>,
    cidr: string,
    ports: readonly (readonly [number, number])[],
): void {
    for (const [fromPort, toPort] of ports) {
        const entry = { cidr, fromPort, toPort };
        entries.set(contentOf(entry), entry);
    }
}

/** What the entry says, as text that no other entry of its direction has. */
export function contentOf(entry: AclEntry): string {
    return "icmp" in entry
        ? `${entry.cidr} ${entry.icmp}`
        : `${entry.cidr} ${entry.fromPort}-${entry.toPort}`;
}

/** The entries without those that another one covers. */
function minimal(entries: ReadonlyMap<string, PortEntry>): PortEntry[] {
    const wider = containing([...entries.values()].map(({ cidr }) => cidr));
    const sorted = [...entries.values()]
        .map((entry) => ({ entry, within: wider.get(entry.cidr) ?? [] }))
        // What covers an entry comes before it.
        .sort(
            (a, b) =>
                a.entry.fromPort - b.entry.fromPort ||
                b.entry.toPort - a.entry.toPort ||
                a.within.length - b.within.length ||
                (a.entry.cidr < b.entry.cidr ? -1 : 1),
        );
    // All that came before begins no higher, and so covers what does not end above it.
    const highest = new Map<string, number>();
    return sorted
        .filter(({ entry, within }) => {
            if (within.some((cidr) => (highest.get(cidr) ?? 0) >= entry.toPort)) {
                return false;
            }
            highest.set(entry.cidr, entry.toPort);
            return true;
        })
        .map(({ entry }) => entry);
}

/** For every one of `cidrs` those that contain it, itself among them. */
function containing(cidrs: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const ranges = new Map(cidrs.map((cidr) => [cidr, rangeOf(cidr)]));
    const prefixes = [...new Set([...ranges.values()].map(({ prefix }) => prefix))];
    const around = ({ prefix, ...range }: IpRange) =>
        prefixes
            .filter((wider) => wider <= prefix)
            .map((wider) => formatIpRange(supernet({ prefix, ...range }, wider)))
            .filter((cidr) => ranges.has(cidr));
    return new Map([...ranges].map(([cidr, range]) => [cidr, around(range)]));
}

function rangeOf(cidr: string): IpRange {
    const range = parseIpRange(cidr);
    if (range === undefined) {
        throw new Error(`"${cidr}" is no range of addresses`);
    }
    return range;
}
