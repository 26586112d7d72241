import { sumByKind } from "../costs/monthly-cost";
import { PRICE_TABLE } from "../costs/prices";
import type { Acl } from "./acls";
import type { Flow } from "./flows";
import type { Endpoint, Network } from "./network";
import type { Subnet, Tier } from "./tiers";

/** Addresses that AWS keeps of every subnet. */
const KEPT_BY_AWS = 5;

export interface PageOptions {
    readonly environment: string;
    /** The picture's file, from where the page is. */
    readonly picture: string;
    /** How the page comes about, for who would change it by hand. */
    readonly origin: string;
}

/** Markdown page of a network: its picture, and in tables what a picture has no room for. */
export function describeNetwork(network: Network, options: PageOptions): string {
    const { name, region, tiers, zones } = network;
    const { environment, picture, origin } = options;
    return [
        `# Network of ${escaped(environment)}`,
        origin,
        `![${escaped(name)}: tiers, subnets and who may connect to what](${picture})`,
        "## Subnets",
        `${escaped(name)} in ${region}, ${ranges(network)}, over ${zones.length} availability zones.`,
        subnets(tiers),
        "## Who may connect to what",
        "By the rules of the security groups. What is not here is refused.",
        flows(network.flows),
        ...oneSided(network.flows),
        "## Endpoints",
        "What AWS services are reached through, without the internet.",
        endpoints(network.endpoints),
        "## Ways in and out",
        ways(network),
        ...locks(network),
        "## Network ACLs",
        "In the order of their numbers; what no entry takes is refused. They keep nothing in mind, so " +
            "that answers need entries of their own.",
        ...acls(tiers),
        "## What it costs without traffic",
        ...costs(network),
        "",
    ].join("\n\n");
}

function ranges({ cidr, ipv6 }: Network): string {
    return ipv6 === undefined ? cidr : `${cidr} and ${ipv6}`;
}

function subnets(tiers: readonly Tier[]): string {
    return table(
        ["Tier", "Zone", "Range", "Usable addresses", "Default routes"],
        tiers.flatMap((tier) =>
            tier.subnets.map((subnet) => [
                tier.name,
                subnet.zone,
                subnet.ipv6 === undefined ? subnet.cidr : `${subnet.cidr}, ${subnet.ipv6}`,
                usable(subnet),
                tier.defaultRoutes.join(", ") || "none",
            ]),
        ),
    );
}

function usable({ cidr }: Subnet): string {
    const prefix = Number(cidr.split("/")[1]);
    return Number.isNaN(prefix) ? "?" : String(2 ** (32 - prefix) - KEPT_BY_AWS);
}

function flows(all: readonly Flow[]): string {
    return table(
        ["From", "To", "Protocol", "Ports", "Why", "Until"],
        all.filter(({ missing }) => missing === undefined).map((flow) => flowCells(flow)),
    );
}

function oneSided(all: readonly Flow[]): string[] {
    const found = all.filter(({ missing }) => missing !== undefined);
    return found.length === 0
        ? []
        : [
              "Only one of the two ends has a rule for these, so that nothing passes:",
              table(
                  ["From", "To", "Protocol", "Ports", "Why", "Until", "Missing"],
                  found.map((flow) => [...flowCells(flow), flow.missing ?? ""]),
              ),
          ];
}

function flowCells({ from, to, protocol, ports, why, until = "" }: Flow): string[] {
    const said = `${from.name} to `;
    // Descriptions of rules begin with what the columns before say.
    const reason = why.startsWith(said) ? why.slice(said.length).replace(/^[^:]*: /, "") : why;
    return [from.name, to.name, protocol, ports, reason, until];
}

function endpoints(all: readonly Endpoint[]): string {
    return table(
        ["Service", "Kind", "Tiers", "Zones", "Private DNS", "Policy"],
        all.map(({ service, kind, tiers, zones, privateDns, hasPolicy }) => [
            service,
            kind,
            tiers.join(", "),
            zones.join(", "),
            privateDns ? "yes" : "no",
            hasPolicy ? "yes" : "none: all principals, all resources",
        ]),
    );
}

function ways({ gateways, tiers, logs, publicAddresses }: Network): string {
    const counted = [...new Set(gateways)].map(
        (kind) => `${kind}: ${gateways.filter((other) => other === kind).length}`,
    );
    const withRoute = tiers.filter(({ defaultRoutes }) => defaultRoutes.length > 0);
    return [
        `- Gateways and connections: ${escaped(counted.join(", ")) || "none"}`,
        `- Tiers with a default route: ${withRoute.map(({ name }) => escaped(name)).join(", ") || "none"}`,
        `- Public IPv4 addresses: ${publicAddresses}`,
        ...logs.map(({ of, to }) => `- Log of ${of}: ${escaped(to)}`),
    ].join("\n");
}

function locks({ locks: all }: Network): string[] {
    return all.length === 0
        ? []
        : ["## Locked", all.map((lock) => `- ${escaped(lock)}`).join("\n")];
}

function acls(tiers: readonly Tier[]): string[] {
    const withAcls = tiers.filter((tier) => tier.acls.length > 0);
    return withAcls.length === 0
        ? ["No tier has one of its own: the VPC's default one applies."]
        : withAcls.flatMap(({ name, acls: own }) =>
              own.flatMap((acl) => [`### ${escaped(name)}`, aclTable(acl)]),
          );
}

function aclTable({ entries }: Acl): string {
    if (entries.length === 0) {
        return "No entries: nothing passes.";
    }
    return table(
        ["Direction", "Number", "Action", "Protocol", "Ports", "Range"],
        entries.map(({ direction, number, action, protocol, ports, range }) => [
            direction,
            String(number),
            action,
            protocol,
            ports,
            range,
        ]),
    );
}

function costs({ cost }: Network): string[] {
    const { region, date } = PRICE_TABLE;
    const sums = sumByKind(cost.lines);
    return sums.length + cost.unpriced.length === 0
        ? ["Nothing."]
        : [
              `USD a month at the list prices of ${region}, as noted on ${date}; traffic comes on top.`,
              table(
                  ["What", "Count", "Each", "Together"],
                  [
                      ...sums.map(({ what, count, each, usd }) => [
                          what,
                          String(count),
                          money(each),
                          money(usd),
                      ]),
                      ...cost.unpriced.map(({ what, name }) => [what, name, "no price", ""]),
                      ["in all", "", "", money(cost.usd)],
                  ],
              ),
          ];
}

function money(amount: number): string {
    return amount.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text that means nothing in Markdown, whatever it holds. */
function escaped(text: string): string {
    return text.replaceAll("\n", " ").replaceAll(/[\\`*_[\]<>|~]/g, "\\$&");
}
