const PROTOCOLS: Readonly<Record<string, string>> = {
    "-1": "all",
    "1": "icmp",
    "6": "tcp",
    "17": "udp",
    "58": "icmpv6",
    "ipv6-icmp": "icmpv6",
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

/** The messages of ICMP that are let through; AWS takes 0 where nothing is given, and -1 for all. */
export function icmpOf(type: unknown, code: unknown): string {
    const [ofType, ofCode] = [Number(type ?? 0), Number(code ?? 0)];
    if (ofType < 0) {
        return "all";
    }
    return ofCode < 0 ? `type ${ofType}` : `type ${ofType}, code ${ofCode}`;
}
