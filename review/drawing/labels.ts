import type { Flow, Side } from "./flows";
import { bold, cell, lines, row, table, text } from "./html-label";
import type { Network } from "./network";
import type { Peer } from "./peers";
import type { Subnet, Tier } from "./tiers";

const INK = "#1f2328";
const QUIET = "#57606a";
const NAME = 12;
const NOTE = 10;

/** Widths in points; every band has the same columns. */
const TIER = 122;
const ZONE = 104;

/** The heading: which network this is. */
export function titleLabel(network: Network, environment: string): string {
    const { name, region, cidr, ipv6 } = network;
    const facts = [environment, region, cidr, ...(ipv6 === undefined ? [] : [ipv6])];
    return table(
        { CELLPADDING: 3 },
        row(
            cell(
                { ALIGN: "LEFT" },
                bold(text(17, INK, `Network ${name}`)),
                text(12, QUIET, `    ${facts.join("  ·  ")}`),
            ),
        ),
    );
}

/** How to read the picture. */
export function legendLabel(hasOneSided: boolean): string {
    const told = (content: string) => cell({ ALIGN: "LEFT" }, text(NOTE, QUIET, content));
    return table(
        { CELLSPACING: 5, CELLPADDING: 2 },
        row(
            portCell("443"),
            told(
                "open to whoever an arrow comes from, in the colour of its source; all else is refused",
            ),
        ),
        ...(hasOneSided
            ? [row(told("- - -"), told("only one of the two ends allows it: nothing passes"))]
            : []),
    );
}

/** The start of a band: its name, where its routes lead, and a subnet for each zone. */
export function tierLabel(tier: Tier, zones: readonly string[], border: string): string {
    const routes =
        tier.defaultRoutes.length === 0
            ? ["no route to the internet"]
            : tier.defaultRoutes.flatMap((route) => route.split(/ (?=to )/));
    return table(
        { CELLSPACING: 5 },
        row(
            cell(
                { WIDTH: TIER, ALIGN: "LEFT", BALIGN: "LEFT" },
                lines("LEFT", [
                    bold(text(NAME + 2, INK, tier.name)),
                    ...routes.map((route) => text(NOTE, QUIET, route)),
                ]),
            ),
            ...zones.map((zone) => zoneCell(tier, zone, border)),
        ),
    );
}

function zoneCell(tier: Tier, zone: string, border: string): string {
    const subnets = tier.subnets.filter((subnet) => subnet.zone === zone);
    const content = [text(NOTE, QUIET, zone), ...subnets.flatMap(subnetLines)];
    return subnets.length === 0
        ? cell({ WIDTH: ZONE })
        : cell(
              { WIDTH: ZONE, BORDER: 1, COLOR: border, BGCOLOR: "white", CELLPADDING: 5 },
              lines("CENTER", content),
          );
}

function subnetLines({ cidr, ipv6, natGateways, publicAddresses }: Subnet): string[] {
    return [
        text(NAME, INK, cidr),
        ...(ipv6 === undefined ? [] : [text(NOTE, QUIET, ipv6)]),
        ...(natGateways === 0 ? [] : [bold(text(NOTE, INK, "NAT gateway"))]),
        ...(publicAddresses ? [bold(text(NOTE, INK, "public addresses"))] : []),
    ];
}

/** The start of the band of groups that belong to no tier. */
export function untoldLabel(zones: readonly string[]): string {
    return table(
        { CELLSPACING: 5 },
        row(
            cell(
                { WIDTH: TIER, ALIGN: "LEFT", BALIGN: "LEFT" },
                lines("LEFT", [
                    bold(text(NAME + 2, INK, "any tier")),
                    text(NOTE, QUIET, "nothing wears them yet"),
                ]),
            ),
            ...zones.map(() => cell({ WIDTH: ZONE })),
        ),
    );
}

/** One end of flows: its name and what it is, behind the ports that are open to others. */
export function sideLabel(
    { name, kind }: Side,
    notes: readonly string[],
    ports: readonly string[],
    color: string,
): string {
    const named = cell(
        { CELLPADDING: 6, ROWSPAN: Math.max(1, ports.length) },
        lines("CENTER", [
            bold(text(NAME, INK, name)),
            ...notes.map((note) => text(NOTE, QUIET, note)),
        ]),
    );
    const [first, ...others] = ports.map(portCell);
    return table(
        {
            BORDER: kind === "peer" ? 2 : 1,
            COLOR: color,
            BGCOLOR: "white",
            ...(kind === "range" ? { STYLE: "DASHED" } : {}),
        },
        row(...(first === undefined ? [] : [first]), named),
        ...others.map((port) => row(port)),
    );
}

function portCell(port: string): string {
    return cell(
        { PORT: portName(port), BGCOLOR: INK, CELLPADDING: 4 },
        bold(text(NOTE, "#ffffff", port)),
    );
}

/** What an arrow to the port is tied to. */
export function portName(port: string): string {
    return `port ${port}`.replaceAll(/[^a-z0-9]/g, "_");
}

/** Port or ports of a flow; of TCP the number alone says enough. */
export function portLabel({ protocol, ports }: Pick<Flow, "protocol" | "ports">): string {
    if (protocol === "all") {
        return "all";
    }
    return protocol === "tcp" ? ports : `${protocol} ${ports}`;
}

/** What a peer is, in lines: the services of endpoints, else what wears the group. */
export function peerNotes(peer: Peer, { flows, peers }: Network): string[] {
    const { name, endpoints, wornBy, tiers } = peer;
    const sessions = peers.filter((other) => other.endpoints.includes("ssmmessages"));
    const isWayIn =
        wornBy.some((kind) => HOSTS.includes(kind)) &&
        flows.some(
            ({ from, to }) => from.name === name && sessions.some((s) => s.name === to.name),
        );
    return [
        ...wrapped(endpoints.length > 0 ? endpoints : wornBy, 26),
        ...(isWayIn ? ["way in: Session Manager"] : []),
        ...(tiers.length > 1 ? [`in ${tiers.join(", ")}`] : []),
    ];
}

/** Kinds of what a person can have a session on. */
const HOSTS = ["autoscaling Group", "ec2 Instance"];

/** Words, put into as few lines of at most `width` letters as will do. */
function wrapped(words: readonly string[], width: number): string[] {
    const done: string[] = [];
    for (const word of words) {
        const last = done.at(-1);
        if (last !== undefined && last.length + 2 + word.length <= width) {
            done[done.length - 1] = `${last}, ${word}`;
        } else {
            done.push(word);
        }
    }
    return done;
}
