import type { Failure, Props } from "../../provider/provider";
import { hasUnknown } from "../../provider/unknown";
import { isGiven } from "../shared/rules";

const NAMED = ["tcp", "udp", "icmp", "icmpv6"];
const ALL = ["-1", "all"];

/** A check for the protocol of a rule: a name, a number, or `-1` for every protocol. */
export const protocol = (value: string): string | undefined =>
    [...ALL, ...NAMED].includes(value) || (/^\d{1,3}$/.test(value) && Number(value) < 256)
        ? undefined
        : `must be -1, ${NAMED.join(", ")} or a protocol number, got "${value}"`;

/** True for the protocol that stands for all of them. */
export function isEveryProtocol(value: unknown): boolean {
    return ALL.includes(value as string);
}

/** True for TCP and UDP, by name or number. */
export function hasPorts(value: unknown): boolean {
    return ["tcp", "udp", "6", "17"].includes(value as string);
}

/** Refuses a range of ports that is turned around or beyond what there is. */
export function portRange(inputs: Props, prefix = ""): Failure[] {
    const { fromPort, toPort } = inputs;
    if (hasUnknown([fromPort, toPort]) || !isGiven(inputs, "fromPort")) {
        return [];
    }
    const [from, to] = [fromPort as number, toPort as number];
    const isRange = from >= -1 && from <= to && to <= 65535;
    // For ICMP the two are type and code, which have no order.
    const isIcmp = !hasPorts(inputs.protocol ?? inputs.ipProtocol);
    return isRange || isIcmp
        ? []
        : [
              {
                  property: `${prefix}fromPort`,
                  reason: `fromPort ${from} to toPort ${to} is no range of ports from 0 to 65535`,
              },
          ];
}
