import { type Inspected, UNKNOWN } from "./inspect";
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

/** Addresses that no router of the internet takes (RFC 1918, 6598, 1122 and 3927), and their bits. */
const PRIVATE_RANGES = [
    ["10.0.0.0", 8],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
] as const;

/**
 * True for IPv4 addresses of the internet, even if only for a single one. Those of IPv6 do not tell:
 * a VPC's own are public ones, too.
 */
export function isPublicIpv4(cidr: unknown): boolean {
    const match = /^(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?$/.exec(String(cidr).trim());
    const [, address = "", bits = "32"] = match ?? [];
    return (
        match !== null &&
        !PRIVATE_RANGES.some(
            ([base, length]) =>
                Number(bits) >= length &&
                Math.floor(numberOf(address) / 2 ** (32 - length)) ===
                    Math.floor(numberOf(base) / 2 ** (32 - length)),
        )
    );
}

function numberOf(address: string): number {
    return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}

/** The setting that excepts ports from a rule against the world. */
export const allowedPorts = {
    type: "array",
    items: { type: "integer", minimum: 0, maximum: 65535 },
    default: [] as readonly number[],
    description: "ports that the world may reach",
} satisfies Setting;

/** The setting that says on which ports data is served. */
export const dataPorts = {
    type: "array",
    items: { type: "integer", minimum: 0, maximum: 65535 },
    // PostgreSQL and its second in line, DAX without and with TLS, MySQL, Redis, SQL Server, MongoDB.
    default: [5432, 5433, 8111, 9111, 3306, 6379, 1433, 27017] as readonly number[],
    description: "ports on which data is served",
} satisfies Setting;

/** Which properties of a traffic rule hold what; ports and protocol are called the same everywhere. */
export interface TrafficProperties {
    readonly protocol: string;
    /** Properties that hold one CIDR block. */
    readonly cidrs?: readonly string[];
    /** Properties that hold a list of them. */
    readonly cidrLists?: readonly string[];
}

/** A traffic rule, and the ports that it is about. */
interface TrafficRule {
    readonly traffic: Inspected;
    readonly properties: TrafficProperties;
    readonly ports: ReturnType<typeof portsOf>;
}

/** One CIDR block of a traffic rule: at `path` of `part`. */
interface Block {
    readonly part: Inspected;
    readonly path: string;
}

/** The CIDR blocks that a traffic rule names. */
function blocksOf(traffic: Inspected, { cidrs = [], cidrLists = [] }: TrafficProperties): Block[] {
    return [
        ...cidrs.filter((path) => traffic.has(path)).map((path) => ({ part: traffic, path })),
        ...cidrLists.flatMap((path) => traffic.each(path)).map((part) => ({ part, path: "" })),
    ];
}

/** A violation for each block of `traffic` that lets the world in to a port that is not allowed. */
export function mustNotOpenToWorld(
    traffic: Inspected,
    properties: TrafficProperties,
    allowed: (low: number, high: number) => boolean,
): void {
    const ports = portsOf(traffic, properties.protocol);
    const isAllowed = typeof ports === "object" && allowed(ports.low, ports.high);
    if (isAllowed || isPacketTooBig(traffic, properties.protocol)) {
        return;
    }
    refuseBlocks(
        { traffic, properties, ports },
        isWorld,
        (cidr) => `lets ${cidr} in to ${named(ports)}; ${whatToDo(ports)}`,
    );
}

/** A violation for each block that is refused; which ones are is open while the ports are not known. */
export function refuseBlocks(
    { traffic, properties, ports }: TrafficRule,
    isRefused: (cidr: unknown) => boolean,
    message: (cidr: string) => string,
): void {
    for (const { part, path } of blocksOf(traffic, properties)) {
        if (ports === UNKNOWN && isRefused(part.read(path))) {
            traffic.undecided("fromPort");
        } else {
            part.must(path, (cidr) => !isRefused(cidr), message);
        }
    }
}

/** A range of ports, both ends included. */
export interface Ports {
    readonly low: number;
    readonly high: number;
}

const EVERY_PORT: Ports = { low: 0, high: 65535 };

/** Which ports a traffic rule is about; `undefined` for a protocol that has none, such as ICMP. */
export function portsOf(
    traffic: Inspected,
    protocolProperty: string,
): Ports | typeof UNKNOWN | undefined {
    const protocol = traffic.read(protocolProperty);
    const [low, high] = [traffic.read("fromPort"), traffic.read("toPort")];
    switch (String(protocol).toLowerCase()) {
        case "-1":
        case "all":
            return EVERY_PORT;
        case "tcp":
        case "udp":
        case "6":
        case "17":
            if (low === UNKNOWN || high === UNKNOWN) {
                return UNKNOWN;
            }
            return typeof low === "number" && typeof high === "number" && low >= 0
                ? { low, high }
                : EVERY_PORT;
        default:
            return protocol === UNKNOWN ? UNKNOWN : undefined;
    }
}

/** True when `ports` hold one of `wanted`. */
export function holdsAny(ports: Ports, wanted: readonly number[]): boolean {
    return wanted.some((port) => ports.low <= port && port <= ports.high);
}

/** The ICMP message without which connections hang on a narrow way; it opens no service. */
function isPacketTooBig(traffic: Inspected, protocolProperty: string): boolean {
    const protocol = String(traffic.read(protocolProperty)).toLowerCase();
    // Network ACLs have its type and code apart; security groups call them ports.
    const [type, code] = [
        ["icmpType", "fromPort"],
        ["icmpCode", "toPort"],
    ].map(([own = "", shared = ""]) => String(traffic.read(own) ?? traffic.read(shared)));
    return (
        (["1", "icmp"].includes(protocol) && type === "3" && code === "4") ||
        (["58", "icmpv6", "ipv6-icmp"].includes(protocol) && type === "2")
    );
}

function isOnePort(ports: ReturnType<typeof portsOf>): boolean {
    return typeof ports === "object" && ports.low === ports.high;
}

function named(ports: ReturnType<typeof portsOf>): string {
    if (typeof ports !== "object") {
        return ports === UNKNOWN ? "a port not known yet" : "a protocol without ports";
    }
    if (isOnePort(ports)) {
        return `port ${ports.low}`;
    }
    return ports === EVERY_PORT ? "every port" : `ports ${ports.low} to ${ports.high}`;
}

function whatToDo(ports: ReturnType<typeof portsOf>): string {
    const narrower = "name a security group or a narrower block instead";
    return isOnePort(ports)
        ? `${narrower}, or, when it is meant for everyone, list the port in the setting allowedPorts`
        : narrower;
}
