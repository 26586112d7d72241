import { carry } from "./carriage";
import type { Network, Subnet } from "./network";
import type { Protocol } from "./ports";
import { EVERYTHING, type Family, parseRange, publicPart, without } from "./ranges";
import { throughGroups } from "./through-groups";
import type { End, Flight, PortRange, Trip } from "./trip";

/** Network interfaces of one thing: an instance, a function, the nodes of a cluster. */
export interface NetworkInterface {
    /** Where it is: in any of these subnets. */
    readonly subnetIds: readonly string[];
    /** None means that no group filters its traffic, as for a NAT gateway. */
    readonly securityGroupIds: readonly string[];
    /** True when the internet can address it by IPv4; by IPv6 it always can. @default false */
    readonly publicAddress?: boolean;
    /** Ports that its clients get from their system. @default 32768 to 60999, as Linux has it */
    readonly clientPorts?: PortRange;
}

/**
 * What is outside of the network: one range, IPv4 or IPv6, such as `203.0.113.0/24`. Note that
 * `0.0.0.0/0` holds the private addresses of others too, such as those behind a VPN.
 */
export interface Outside {
    readonly cidr: string;
}

/** An AWS service at its public addresses, through a gateway endpoint or otherwise. */
export interface GatewayService {
    readonly gateway: "s3" | "dynamodb";
}

/** Every address of the internet, of both families. */
export interface Internet {
    readonly internet: true;
}

export type Side = NetworkInterface | Outside | Internet | GatewayService;

export interface ReachOptions {
    /** @default "tcp" */
    readonly protocol?: Protocol;
    /** @default both: one that works is enough */
    readonly family?: Family;
}

export interface Answer {
    /** True when any connection gets through: from one of the subnets, addresses, client ports. */
    readonly reachable: boolean;
    /** True when, in one family, every connection does: from each subnet and address to each. */
    readonly always: boolean;
    /** What let a connection through, in order; or all that stopped one. */
    readonly why: readonly string[];
    /** What stops the others, when some get through and some do not. */
    readonly gaps: readonly string[];
}

const LINUX_PORTS: PortRange = [32768, 60999];

/** What unknown clients get: all systems, and NAT on their way. */
const FOREIGN_PORTS: PortRange = [1024, 65535];

/**
 * Whether `from` can open a connection to `port` of `to`, by routes, gateways, network ACLs (with
 * the way of the answers) and security groups. Names and permissions are not looked at.
 *
 * `reachable` is made to prove isolation: where it is false, nothing gets through, whatever port a
 * client takes. `always` is made to prove that what was asked for works.
 *
 * @throws Error when a side names what the network does not hold, or the port is none
 */
export function canReach(
    network: Network,
    from: Side,
    to: Side,
    port: number,
    { protocol = "tcp", family }: ReachOptions = {},
): Answer {
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
        throw new Error(`port ${port} is none; give a whole number from 0 to 65535`);
    }
    if (!isInterface(from) && !isInterface(to)) {
        return none([`${nameOf(from)} and ${nameOf(to)} are both outside of the network`]);
    }
    if ("gateway" in from) {
        return none([`${nameOf(from)} opens no connections`]);
    }
    const judged = (family === undefined ? ([4, 6] as const) : [family])
        .map((one) => endsIn(network, from, to, one))
        .filter(({ sources, targets }) => hasAddress(sources) && hasAddress(targets));
    if (judged.length === 0) {
        const which = family === undefined ? "" : ` IPv${family}`;
        return none([`${nameOf(from)} and ${nameOf(to)} have no${which} addresses in common`]);
    }
    const clientPorts = isInterface(from) ? (from.clientPorts ?? LINUX_PORTS) : FOREIGN_PORTS;
    const answers = judged.map(({ sources, targets }) =>
        answerOf(
            sources.flatMap((source) =>
                targets.map((target) => ({
                    network,
                    protocol,
                    port,
                    from: source,
                    to: target,
                    clientPorts,
                })),
            ),
        ),
    );
    return (
        answers.find(({ always }) => always) ??
        answers.find(({ reachable }) => reachable) ??
        none([...new Set(answers.flatMap(({ why }) => why))])
    );
}

/** Answer for all the trips of one family. */
function answerOf(trips: readonly Trip[]): Answer {
    const gaps: string[] = [];
    const ways = trips.flatMap((trip) => travel(trip, gaps));
    const distinct = [...new Set(gaps)];
    const [way] = ways;
    return way === undefined
        ? none(distinct)
        : { reachable: true, always: gaps.length === 0, why: way.steps, gaps: distinct };
}

function none(why: readonly string[]): Answer {
    return { reachable: false, always: false, why, gaps: [] };
}

/** The whole way of one trip; none when everything was held back. */
function travel(trip: Trip, gaps: string[]): Flight[] {
    for (const { name, addresses } of [trip.from, trip.to]) {
        if (addresses.length === 0) {
            gaps.push(`${name} has no addresses of that family`);
            return [];
        }
    }
    const start = { from: trip.from.addresses, to: trip.to.addresses, steps: [] };
    return throughGroups("egress", trip, start, gaps)
        .flatMap((flight) => carry(trip, flight, gaps))
        .flatMap((flight) => throughGroups("ingress", trip, flight, gaps));
}

function endsIn(network: Network, from: Side, to: Side, family: Family) {
    return {
        sources: endsOf(network, from, to, family),
        targets: endsOf(network, to, from, family),
    };
}

function hasAddress(ends: readonly End[]): boolean {
    return ends.some(({ addresses }) => addresses.length > 0);
}

/** The places where a side may be. */
function endsOf(network: Network, side: Side, other: Side, family: Family): End[] {
    if (isInterface(side)) {
        const groups = side.securityGroupIds.map((id) =>
            found(network.securityGroups.get(id), "security group", id),
        );
        return subnetsOf(network, side).map((subnet) => ({
            name: subnet.name,
            addresses: subnet.ranges.filter((range) => range.family === family),
            subnet,
            groups,
            hasPublicAddress: side.publicAddress ?? false,
        }));
    }
    const vpcs = isInterface(other) ? subnetsOf(network, other).map(({ vpc }) => vpc) : [];
    const all = "cidr" in side ? [parseRange(side.cidr)] : publicPart([EVERYTHING[family]]);
    const addresses = without(
        all,
        vpcs.flatMap(({ ranges }) => ranges),
    );
    if (addresses.length === 0) {
        throw new Error(
            `${nameOf(side)} lies inside ${vpcs[0]?.name ?? ""}; ` +
                "name the subnets and security groups of what is there",
        );
    }
    return [
        {
            name: nameOf(side),
            addresses: addresses.filter((range) => range.family === family),
            groups: [],
            hasPublicAddress: true,
            ...("gateway" in side ? { service: side.gateway } : {}),
        },
    ];
}

function subnetsOf(network: Network, { subnetIds }: NetworkInterface): Subnet[] {
    return subnetIds.map((id) => found(network.subnets.get(id), "subnet", id));
}

function found<Thing>(thing: Thing | undefined, what: string, id: string): Thing {
    if (thing === undefined) {
        throw new Error(
            `${what} ${id} is not among the resources; read the states of all stacks together`,
        );
    }
    return thing;
}

function isInterface(side: Side): side is NetworkInterface {
    return "subnetIds" in side;
}

function nameOf(side: Side): string {
    if (isInterface(side)) {
        return `what is in ${side.subnetIds.join(", ")}`;
    }
    if ("gateway" in side) {
        return side.gateway;
    }
    return "cidr" in side ? side.cidr : "the internet";
}
