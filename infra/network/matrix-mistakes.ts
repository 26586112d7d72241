import { type Cidr, formatCidr } from "../cidr";
import { parseIpRange } from "../ip-range";
import { type AllowedRange, allowedRangeMistakes } from "./allowed-ranges";
import {
    type Declared,
    type Flow,
    type FlowMatrix,
    flowMatrix,
    GATEWAYS,
    isGateway,
    PEERS,
    type Placement,
} from "./flow-matrix";
import type { Mistake } from "../mistake";
import { ruleBudgetMistakes } from "./rule-budgets";

/** Names that fit into those of rules, where "-to-" stands between two of them. */
const PEER_NAME = /^(?!.*\bto\b)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST_PEER_NAME = 20;
const TAKEN: readonly string[] = [...Object.keys(PEERS), ...GATEWAYS, "internet"];

/** What AWS takes in a rule's description, less what the peers' names and a range need of it. */
const REASON = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,150}$/;
const REASON_ADVICE =
    "must be 1 to 150 characters of a-z, A-Z, 0-9, space and ._-:/()#,@[]+=&;{}!$*, which AWS takes";

/**
 * Everything that is wrong in what is `declared`; nothing is compiled before there is none.
 * @param vpc range of the VPC
 * @param today the day (UTC) as `YYYY-MM-DD`, which the ranges' last days are compared to
 */
export function matrixMistakes(declared: Declared, vpc: Cidr, today: string): Mistake[] {
    const matrix = flowMatrix(declared);
    const flows = flowMistakes(declared, matrix);
    const ranges = declared.allowedCidrs.map((range, index) =>
        rangeMistakes(range, `allowedCidrs[${index}]`, matrix),
    );
    // What is wrong counts for nothing: it might name a peer that has no place.
    const sound = flowMatrix({
        ...declared,
        flows: declared.flows.filter((_, index) => flows[index]?.length === 0),
        allowedCidrs: declared.allowedCidrs.filter(
            ({ cidr }, index) => ranges[index]?.length === 0 && parseIpRange(cidr) !== undefined,
        ),
    });
    return [
        ...Object.keys(declared.peers).flatMap(peerMistakes),
        ...flows.flat(),
        ...ranges.flat(),
        ...allowedRangeMistakes(declared.allowedCidrs, { vpcCidr: formatCidr(vpc), today }),
        ...ruleBudgetMistakes(sound, vpc),
    ];
}

function peerMistakes(name: string): Mistake[] {
    const where = `peers.${name}`;
    if (TAKEN.includes(name)) {
        const advice = `must have another name: the platform's own are ${TAKEN.join(", ")}`;
        return [{ where, got: name, advice }];
    }
    const advice = `must be 1 to ${LONGEST_PEER_NAME} lower-case letters, digits and single hyphens, a letter first, without the word "to"`;
    return PEER_NAME.test(name) && name.length <= LONGEST_PEER_NAME
        ? []
        : [{ where, got: name, advice }];
}

/** The mistakes of each flow that is declared, in their order. */
function flowMistakes({ flows }: Declared, matrix: FlowMatrix): Mistake[][] {
    const own = matrix.flows.slice(0, matrix.flows.length - flows.length);
    const seen = new Map(
        own.map((flow) => [connection(flow), { why: flow.why, by: "the platform" }]),
    );
    return flows.map((flow, index) => {
        const where = `flows[${index}]`;
        const first = seen.get(connection(flow));
        seen.set(connection(flow), first ?? { why: flow.why, by: where });
        return [
            ...fromMistakes(flow, `${where}.from`, matrix),
            ...toMistakes(flow, `${where}.to`, matrix),
            ...portMistakes(flow, `${where}.port`),
            ...reasonMistakes(flow.why, `${where}.why`),
            ...(first === undefined
                ? []
                : [{ where, got: connection(flow), advice: twin(flow, first) }]),
        ];
    });
}

function connection({ from, to, port }: Flow): string {
    return `${from} to ${to} ${port}`;
}

function twin({ why }: Flow, first: { readonly why: string; readonly by: string }): string {
    return first.why === why
        ? `must stand there once; ${first.by} says the same`
        : `contradicts ${first.by}, which gives another reason ("${first.why}"); keep one of the two`;
}

function fromMistakes({ from, to }: Flow, where: string, { placement }: FlowMatrix): Mistake[] {
    if (!Object.hasOwn(placement, from)) {
        return [{ where, got: from, advice: `must be a peer: ${known(placement)}` }];
    }
    const leaves = isGateway(to) || to === "internet";
    const advice = `must be a peer of the private tier: the isolated one has no route to ${to}`;
    return leaves && placement[from] === "isolated" ? [{ where, got: from, advice }] : [];
}

function toMistakes({ to }: Flow, where: string, { placement, exits }: FlowMatrix): Mistake[] {
    if (to === "internet") {
        const advice = "has no way there: set nat or ipv6Egress, or take the flow out";
        return exits.ipv4 || exits.ipv6 ? [] : [{ where, got: to, advice }];
    }
    const advice = `must be a peer (${known(placement)}), a gateway (${GATEWAYS.join(", ")}) or internet`;
    return isGateway(to) || Object.hasOwn(placement, to) ? [] : [{ where, got: to, advice }];
}

/** What is wrong with a range's place in the matrix; its addresses and days are another matter. */
function rangeMistakes(
    { cidr, to, port, reason }: AllowedRange,
    where: string,
    { placement, exits }: FlowMatrix,
): Mistake[] {
    const isIpv6 = parseIpRange(cidr)?.family === 6;
    return [
        ...(isIpv6 && !exits.ipv6
            ? [
                  {
                      where: `${where}.cidr`,
                      got: cidr,
                      advice: "must be IPv4: the network has no IPv6 addresses without ipv6Egress",
                  },
              ]
            : []),
        ...(Object.hasOwn(placement, to) && placement[to] === "private"
            ? []
            : [{ where: `${where}.to`, got: to, advice: rangeTargetAdvice(to, placement) }]),
        ...portMistakes({ to, port }, `${where}.port`),
        ...reasonMistakes(reason, `${where}.reason`),
    ];
}

function rangeTargetAdvice(to: string, placement: Placement): string {
    return Object.hasOwn(placement, to)
        ? "must be a peer of the private tier: the isolated one has no route back"
        : `must be a peer: ${known(placement)}`;
}

function portMistakes({ to, port }: Pick<Flow, "to" | "port">, where: string): Mistake[] {
    if (isGateway(to)) {
        const advice = `must be 443: ${to} is reached over TLS alone`;
        return port === 443 ? [] : [{ where, got: port, advice }];
    }
    const isPort = Number.isInteger(port) && port >= 1 && port <= 65535;
    return isPort ? [] : [{ where, got: port, advice: "must be a port from 1 to 65535" }];
}

function reasonMistakes(reason: string, where: string): Mistake[] {
    return REASON.test(reason) && reason.trim() !== ""
        ? []
        : [{ where, got: reason, advice: REASON_ADVICE }];
}

function known(placement: Placement): string {
    return Object.keys(placement).join(", ");
}
