/** An IPv4 range; `address` is the first of its addresses, as a whole number. */
export interface Cidr {
    readonly address: number;
    /** Length of the prefix in bits, 0 to 32. */
    readonly prefix: number;
}

/**
 * The range that `text`, such as `10.0.0.0/16`, stands for.
 * @throws Error when it is no IPv4 range, or has bits set behind its prefix
 */
export function parseCidr(text: string): Cidr {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
    const parts = match?.slice(1).map(Number) ?? [];
    const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = parts;
    if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) {
        throw new Error(`"${text}" is no IPv4 range; write one like 10.0.0.0/16`);
    }
    const address = ((a * 256 + b) * 256 + c) * 256 + d;
    if (address % sizeOf(prefix) !== 0) {
        const start = formatCidr({ address: address - (address % sizeOf(prefix)), prefix });
        throw new Error(`"${text}" does not start at its own boundary; write ${start}`);
    }
    return { address, prefix };
}

/** `10.0.0.0/16` for the range. */
export function formatCidr({ address, prefix }: Cidr): string {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    return `${octets.join(".")}/${prefix}`;
}

/** How many addresses a prefix of that length holds. */
export function sizeOf(prefix: number): number {
    return 2 ** (32 - prefix);
}

/** True when the two ranges have an address in common. */
export function overlaps(a: Cidr, b: Cidr): boolean {
    return contains(a, b) || contains(b, a);
}

/** True when every address of `inner` is in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
    const end = outer.address + sizeOf(outer.prefix);
    return inner.prefix >= outer.prefix && inner.address >= outer.address && inner.address < end;
}
