import type { Subnet } from "./network";
import { type AddressSet, firstMatches, formatSet, publicPart } from "./ranges";
import type { Route, Target } from "./routes";
import { type AnswerPorts, throughAcls } from "./through-acls";
import { type End, type Flight, nameOf, onward, type Trip } from "./trip";

/** A NAT gateway gives every connection a port of its own out of these (AWS's documentation). */
const NAT_PORTS: AnswerPorts = { usual: [1024, 65535], possible: [1024, 65535] };

/** Takes a flight from the subnet of one end to that of the other: routes, gateways and ACLs. */
export function carry(trip: Trip, flight: Flight, gaps: string[]): Flight[] {
    const [from, to] = [trip.from.subnet, trip.to.subnet];
    if (from !== undefined && to !== undefined) {
        return between(from, to, trip, flight, gaps);
    }
    if (from !== undefined) {
        return out(from, trip, flight, gaps);
    }
    return to === undefined ? [] : into(to, trip, flight, gaps);
}

/** Between two subnets: the routes of both have to meet. */
function between(from: Subnet, to: Subnet, trip: Trip, flight: Flight, gaps: string[]): Flight[] {
    return routed(from, flight.to, trip.to, gaps).flatMap(({ target, set }) => {
        const leads =
            target.kind === "local"
                ? from.vpc.id === to.vpc.id
                : target.kind === "peering"
                  ? joins(trip.network.peerings.get(target.id), from.vpc.id, to.vpc.id)
                  : target.kind === "other";
        if (!leads) {
            gaps.push(
                `${sends(from, set, target, trip.to)}, which does not lead to ${to.vpc.name}`,
            );
            return [];
        }
        const there = onward(flight, sends(from, set, target, trip.to), { to: set });
        return routed(to, flight.from, trip.from, gaps).flatMap((back) => {
            const answers = sends(to, back.set, back.target, trip.from);
            if (back.target.kind !== target.kind || !meets(back.target, target)) {
                gaps.push(`the answers: ${answers}, not back to ${from.name}`);
                return [];
            }
            return throughAcls(from, to, trip, { ...there, from: back.set }, gaps);
        });
    });
}

/** The local routes of two tables are of one VPC, which was looked at; all others by their id. */
function meets(back: Target, there: Target): boolean {
    return there.kind === "local" || back.id === there.id;
}

/** Out of a subnet, to what is outside of every VPC that is known. */
function out(from: Subnet, trip: Trip, flight: Flight, gaps: string[]): Flight[] {
    return routed(from, flight.to, trip.to, gaps).flatMap(({ target, set }): Flight[] => {
        const there = onward(flight, sends(from, set, target, trip.to), { to: set });
        const leave = (flights: readonly Flight[]) =>
            flights.flatMap((one) => throughAcls(from, undefined, trip, one, gaps));
        switch (target.kind) {
            case "local":
                gaps.push(`${formatSet(set)} is inside ${from.vpc.name}`);
                return [];
            case "internet gateway":
                if (!trip.from.hasPublicAddress && isIpv4(set)) {
                    gaps.push(`${sends(from, set, target, trip.to)}, but it has no public address`);
                    return [];
                }
                return leave(overInternet(from, target, "directly out", there, "to", trip, gaps));
            case "egress-only gateway":
                return leave(overInternet(from, target, "only out", there, "to", trip, gaps));
            case "NAT gateway":
                return throughNat(from, target, there, trip, gaps);
            case "gateway endpoint":
            case "peering":
            case "other":
                return leave([there]);
        }
    });
}

function throughNat(
    from: Subnet,
    target: Target,
    flight: Flight,
    trip: Trip,
    gaps: string[],
): Flight[] {
    if (!isIpv4(flight.to)) {
        gaps.push(`NAT gateway ${target.id} carries IPv4 alone`);
        return [];
    }
    const gateway = trip.network.natGateways.get(target.id);
    const place = trip.network.subnets.get(gateway?.subnetId ?? "");
    if (gateway === undefined || (place === undefined && gateway.subnetId !== undefined)) {
        // Not among the resources, or its subnet is not.
        return throughAcls(from, undefined, trip, flight, gaps);
    }
    if (place === undefined) {
        return overInternet(from, target, "only out", flight, "to", trip, gaps).flatMap((one) =>
            throughAcls(from, undefined, trip, one, gaps),
        );
    }
    return throughAcls(from, place, trip, flight, gaps).flatMap((there) =>
        routed(place, there.to, trip.to, gaps).flatMap(({ target: next, set }) => {
            const step = `${gateway.name}: ${sends(place, set, next, trip.to)}`;
            const on = onward(there, step, { to: set });
            const isWayOut = next.kind === "internet gateway" && gateway.isPublic;
            if (!isWayOut && !["other", "peering", "gateway endpoint"].includes(next.kind)) {
                gaps.push(`${step}, which is no way out for it`);
                return [];
            }
            const flights = isWayOut
                ? overInternet(place, next, "only out", on, "to", trip, gaps)
                : [on];
            return flights.flatMap((one) =>
                throughAcls(place, undefined, trip, one, gaps, NAT_PORTS),
            );
        }),
    );
}

