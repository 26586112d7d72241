import { Address4 } from "ip-address";
import type { types } from "@pulumi/awsx";

type SubnetSpec = types.input.ec2.SubnetSpecArgs;

/** A layout as the output `subnetLayout` shows it: one entry per spec. */
export type LayoutEntry = Pick<SubnetSpec, "name" | "type" | "cidrBlocks" | "cidrMask" | "size">;

/** One block of addresses in one availability zone. */
export interface Block {
    readonly spec: SubnetSpec;
    /** Place of the zone in the list of zones, from 0. */
    readonly zone: number;
    readonly cidrBlock: string;
}

/** What a VPC has where the program names no subnets: these two in every zone. */
const DEFAULT_SPECS: readonly SubnetSpec[] = [{ type: "Private" }, { type: "Public" }];

/** Smallest part of a VPC that a zone needs for the default subnets. */
const SMALLEST_ZONE = 26;

/**
 * The blocks of every zone, in the order of zones and then of specs.
 *
 * @param zoneMask prefix length of a zone's part of the VPC; the VPC is split evenly without it
 * @throws when specs contradict themselves or each other, or do not fit into the VPC
 */
export function blocksOf(
    vpc: string,
    zones: number,
    specs: readonly SubnetSpec[] | undefined,
    zoneMask: number | undefined,
): { blocks: Block[]; layout: LayoutEntry[] } {
    const resolved = specs && resolvedSpecs(specs, zones);
    if (resolved?.some((spec) => spec.cidrBlocks !== undefined)) {
        const blocks = zonesOf(zones).flatMap((zone) =>
            resolved.map((spec) => ({ spec, zone, cidrBlock: spec.cidrBlocks?.[zone] ?? "" })),
        );
        return { blocks, layout: resolved.map(layoutEntry) };
    }
    const mask = zoneMask ?? new Address4(vpc).subnetMask + bitsFor(zones);
    const sized = resolved ?? defaultSpecs(mask);
    return { blocks: allocated(vpc, zones, sized, mask), layout: sized.map(layoutEntry) };
}

function layoutEntry({ name, type, cidrBlocks, cidrMask, size }: SubnetSpec): LayoutEntry {
    return { name, type, cidrBlocks, cidrMask, size };
}

function defaultSpecs(zoneMask: number): SubnetSpec[] {
    if (zoneMask > SMALLEST_ZONE) {
        throw new Error(
            "Automatic subnet creation requires a VPC with at least " +
                `/${SMALLEST_ZONE} available per AZ, but only /${zoneMask} is available.`,
        );
    }
    return DEFAULT_SPECS.map((spec, i) => ({ ...spec, cidrMask: Math.max(zoneMask, 16) + i + 1 }));
}

/** Hands out blocks from each zone's part of the VPC, one after the other. */
function allocated(
    vpc: string,
    zones: number,
    specs: readonly SubnetSpec[],
    zoneMask: number,
): Block[] {
    if (specs.length === 0) {
        throw new Error("No subnets specified");
    }
    const maskOf = (spec: SubnetSpec) => spec.cidrMask ?? zoneMask + bitsFor(specs.length);
    const needed = specs.reduce((sum, spec) => sum + sizeOf(maskOf(spec)), 0n);
    if (needed > sizeOf(zoneMask)) {
        throw new Error(
            `Subnets are too large for VPC. VPC has ${sizeOf(zoneMask)} addresses, ` +
                `but subnets require ${needed} addresses.`,
        );
    }
    const start = new Address4(vpc).startAddress().bigInt();
    return zonesOf(zones).flatMap((zone) => {
        let next = start + BigInt(zone) * sizeOf(zoneMask);
        return specs.map((spec) => {
            const size = sizeOf(maskOf(spec));
            // A block begins at a multiple of its size; what lies between stays empty.
            const first = ((next + size - 1n) / size) * size;
            next = first + size;
            const address = Address4.fromBigInt(first).correctForm();
            return { spec, zone, cidrBlock: `${address}/${maskOf(spec)}` };
        });
    });
}

/** The specs with mask and size both, or the list of everything that is wrong with them. */
function resolvedSpecs(specs: readonly SubnetSpec[], zones: number): SubnetSpec[] {
    const hasBlocks = specs.some((spec) => spec.cidrBlocks !== undefined);
    const issues = [
        ...nameIssues(specs),
        ...specs.flatMap((spec, i) => (hasBlocks ? blockIssues(spec, i, zones) : sizeIssues(spec))),
    ];
    if (issues.length > 0) {
        throw new Error(`Invalid subnet specifications:\n - ${issues.join("\n - ")}`);
    }
    return specs.map((spec) => {
        const mask = spec.cidrMask ?? (spec.size && maskOfSize(spec.size));
        const isSized = mask !== undefined && !hasBlocks;
        return isSized ? { ...spec, cidrMask: mask, size: Number(sizeOf(mask)) } : spec;
    });
}

function nameIssues(specs: readonly SubnetSpec[]): string[] {
    const names = specs.map(({ type, name }) => `${type.toLowerCase()} ${name ?? ""}`);
    const twice = specs.filter((_, i) => names.indexOf(names[i] ?? "") !== i);
    return [...new Set(twice.map(({ type }) => type.toLowerCase()))].map(
        (type) =>
            `Multiple subnet specs of type "${type}" require unique names. ` +
            "At most one of them may be without a name.",
    );
}

function blockIssues({ cidrBlocks, cidrMask, size }: SubnetSpec, i: number, zones: number) {
    if (cidrBlocks === undefined) {
        return [
            "If any subnet spec has explicit cidrBlocks, all subnets must have explicit cidrBlocks.",
        ];
    }
    if (cidrBlocks.length !== zones) {
        return [
            `The number of CIDR blocks in subnetSpecs[${i}] must match the number of ` +
                `availability zones (${zones}).`,
        ];
    }
    const masks = cidrBlocks.map((block) => new Address4(block).subnetMask);
    const agree = (what: string, holds: (mask: number) => boolean) =>
        masks.every(holds)
            ? []
            : [`The ${what} in subnetSpecs[${i}] must match all cidrBlocks or be left undefined.`];
    return [
        ...(cidrMask === undefined ? [] : agree("cidrMask", (mask) => mask === cidrMask)),
        ...(size === undefined ? [] : agree("size", (mask) => sizeOf(mask) === BigInt(size))),
    ];
}

function sizeIssues({ cidrMask, size }: SubnetSpec): string[] {
    if (size === undefined) {
        return [];
    }
    if (maskOfSize(size) === undefined) {
        return [`The following subnet sizes are invalid: ${size}. Valid sizes are powers of two.`];
    }
    return cidrMask === undefined || sizeOf(cidrMask) === BigInt(size)
        ? []
        : [
              `Subnet size ${size} does not match the expected size for a /${cidrMask} subnet ` +
                  `(${sizeOf(cidrMask)}).`,
          ];
}

function maskOfSize(size: number): number | undefined {
    const bits = Math.log2(size);
    return Number.isInteger(bits) && bits >= 2 && bits <= 32 ? 32 - bits : undefined;
}

function sizeOf(mask: number): bigint {
    return 2n ** BigInt(32 - mask);
}

/** Bits that tell `count` parts apart. */
function bitsFor(count: number): number {
    return count === 0 ? 0 : Math.ceil(Math.log2(count));
}

function zonesOf(count: number): number[] {
    return Array.from({ length: count }, (_, zone) => zone);
}
