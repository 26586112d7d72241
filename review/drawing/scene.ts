import { compare } from "../fields";
import type { Flow, Side } from "./flows";
import {
    legendLabel,
    peerNotes,
    portLabel,
    sideLabel,
    tierLabel,
    titleLabel,
    untoldLabel,
} from "./labels";
import type { Parts } from "./layout";
import type { Network } from "./network";
import type { Peer } from "./peers";

/** What stands in a picture, with its labels and colours, but not yet where. */
export interface Scene extends Omit<Parts, "size"> {
    readonly name: string;
    readonly flows: readonly Flow[];
    /** Labels of all nodes by their keys, in the HTML of Graphviz. */
    readonly labels: ReadonlyMap<string, string>;
    /** Colours of those that connect, by their keys. */
    readonly colours: ReadonlyMap<string, string>;
}

const TITLE = "title";
const LEGEND = "legend";

/** Colour of what only is connected to, and of what passes nothing. */
export const PASSIVE = "#57606a";

/** Colours of who connects: told apart with any colour vision (after Okabe and Ito). */
const SOURCES = ["#0072b2", "#c74e00", "#007a5a", "#a8477f", "#7a6000", "#2b8cc4", "#5b5bd6"];

/** Fill and border of a tier's band. */
const BANDS: Readonly<Record<string, readonly [string, string]>> = {
    "tier public": ["#fff1dc", "#d9a441"],
    "tier private": ["#e4eff9", "#7fa9d1"],
    "tier isolated": ["#e9e7f7", "#9c93cc"],
};

/** Band of the groups that no tier is told of. */
const UNTOLD = "no tier";

export function bandColours(band: string): readonly [fill: string, border: string] {
    return BANDS[band] ?? ["#f2f2f2", "#a0a0a0"];
}

/**
 * Tiers are bands that begin with their subnets, zone by zone; security groups follow, in the first
 * of their tiers.
 */
export function sceneOf(network: Network, environment: string): Scene {
    const { flows, peers, tiers, zones } = network;
    const bandOf = (peer: Peer) => tiers.find(({ name }) => peer.tiers.includes(name))?.name;
    const bands = [...tiers, undefined]
        .map((tier) => ({
            tier,
            name: tier === undefined ? UNTOLD : `tier ${tier.name}`,
            keys: peers
                .filter((peer) => bandOf(peer) === tier?.name)
                .map(({ name }) => keyOf(name)),
        }))
        .filter(({ tier, keys }) => tier !== undefined || keys.length > 0);
    const outside = outsideOf(flows);
    const enters = ({ key }: Side) => flows.some(({ from }) => from.key === key);
    const colours = coloursOf(flows);
    const label = (side: Side, notes: readonly string[]) =>
        [
            side.key,
            sideLabel(side, notes, portsAt(side.key, flows), colours.get(side.key) ?? PASSIVE),
        ] as const;
    return {
        name: network.name,
        title: TITLE,
        legend: LEGEND,
        bands,
        entering: outside.filter(enters).map(({ key }) => key),
        leaving: outside.filter((side) => !enters(side)).map(({ key }) => key),
        flows,
        colours,
        labels: new Map([
            [TITLE, titleLabel(network, environment)],
            [LEGEND, legendLabel(flows.some(({ missing }) => missing !== undefined))],
            ...bands.map(
                ({ tier, name }) =>
                    [
                        name,
                        tier === undefined
                            ? untoldLabel(zones)
                            : tierLabel(tier, zones, bandColours(name)[1]),
                    ] as const,
            ),
            ...peers.map((peer) =>
                label(
                    { kind: "peer", name: peer.name, key: keyOf(peer.name) },
                    peerNotes(peer, network),
                ),
            ),
            ...outside.map((side) => label(side, outsideNotes(side, flows))),
        ]),
    };
}

function keyOf(peer: string): string {
    return `peer ${peer}`;
}

/** Sides of flows that are outside of the VPC, each once. */
function outsideOf(flows: readonly Flow[]): Side[] {
    const sides = flows.flatMap(({ from, to }) => [from, to]);
    return [...new Map(sides.map((side) => [side.key, side])).values()]
        .filter(({ kind }) => kind !== "peer")
        .sort((a, b) => compare(a.key, b.key));
}

function coloursOf(flows: readonly Flow[]): ReadonlyMap<string, string> {
    const sources = [...new Set(flows.map(({ from }) => from.key))].sort(compare);
    return new Map(sources.map((key, index) => [key, SOURCES[index % SOURCES.length] ?? PASSIVE]));
}

function portsAt(key: string, flows: readonly Flow[]): string[] {
    return [...new Set(flows.filter(({ to }) => to.key === key).map(portLabel))];
}

function outsideNotes({ key, kind, name }: Side, flows: readonly Flow[]): string[] {
    if (kind === "service") {
        return ["gateway endpoint"];
    }
    const days = flows.flatMap(({ from, until }) =>
        from.key === key && until !== undefined ? [`until ${until}`] : [],
    );
    const isEverything = name === "0.0.0.0/0" || name === "::/0";
    return [...(isEverything ? ["the internet"] : []), ...new Set(days)];
}
