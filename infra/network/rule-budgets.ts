import type { Cidr } from "../cidr";
import { type AclEntry, compileAcls } from "./acl-entries";
import { tierCidr } from "./address-ledger";
import type { FlowMatrix } from "./flow-matrix";
import type { Mistake } from "../mistake";
import { compileRules } from "./security-rules";

/** Rules that a group may have in one direction, unless AWS raises it. Source: VPC quotas. */
const GROUP_QUOTA = 60;

/**
 * Entries that an ACL may have in one direction: 20, unless AWS raises it, of IPv4 and IPv6 together
 * and with its own last ones, that deny the rest of either. Source: VPC quotas.
 */
const ACL_QUOTA = 20 - 2;

/** What of the matrix is more than AWS takes. */
export function ruleBudgetMistakes(matrix: FlowMatrix, vpc: Cidr): Mistake[] {
    return [...groupMistakes(matrix), ...aclMistakes(matrix, vpc)];
}

function groupMistakes(matrix: FlowMatrix): Mistake[] {
    const groups = counts(
        compileRules(matrix),
        ({ of, direction }) => `${direction} rules in the security group of ${of}`,
    );
    return [...groups]
        .filter(([, count]) => count > GROUP_QUOTA)
        .map(([group, count]) => ({
            where: "flows",
            got: `${count} ${group}`,
            advice: `must be at most ${GROUP_QUOTA}, AWS's quota: make one peer of those that do the same, or write neighbouring allowedCidrs as one`,
        }));
}

function aclMistakes(matrix: FlowMatrix, vpc: Cidr): Mistake[] {
    const tiers = (["private", "isolated", "public"] as const).map(
        (tier) => [tierCidr(vpc, tier), `the ${tier} tier`] as const,
    );
    const names = new Map<string, string>(tiers);
    return Object.entries(compileAcls(matrix, vpc)).flatMap(([tier, acl]) =>
        (["ingress", "egress"] as const)
            .filter((direction) => acl[direction].length > ACL_QUOTA)
            .map((direction) => ({
                got: `${acl[direction].length} ${direction} entries in the network ACL of the ${tier} tier`,
                ...merging(acl[direction], names),
            })),
    );
}

/** Where most entries can be saved: on the ports of one side, or on the sides of one port. */
function merging(entries: readonly AclEntry[], names: ReadonlyMap<string, string>) {
    const ports = largest(entries, ({ cidr }) => names.get(cidr) ?? cidr);
    const ranges = largest(entries, traffic);
    const [where, merge] =
        ranges.count > ports.count
            ? [
                  "allowedCidrs",
                  `${ranges.count} are for ${ranges.of}; write neighbouring ranges as one`,
              ]
            : ["flows", `${ports.count} are for ${ports.of}; let connections there share ports`];
    return {
        where,
        advice: `must be at most ${ACL_QUOTA}, AWS's quota less its own two: ${merge}`,
    };
}

function traffic(entry: AclEntry): string {
    if ("icmp" in entry) {
        return "sizes of packets";
    }
    const { fromPort, toPort } = entry;
    return fromPort === toPort ? `port ${fromPort}` : `ports ${fromPort} to ${toPort}`;
}

function largest(entries: readonly AclEntry[], groupOf: (entry: AclEntry) => string) {
    return [...counts(entries, groupOf)]
        .map(([of, count]) => ({ of, count }))
        .reduce((most, next) => (next.count > most.count ? next : most));
}

function counts<T>(items: readonly T[], groupOf: (item: T) => string): Map<string, number> {
    const found = new Map<string, number>();
    for (const item of items) {
        const group = groupOf(item);
        found.set(group, (found.get(group) ?? 0) + 1);
    }
    return found;
}
