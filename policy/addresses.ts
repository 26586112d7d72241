import type { Inspected } from "./inspect";
import type { Setting } from "./rule";

/** Shorter prefixes than these hold a good part of the internet, whatever their number of pieces. */
const SHORTEST_PREFIX = { v4: 8, v6: 16 };

/** True for a CIDR block that opens to the world: `0.0.0.0/0`, `::/0`, but also a half of it. */
export function isWorld(cidr: unknown): boolean {
    if (typeof cidr !== "string") {
        return false;
    }
    const [address = "", bits = ""] = cidr.trim().toLowerCase().split("/");
    if (!address.includes(":")) {
        return bits !== "" && Number(bits) < SHORTEST_PREFIX.v4;
    }
    // fc00::/7 are the private addresses of IPv6.
    const isPrivate = /^f[cd]/.test(address) && Number(bits) >= 7;
    return bits !== "" && Number(bits) < SHORTEST_PREFIX.v6 && !isPrivate;
}

/** The setting that excepts ports from a rule against the world. */
export const allowedPorts = {
    type: "array",
    items: { type: "integer", minimum: 0, maximum: 65535 },
    default: [] as readonly number[],
    description: "ports that the world may reach",
} satisfies Setting;

/** Which properties of a traffic rule hold what; ports and protocol are called the same everywhere. */
export interface TrafficProperties {
    readonly protocol: string;
    /** Properties that hold one CIDR block. */
    readonly cidrs?: readonly string[];
    /** Properties that hold a list of them. */
    readonly cidrLists?: readonly string[];
}

/** A violation for each block of `traffic` that lets the world in to a port that is not allowed. */
export function mustNotOpenToWorld(
    traffic: Inspected,
    { protocol, cidrs = [], cidrLists = [] }: TrafficProperties,
    allowed: (low: number, high: number) => boolean,
): void {
    const ports = portsOf(traffic, protocol);
    if (ports !== undefined && allowed(ports.low, ports.high)) {
        return;
    }
    const where = ports === undefined ? "every port" : `ports ${ports.low} to ${ports.high}`;
    const message = (cidr: string) =>
        `lets ${cidr} in to ${where}; name a security group or a narrower block instead`;
    for (const property of cidrs) {
        traffic.must(property, (cidr) => !isWorld(cidr), message);
    }
    for (const block of cidrLists.flatMap((property) => traffic.each(property))) {
        block.must("", (cidr) => !isWorld(cidr), message);
    }
}

/** The range of ports; `undefined` when it is all of them, or when it cannot be told. */
function portsOf(
    traffic: Inspected,
    protocolProperty: string,
): { low: number; high: number } | undefined {
    const protocol = String(traffic.read(protocolProperty)).toLowerCase();
    const low = traffic.read("fromPort");
    const high = traffic.read("toPort");
    // For any other protocol than these AWS ignores the ports and lets everything in.
    const hasPorts = ["tcp", "udp", "6", "17"].includes(protocol);
    return hasPorts && typeof low === "number" && typeof high === "number"
        ? { low, high }
        : undefined;
}
