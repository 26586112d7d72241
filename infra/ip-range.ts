import { Address4, Address6 } from "ip-address";

/** A range of IPv4 or IPv6 addresses. */
export interface IpRange {
    readonly family: 4 | 6;
    /** The first of its addresses, as a whole number. */
    readonly first: bigint;
    /** Length of the prefix in bits: 0 to 32, or to 128. */
    readonly prefix: number;
}

/** The range that `text`, such as `10.0.0.0/16` or `2001:db8::/32`, lies in; `undefined` for none. */
export function parseIpRange(text: string): IpRange | undefined {
    if (!/^[\da-f.:]+\/\d+$/i.test(text)) {
        return undefined;
    }
    const family = text.includes(":") ? 6 : 4;
    const Address = family === 6 ? Address6 : Address4;
    if (!Address.isValid(text)) {
        return undefined;
    }
    const address = new Address(text);
    return { family, first: address.startAddress().bigInt(), prefix: address.subnetMask };
}

/** The range as AWS writes it: from its first address, in the shortest form of IPv6. */
export function formatIpRange({ family, first, prefix }: IpRange): string {
    const address = family === 6 ? Address6.fromBigInt(first) : Address4.fromBigInt(first);
    return `${address.correctForm()}/${prefix}`;
}

/** How many addresses a prefix of that length holds. */
export function rangeSize(family: 4 | 6, prefix: number): bigint {
    return 1n << BigInt((family === 6 ? 128 : 32) - prefix);
}

/** The range of `prefix`, which is no longer than its own, that `range` lies in. */
export function supernet({ family, first }: IpRange, prefix: number): IpRange {
    return { family, first: first - (first % rangeSize(family, prefix)), prefix };
}

/** True when the two ranges have an address in common. */
export function rangesOverlap(a: IpRange, b: IpRange): boolean {
    const prefix = Math.min(a.prefix, b.prefix);
    return a.family === b.family && supernet(a, prefix).first === supernet(b, prefix).first;
}

/** How many addresses lie in at least one of `ranges`, which are of one family. */
export function unionSize(ranges: readonly IpRange[]): bigint {
    let end = 0n;
    let size = 0n;
    for (const { family, first, prefix } of ranges.toSorted((a, b) => Number(a.first - b.first))) {
        const last = first + rangeSize(family, prefix);
        if (last > end) {
            size += last - (first > end ? first : end);
            end = last;
        }
    }
    return size;
}
