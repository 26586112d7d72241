const PROTOCOLS: Readonly<Record<string, string>> = {
    "-1": "all",
    "1": "icmp",
    "6": "tcp",
    "17": "udp",
    "58": "icmpv6",
};

/** A protocol by its name, whether it was given by name or by number. */
export function protocolName(protocol: unknown): string {
    const text = String(protocol).toLowerCase();
    return PROTOCOLS[text] ?? text;
}

/** `443`, `1024-65535` or, where there are no bounds, `all`. */
export function portsOf(from: unknown, to: unknown): string {
    if (typeof from !== "number" || typeof to !== "number" || from < 0) {
        return "all";
    }
    return from === to ? String(from) : `${from}-${to}`;
}
