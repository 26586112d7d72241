import { Address4, Address6 } from "ip-address";

export type Family = 4 | 6;

/** Addresses of one family, from the first to the last. */
export interface Range {
    readonly family: Family;
    readonly first: bigint;
    readonly last: bigint;
}

/** Ranges of one family that do not overlap. */
export type AddressSet = readonly Range[];

/** How many ranges of a set a text shows. */
const SHOWN = 3;

const BITS = { 4: 32, 6: 128 } as const;

/** Every address of a family. */
export const EVERYTHING: Readonly<Record<Family, Range>> = {
    4: parseRange("0.0.0.0/0"),
    6: parseRange("::/0"),
};

/** What is not on the internet (IANA's registries of special addresses; 2000::/3 alone is). */
const NOT_PUBLIC: readonly Range[] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
    "::/3",
    "4000::/2",
    "8000::/1",
].map(parseRange);

/** The range that `text` stands for; one address is a range too. */
export function parseRange(text: string): Range {
    try {
        const family = text.includes(":") ? 6 : 4;
        const address = family === 6 ? new Address6(text) : new Address4(text);
        const [first, last] = [address.startAddress(), address.endAddress()];
        return { family, first: first.bigInt(), last: last.bigInt() };
    } catch {
        throw new Error(
            `"${text}" is no range of addresses; write one like 203.0.113.0/24 or 2001:db8::/32`,
        );
    }
}

/** The addresses of `set` that are on the internet. */
export function publicPart(set: AddressSet): AddressSet {
    return without(set, NOT_PUBLIC);
}

/** The addresses of `set` that are in none of the ranges. */
export function without(set: AddressSet, ranges: readonly Range[]): AddressSet {
    return firstMatches(
        set,
        ranges.map((range) => ({ range })),
    ).rest;
}

/**
 * Hands every address of `set` to the first rule whose range holds it: how AWS reads network ACLs
 * by number and routes by length of prefix.
 */
export function firstMatches<Rule extends { readonly range: Range }>(
    set: AddressSet,
    rules: readonly Rule[],
): { parts: { rule: Rule; set: AddressSet }[]; rest: AddressSet } {
    const parts: { rule: Rule; set: AddressSet }[] = [];
    let rest = set;
    for (const rule of rules) {
        if (rest.length === 0) {
            break;
        }
        const hit = rest.flatMap((range) => common(range, rule.range));
        if (hit.length > 0) {
            parts.push({ rule, set: hit });
            rest = rest.flatMap((range) => difference(range, rule.range));
        }
    }
    return { parts, rest };
}

/** How many addresses there are. */
export function countOf(set: AddressSet): bigint {
    return set.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** `10.0.0.0/16, 10.2.0.0-10.2.0.9`, and of a long list the beginning. */
export function formatSet(set: AddressSet): string {
    const shown = set.slice(0, SHOWN).map(formatRange).join(", ");
    return set.length > SHOWN ? `${shown} and ${set.length - SHOWN} more ranges` : shown;
}

function formatRange({ family, first, last }: Range): string {
    const format = (address: bigint) =>
        (family === 4 ? Address4 : Address6).fromBigInt(address).correctForm();
    const size = last - first + 1n;
    const hostBits = size.toString(2).length - 1;
    const isBlock = size === 1n << BigInt(hostBits) && first % size === 0n;
    return isBlock
        ? `${format(first)}/${BITS[family] - hostBits}`
        : `${format(first)}-${format(last)}`;
}

function overlap(a: Range, b: Range): boolean {
    return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function common(a: Range, b: Range): Range[] {
    if (!overlap(a, b)) {
        return [];
    }
    const first = a.first > b.first ? a.first : b.first;
    const last = a.last < b.last ? a.last : b.last;
    return [{ family: a.family, first, last }];
}

function difference(a: Range, b: Range): Range[] {
    if (!overlap(a, b)) {
        return [a];
    }
    const { family } = a;
    return [
        ...(a.first < b.first ? [{ family, first: a.first, last: b.first - 1n }] : []),
        ...(b.last < a.last ? [{ family, first: b.last + 1n, last: a.last }] : []),
    ];
}
