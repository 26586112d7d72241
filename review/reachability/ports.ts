/** Protocols that have ports, by their number. */
export const PROTOCOLS = { tcp: 6, udp: 17 } as const;

export type Protocol = keyof typeof PROTOCOLS;

/** The traffic that a rule is about. */
export interface Ports {
    /** Number of the protocol; -1 stands for all of them. */
    readonly protocol: number;
    readonly first: number;
    readonly last: number;
}

export const ALL_TRAFFIC: Ports = { protocol: -1, first: 0, last: 65535 };

/** Reads protocol and ports as AWS does: without a protocol of tcp or udp, ports mean nothing. */
export function portsOf(protocol: unknown, from: unknown, to: unknown): Ports {
    const name = String(protocol).toLowerCase();
    if (name === "-1" || name === "all") {
        return ALL_TRAFFIC;
    }
    return {
        protocol: name in PROTOCOLS ? PROTOCOLS[name as Protocol] : Number(name),
        first: Number(from ?? 0),
        last: Number(to ?? 65535),
    };
}

export function isAbout(rule: Ports, protocol: Protocol, port: number): boolean {
    const sameProtocol = rule.protocol === -1 || rule.protocol === PROTOCOLS[protocol];
    return sameProtocol && rule.first <= port && port <= rule.last;
}
