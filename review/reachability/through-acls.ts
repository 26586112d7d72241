import type { NetworkAcl } from "./network-acls";
import type { Subnet } from "./network";
import { isAbout, type Protocol } from "./ports";
import { type AddressSet, firstMatches } from "./ranges";
import { type End, type Flight, nameOf, onward, type PortRange, traffic, type Trip } from "./trip";

/** Ports that the answers go to: those that a client ordinarily has, and all that it may have. */
export interface AnswerPorts {
    readonly usual: PortRange;
    readonly possible: PortRange;
}

/**
 * What the network ACLs let through from subnet `near` to subnet `far`, either of which may be
 * outside: the traffic itself and, as ACLs remember nothing, the answers to the client's port.
 */
export function throughAcls(
    near: Subnet | undefined,
    far: Subnet | undefined,
    trip: Trip,
    flight: Flight,
    gaps: string[],
    answers: AnswerPorts = { usual: trip.clientPorts, possible: [0, 65535] },
): Flight[] {
    if (near?.id === far?.id) {
        return [flight];
    }
    const asked = { protocol: trip.protocol, port: trip.port, what: traffic(trip) };
    const to = passing(near, "egress", asked, flight.to, trip.to, gaps);
    const from = passing(far, "ingress", asked, flight.from, trip.from, gaps);
    if (to.length === 0 || from.length === 0) {
        return [];
    }
    const acls = [near, far].flatMap((subnet) => subnet?.acl ?? []);
    const names = acls.map(({ name }) => name).join(" and ");
    const backs = segments(acls, answers).map((ports) => {
        const notes: string[] = [];
        const what = `answers to ${trip.protocol} ${formatPorts(ports)}`;
        const answer = { protocol: trip.protocol, port: ports[0], what };
        const left = {
            from: passing(far, "egress", answer, from, trip.from, notes),
            to: passing(near, "ingress", answer, to, trip.to, notes),
        };
        const isUsual = answers.usual[0] <= ports[0] && ports[1] <= answers.usual[1];
        return { ports, isUsual, notes, left };
    });
    const lacks = backs.flatMap(({ isUsual, notes }) => (isUsual ? notes : []));
    gaps.push(...lacks);
    const back = (ports: PortRange, left: Pick<Flight, "from" | "to">) =>
        onward(
            flight,
            `${names}: ${asked.what} passes, and the answers to ${formatPorts(ports)}`,
            left,
        );
    if (lacks.length === 0) {
        return [back(answers.usual, { from, to })];
    }
    // One port of the client to which every answer comes is as good as all of them.
    const whole = backs.find(({ notes }) => notes.length === 0);
    return whole
        ? [back(whole.ports, whole.left)]
        : backs
              .filter(({ left }) => left.from.length > 0 && left.to.length > 0)
              .map(({ ports, left }) => back(ports, left));
}

interface Asked {
    readonly protocol: Protocol;
    readonly port: number;
    /** How a person calls it. */
    readonly what: string;
}

/** What of `set` the subnet's ACL lets through; without a subnet there is none to stop it. */
function passing(
    subnet: Subnet | undefined,
    direction: "ingress" | "egress",
    { protocol, port, what }: Asked,
    set: AddressSet,
    { addresses, name }: End,
    gaps: string[],
): AddressSet {
    if (subnet === undefined) {
        return set;
    }
    const { acl } = subnet;
    const entries = acl[direction].filter((entry) => isAbout(entry, protocol, port));
    const { parts, rest } = firstMatches(set, entries);
    const way = direction === "egress" ? "out to" : "in from";
    const note = (by: string, stopped: AddressSet) => {
        gaps.push(`${acl.name}: ${by} ${what} ${way} ${nameOf(stopped, addresses, name)}`);
    };
    for (const { rule, set: denied } of parts.filter((part) => !part.rule.allows)) {
        note(`rule ${rule.number} denies`, denied);
    }
    if (rest.length > 0) {
        note("no rule allows", rest);
    }
    return parts.filter(({ rule }) => rule.allows).flatMap((part) => part.set);
}

/** The possible ports, cut where any entry begins or ends: within a piece all are treated alike. */
function segments(acls: readonly NetworkAcl[], { usual, possible }: AnswerPorts): PortRange[] {
    const [first, last] = possible;
    const entries = acls.flatMap(({ ingress, egress }) => [...ingress, ...egress]);
    const cuts = [...entries.map((entry) => [entry.first, entry.last] as const), usual]
        .flatMap(([low, high]) => [low, high + 1])
        .filter((cut) => cut > first && cut <= last);
    const starts = [...new Set([first, ...cuts])].sort((a, b) => a - b);
    return starts.map((start, index) => [start, (starts[index + 1] ?? last + 1) - 1] as const);
}

function formatPorts([first, last]: PortRange): string {
    return first === last ? String(first) : `${first}-${last}`;
}
