import { canReach } from "./can-reach";
import type { NamedInterface } from "./interfaces";
import type { Network } from "./network";
import { isAbout, type Protocol, PROTOCOLS } from "./ports";
import type { PortRange } from "./trip";

/** Ports of something that the internet can open connections to. */
export interface Exposure {
    readonly name: string;
    readonly protocol: Protocol;
    readonly ports: PortRange;
    /** What lets the connection in, in order. */
    readonly why: readonly string[];
}

/** Everything that the internet can reach, and by which ports. */
export function reachableFromInternet(
    network: Network,
    interfaces: readonly NamedInterface[],
): Exposure[] {
    return interfaces.flatMap((target) =>
        (Object.keys(PROTOCOLS) as Protocol[]).flatMap((protocol) =>
            alikePorts(network, target, protocol).flatMap((ports) => {
                const { reachable, why } = canReach(network, { internet: true }, target, ports[0], {
                    protocol,
                });
                return reachable ? [{ name: target.name, protocol, ports, why }] : [];
            }),
        ),
    );
}

/** All ports, cut where any rule that may let them in begins or ends. */
function alikePorts(
    { securityGroups, subnets }: Network,
    { securityGroupIds, subnetIds }: NamedInterface,
    protocol: Protocol,
): PortRange[] {
    const rules = [
        ...securityGroupIds.flatMap((id) => securityGroups.get(id)?.ingress ?? []),
        ...subnetIds.flatMap((id) => subnets.get(id)?.acl.ingress ?? []),
    ].filter((rule) => isAbout(rule, protocol, rule.first));
    const cuts = rules.flatMap(({ first, last }) => [first, last + 1]).filter((cut) => cut < 65536);
    const starts = [...new Set([0, ...cuts])].sort((a, b) => a - b);
    return starts.map((start, index) => [start, (starts[index + 1] ?? 65536) - 1] as const);
}
