import type { AclEntry, NetworkAcl } from "./network-acls";
import type { Subnet } from "./network";
import { isAbout } from "./ports";
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
    const pass = (
        acl: NetworkAcl | undefined,
        direction: "ingress" | "egress",
        [low, high]: PortRange,
        set: AddressSet,
        end: End,
        notes: string[],
    ) => {
        const what = low === high ? traffic(trip) : `answers to ${trip.protocol} ${low}-${high}`;
        const way = direction === "egress" ? "out to" : "in from";
        const entries = acl?.[direction].filter((entry) => isAbout(entry, trip.protocol, low));
        const { passed, denials } = entries ? decide(entries, set) : { passed: set, denials: [] };
        for (const { by, set: denied } of denials) {
            const name = nameOf(denied, end.addresses, end.name);
            notes.push(`${acl?.name ?? ""}: ${by} ${what} ${way} ${name}`);
        }
        return passed;
    };

    const { port } = trip;
    const to = pass(near?.acl, "egress", [port, port], flight.to, trip.to, gaps);
    const from = pass(far?.acl, "ingress", [port, port], flight.from, trip.from, gaps);
    if (to.length === 0 || from.length === 0) {
        return [];
    }
    const acls = [near, far].flatMap((subnet) => subnet?.acl ?? []);
    const names = acls.map(({ name }) => name).join(" and ");
    const backs = segments(acls, answers).map((ports) => {
        const notes: string[] = [];
        const left = {
            from: pass(far?.acl, "egress", ports, from, trip.from, notes),
            to: pass(near?.acl, "ingress", ports, to, trip.to, notes),
        };
        const isUsual = answers.usual[0] <= ports[0] && ports[1] <= answers.usual[1];
        return { ports, isUsual, notes, left };
    });
    const lacks = backs.flatMap(({ isUsual, notes }) => (isUsual ? notes : []));
    gaps.push(...lacks);
    const back = (ports: PortRange, left: Pick<Flight, "from" | "to">) =>
        onward(
            flight,
            `${names}: ${traffic(trip)} passes, and the answers to ${ports.join("-")}`,
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

interface Denial {
    /** Such as `rule 90 denies`. */
    readonly by: string;
    readonly set: AddressSet;
}

function decide(entries: readonly AclEntry[], set: AddressSet) {
    const { parts, rest } = firstMatches(set, entries);
    const denials: Denial[] = parts
        .filter(({ rule }) => !rule.allows)
        .map(({ rule, set: denied }) => ({ by: `rule ${rule.number} denies`, set: denied }));
    return {
        passed: parts.filter(({ rule }) => rule.allows).flatMap((part) => part.set),
        denials: rest.length > 0 ? [...denials, { by: "no rule allows", set: rest }] : denials,
    };
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