/** Into a subnet from outside: possible where the answers would leave by an open door. */
function into(to: Subnet, trip: Trip, flight: Flight, gaps: string[]): Flight[] {
    return routed(to, flight.from, trip.from, gaps).flatMap(({ target, set }): Flight[] => {
        const there = onward(flight, sends(to, set, target, trip.from), { from: set });
        const enter = (flights: readonly Flight[]) =>
            flights.flatMap((one) => throughAcls(undefined, to, trip, one, gaps));
        switch (target.kind) {
            case "internet gateway":
                if (!trip.to.hasPublicAddress && isIpv4(set)) {
                    gaps.push(`${to.name}: it has no public address there`);
                    return [];
                }
                return enter(overInternet(to, target, "in", there, "from", trip, gaps));
            case "peering":
            case "other":
                return enter([there]);
            case "local":
            case "NAT gateway":
            case "egress-only gateway":
            case "gateway endpoint":
                gaps.push(`${sends(to, set, target, trip.from)}, which lets no connection in`);
                return [];
        }
    });
}

/** Through the edge between a VPC and the internet, which may be closed for the whole account. */
function overInternet(
    subnet: Subnet,
    target: Target,
    how: "in" | "directly out" | "only out",
    flight: Flight,
    side: "from" | "to",
    trip: Trip,
    gaps: string[],
): Flight[] {
    const { vpc, exclusion } = subnet;
    const { internetGateways } = trip.network;
    if (internetGateways.has(target.id) && internetGateways.get(target.id) !== vpc.id) {
        gaps.push(`internet gateway ${target.id} is not attached to ${vpc.name}`);
        return [];
    }
    // VPC Block Public Access, as its page in the VPC user guide has it.
    const isExcluded =
        exclusion === "allow-bidirectional" ||
        (exclusion === "allow-egress" && how !== "in" && vpc.blockMode === "block-bidirectional");
    const isBlocked =
        vpc.blockMode === "block-bidirectional" ||
        (vpc.blockMode === "block-ingress" && how !== "only out");
    if (isBlocked && !isExcluded) {
        gaps.push(`Block Public Access of the account is ${vpc.blockMode}: ${vpc.name} is closed`);
        return [];
    }
    // Of a range that is in part on the internet, such as 0.0.0.0/0, that part is meant.
    const known = publicPart(flight[side]);
    if (known.length === 0) {
        gaps.push(`${formatSet(flight[side])} is not on the internet, where ${target.id} leads`);
        return [];
    }
    return [{ ...flight, [side]: known }];
}

/** Where the subnet's route table sends the addresses; what it has no route for is a gap. */
function routed(subnet: Subnet, set: AddressSet, end: End, gaps: string[]) {
    const routes = subnet.routeTable.routes.filter(
        ({ service }) => service === undefined || service === end.service,
    );
    const { parts, rest } = firstMatches(set, routes);
    if (rest.length > 0) {
        const what = nameOf(rest, end.addresses, end.name);
        gaps.push(`${subnet.routeTable.name} has no route to ${what}`);
    }
    return byTarget(parts);
}

/** Parts with one target are one: so a connection is not taken apart where it need not be. */
function byTarget(parts: readonly { rule: Route; set: AddressSet }[]) {
    const merged = new Map<string, { target: Target; set: AddressSet }>();
    for (const { rule, set } of parts) {
        const { target } = rule;
        const key = `${target.kind} ${target.id}`;
        merged.set(key, { target, set: [...(merged.get(key)?.set ?? []), ...set] });
    }
    return [...merged.values()];
}

function sends({ routeTable }: Subnet, set: AddressSet, { kind, id }: Target, end: End): string {
    const what = nameOf(set, end.addresses, end.name);
    return kind === "local"
        ? `${routeTable.name}: ${what} is local`
        : `${routeTable.name} sends ${what} to ${kind === "other" ? "" : `${kind} `}${id}`;
}

function joins(vpcs: readonly (string | undefined)[] | undefined, ...two: readonly string[]) {
    // A connection that is not among the resources may lead anywhere.
    return vpcs === undefined || two.every((vpc) => vpcs.includes(vpc));
}

function isIpv4(set: AddressSet): boolean {
    return set[0]?.family === 4;
}
