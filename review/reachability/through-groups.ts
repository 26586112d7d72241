import type { Network } from "./network";
import { isAbout } from "./ports";
import { EVERYTHING, firstMatches, type Range } from "./ranges";
import type { Peer } from "./security-groups";
import { type End, type Flight, nameOf, onward, traffic, type Trip } from "./trip";

/** What the security groups of one end let through: `egress` those of `from`, else those of `to`. */
export function throughGroups(
    direction: "egress" | "ingress",
    trip: Trip,
    flight: Flight,
    gaps: string[],
): Flight[] {
    const isOut = direction === "egress";
    const [own, other] = isOut ? [trip.from, trip.to] : [trip.to, trip.from];
    if (own.groups.length === 0) {
        return [flight];
    }
    const set = isOut ? flight.to : flight.from;
    const rules = own.groups
        .flatMap((group) =>
            group[direction]
                .filter((rule) => isAbout(rule, trip.protocol, trip.port))
                .flatMap((rule) =>
                    matchOf(rule.peer, other, trip.network).map((match) => ({
                        ...match,
                        name: `${group.name}, ${rule.name}`,
                    })),
                ),
        )
        // What is certain counts first.
        .sort((a, b) => Number(b.isCertain) - Number(a.isCertain));
    const { parts, rest } = firstMatches(set, rules);
    const way = isOut ? "out to" : "in from";
    if (rest.length > 0) {
        gaps.push(
            `${own.groups.map(({ name }) => name).join(" and ")}: no ${direction} rule lets ` +
                `${traffic(trip)} ${way} ${nameOf(rest, other.addresses, other.name)}`,
        );
    }
    for (const { rule } of parts.filter(({ rule: { isCertain } }) => !isCertain)) {
        gaps.push(`${rule.name}: what its prefix list holds is not known`);
    }
    if (parts.length === 0) {
        return [];
    }
    const names = [...new Set(parts.map(({ rule }) => rule.name))].join("; ");
    const passed = parts.flatMap((part) => part.set);
    return [
        onward(
            flight,
            `${names}: lets ${traffic(trip)} ${way} ${other.name}`,
            isOut ? { to: passed } : { from: passed },
        ),
    ];
}

/** The addresses that a rule's peer stands for, where the other side is `other`. */
function matchOf(
    peer: Peer,
    other: End,
    network: Network,
): { readonly range: Range; readonly isCertain: boolean }[] {
    const certain = (range: Range) => ({ range, isCertain: true });
    const everything = Object.values(EVERYTHING);
    if ("range" in peer) {
        return [certain(peer.range)];
    }
    if ("groupId" in peer) {
        return other.groups.some(({ id }) => id === peer.groupId) ? everything.map(certain) : [];
    }
    const service = network.serviceLists.get(peer.listId);
    if (service !== undefined) {
        return other.service === service ? everything.map(certain) : [];
    }
    return (
        network.prefixLists.get(peer.listId)?.map(certain) ??
        everything.map((range) => ({ range, isCertain: false }))
    );
}
