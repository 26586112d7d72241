import { Address6 } from "ip-address";
import { type Cidr, formatCidr, sizeOf } from "../cidr";

/** The kinds of subnet, by where they can reach. */
export type Tier = "private" | "isolated" | "public";

/**
 * The ledger: which eighth of a quarter of the VPC belongs to whom.
 *
 * A VPC is cut into four quarters, one per tier and one in reserve, and each quarter into eight
 * slots, one per availability zone, `a` to `h`. A subnet's range follows from its tier and its zone
 * alone, so that adding or removing a tier or a zone never moves another subnet.
 * The order is part of every deployed network: never change it, only append.
 */
const QUARTERS: readonly Tier[] = ["private", "isolated", "public"];
const QUARTER_BITS = 2;
const SLOT_BITS = 3;

/** AWS takes subnets from /28 to /16, and five addresses of each for itself. */
const SMALLEST_SUBNET = 28;
const RESERVED_ADDRESSES = 5;

/** Length of the IPv6 range that AWS gives a VPC. */
const VPC_IPV6_PREFIX = 56;

/** The longest prefix a VPC may have, for its subnets to be no smaller than AWS allows. */
export const LONGEST_VPC_PREFIX = SMALLEST_SUBNET - QUARTER_BITS - SLOT_BITS;

/** The shortest prefix that AWS allows for a VPC. */
export const SHORTEST_VPC_PREFIX = 16;

/** The letters of the availability zones that the ledger has a slot for. */
export const ZONE_LETTERS = "abcdefgh";

/**
 * Range of the subnet of `tier` in the availability zone `zone`, such as `eu-west-1b`.
 * @param vpc range of the VPC, /16 to /23
 * @throws Error when the ledger has no slot for the zone
 */
export function subnetCidr(vpc: Cidr, tier: Tier, zone: string): string {
    const prefix = subnetPrefix(vpc);
    return formatCidr({ address: vpc.address + entry(tier, zone) * sizeOf(prefix), prefix });
}

/** Range of a whole tier: that of all its subnets, those still to come included. */
export function tierCidr(vpc: Cidr, tier: Tier): string {
    const prefix = vpc.prefix + QUARTER_BITS;
    const address = vpc.address + QUARTERS.indexOf(tier) * sizeOf(prefix);
    return formatCidr({ address, prefix });
}

/**
 * IPv6 range of a subnet: the /64 of the VPC's /56 that has the same place in the ledger.
 * @param vpc range that AWS gave the VPC, such as `2a05:d018:12:3400::/56`
 * @throws Error when it is no /56
 */
export function subnetIpv6Cidr(vpc: string, tier: Tier, zone: string): string {
    const range = new Address6(vpc);
    if (range.subnetMask !== VPC_IPV6_PREFIX) {
        throw new Error(`"${vpc}" is no /${VPC_IPV6_PREFIX}, which AWS gives a VPC`);
    }
    const first = range.startAddress().bigInt() + (BigInt(entry(tier, zone)) << 64n);
    return `${Address6.fromBigInt(first).correctForm()}/64`;
}

/** Addresses of each subnet that are left for network interfaces. */
export function usableAddresses(vpc: Cidr): number {
    return sizeOf(subnetPrefix(vpc)) - RESERVED_ADDRESSES;
}

function subnetPrefix(vpc: Cidr): number {
    return vpc.prefix + QUARTER_BITS + SLOT_BITS;
}

/** Place of a subnet among all that the ledger knows, from 0. */
function entry(tier: Tier, zone: string): number {
    const slot = ZONE_LETTERS.indexOf(zone.slice(-1));
    if (slot < 0 || zone === "") {
        throw new Error(`availability zone "${zone}" does not end in one of ${ZONE_LETTERS}`);
    }
    return QUARTERS.indexOf(tier) * 2 ** SLOT_BITS + slot;
}
