import { Address4, Address6 } from "ip-address";

/** A check for an IPv4 block whose prefix length is from `low` to `high`. */
export const ipv4Block =
    (low = 0, high = 32) =>
    (value: string): string | undefined => {
        if (!/^[\d.]+\/\d+$/.test(value) || !Address4.isValid(value)) {
            return `must be an IPv4 CIDR block such as 10.0.0.0/16, got "${value}"`;
        }
        const block = new Address4(value);
        const first = block.startAddress().correctForm();
        if (first !== block.correctForm()) {
            return `must begin at its first address, ${first}/${block.subnetMask}; got "${value}"`;
        }
        return block.subnetMask >= low && block.subnetMask <= high
            ? undefined
            : `must be from /${low} to /${high}, got "${value}"`;
    };

/** A check for an IPv6 block, of the prefix length `length` where one is named. */
export const ipv6BlockOf =
    (length?: number) =>
    (value: string): string | undefined => {
        if (!value.includes("/") || !Address6.isValid(value)) {
            return `must be an IPv6 CIDR block such as ::/0, got "${value}"`;
        }
        const block = new Address6(value);
        const first = block.startAddress().correctForm();
        if (first !== block.correctForm()) {
            return `must begin at its first address, ${first}/${block.subnetMask}; got "${value}"`;
        }
        return length === undefined || block.subnetMask === length
            ? undefined
            : `must be a /${length}, got "${value}"`;
    };

/** A check for an IPv6 block of any length. */
export const ipv6Block = ipv6BlockOf();

/** True when every address of `inner` is in `outer`; no IPv4 address is in an IPv6 block. */
export function contains(outer: string, inner: string): boolean {
    const isV6 = [outer, inner].map((block) => block.includes(":"));
    if (isV6[0] !== isV6[1]) {
        return false;
    }
    return isV6[0]
        ? new Address6(inner).isInSubnet(new Address6(outer))
        : new Address4(inner).isInSubnet(new Address4(outer));
}

/** True when the two blocks have an address in common. */
export function overlaps(one: string, other: string): boolean {
    return contains(one, other) || contains(other, one);
}

/** The address that is `offset` above the first one of `block`. */
export function addressIn(block: string, offset: number): string {
    const first = new Address4(block).startAddress().bigInt();
    return Address4.fromBigInt(first + BigInt(offset)).correctForm();
}
