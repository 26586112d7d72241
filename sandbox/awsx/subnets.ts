import type { ec2, types } from "@pulumi/awsx";
import { Address4 } from "ip-address";
import { overlaps } from "../aws/shared/cidr";
import { type Block, blocksOf, type LayoutEntry } from "./layout";

/** A subnet to be. */
export interface Subnet {
    readonly type: types.input.ec2.SubnetSpecArgs["type"];
    readonly spec: types.input.ec2.SubnetSpecArgs;
    /** Logical name of the subnet and of what hangs on it. */
    readonly name: string;
    /** The tag `Name`. */
    readonly tag: string;
    readonly zone: string;
    /** Place of the zone in the list of zones, from 0. */
    readonly zoneIndex: number;
    readonly cidrBlock: string;
    /** Which /64 of the VPC's IPv6 block it gets: counted through the zones, subnet by subnet. */
    readonly ipv6Index: number;
}

/** A subnet to be, before the subnets of its zone are in order. */
type Planned = Omit<Subnet, "ipv6Index">;

export type NatStrategy = "None" | "Single" | "OnePerAz";

/** Order in which the subnets of one zone are made: a NAT gateway is there before its users. */
const ORDER = ["Public", "Private", "Isolated"];

/**
 * The subnets of a VPC, zone by zone, and the layout they came from.
 *
 * @throws with awsx's own words for what awsx refuses
 */
export function planSubnets(
    vpcName: string,
    args: ec2.VpcArgs,
    vpc: string,
    zones: readonly string[],
    nat: NatStrategy,
): { subnets: Subnet[]; layout: LayoutEntry[] } {
    const strategy = args.subnetStrategy ?? "Legacy";
    if (strategy !== "Auto" && strategy !== "Exact") {
        const ignored = args.subnetSpecs?.some((spec) => spec.cidrBlocks !== undefined)
            ? "; under it, awsx ignores cidrBlocks without a word"
            : "";
        throw new Error(
            `the sandbox's awsx does not lay out subnets by the subnetStrategy "${strategy}"` +
                `${ignored}; set subnetStrategy to "Auto" or "Exact"`,
        );
    }
    if (strategy === "Exact" && args.subnetSpecs === undefined) {
        throw new Error('subnetStrategy "Exact" needs subnetSpecs in the sandbox\'s awsx');
    }
    const mask = args.availabilityZoneCidrMask;
    const { blocks, layout } = blocksOf(vpc, zones.length, args.subnetSpecs, mask);
    const byAvailabilityZone = args.subnetNameTagStrategy === "AvailabilityZone";
    if (byAvailabilityZone) {
        refuseTwins(zones);
    }
    const planned = blocks.map((block) => subnetOf(vpcName, block, zones, byAvailabilityZone));
    refuseOverlaps(planned);
    // Where a pool chooses the block, awsx looks for no gaps.
    if (
        strategy === "Exact" &&
        (args.cidrBlock !== undefined || args.ipv4IpamPoolId === undefined)
    ) {
        refuseGaps(vpc, planned);
    }
    refuseNatWithoutHome(nat, planned);
    const inOrder = planned
        .filter(({ type }) => type !== "Unused")
        .sort((a, b) => a.zoneIndex - b.zoneIndex || rank(a) - rank(b));
    const subnets = inOrder.map((subnet, i) => {
        const first = inOrder.findIndex(({ zoneIndex }) => zoneIndex === subnet.zoneIndex);
        return { ...subnet, ipv6Index: subnet.zoneIndex + (i - first) * zones.length };
    });
    return { subnets, layout };
}

function subnetOf(
    vpcName: string,
    { spec, zone, cidrBlock }: Block,
    zones: readonly string[],
    byAvailabilityZone: boolean,
): Planned {
    const stem = `${vpcName}-${spec.name ?? spec.type.toLowerCase()}`;
    const zoneName = zones[zone] ?? "";
    const suffix = suffixOf(zoneName);
    const name = `${stem}-${zone + 1}`;
    return {
        type: spec.type,
        spec,
        name,
        tag: byAvailabilityZone ? `${stem}-${suffix}` : name,
        zone: zoneName,
        zoneIndex: zone,
        cidrBlock,
    };
}

/** `1a` of `eu-west-1a`. */
function suffixOf(zone: string): string {
    return zone.replace(/^[a-z]{2}(-[a-z]+)+-/, "");
}

/** Zones of two regions can have one suffix, and their subnets would have one name tag. */
function refuseTwins(zones: readonly string[]): void {
    for (const [i, zone] of zones.entries()) {
        const twin = zones.slice(0, i).find((other) => suffixOf(other) === suffixOf(zone));
        if (twin !== undefined) {
            throw new Error(
                'subnetNameTagStrategy="AvailabilityZone" requires availability zones with ' +
                    `distinct suffixes, but "${twin}" and "${zone}" both reduce to ` +
                    `"${suffixOf(zone)}".`,
            );
        }
    }
}

function rank({ type }: Planned): number {
    return ORDER.indexOf(type);
}

function refuseOverlaps(subnets: readonly Planned[]): void {
    const bad = subnets.filter((one) =>
        subnets.some((other) => other !== one && overlaps(one.cidrBlock, other.cidrBlock)),
    );
    if (bad.length > 0) {
        throw new Error(
            "The following subnets overlap with at least one other subnet. Make the CIDR for the " +
                "VPC larger, reduce the size of the subnets per AZ, or use less Availability " +
                `Zones:\n\n${bad.map((s, i) => `${i + 1}. ${s.name}: ${s.cidrBlock}`).join("\n")}`,
        );
    }
}

/** Under "Exact", the subnets and the "Unused" specs fill the VPC to the last address. */
function refuseGaps(vpc: string, subnets: readonly Planned[]): void {
    const whole = new Address4(vpc);
    let expected = whole.startAddress().bigInt();
    let before = `the beginning of the VPC (${vpc})`;
    const gaps: string[] = [];
    for (const { name, cidrBlock } of subnets) {
        const block = new Address4(cidrBlock);
        const here = `${name} (${cidrBlock})`;
        if (block.startAddress().bigInt() !== expected) {
            gaps.push(`${before} <=> ${here}`);
        }
        expected = block.endAddress().bigInt() + 1n;
        before = here;
    }
    if (expected !== whole.endAddress().bigInt() + 1n) {
        gaps.push(`${before} <=> the end of the VPC (${vpc})`);
    }
    if (gaps.length > 0) {
        throw new Error(
            "There are gaps in the subnet ranges. Please fix the following gaps: " +
                gaps.join(", "),
        );
    }
}

function refuseNatWithoutHome(nat: NatStrategy, subnets: readonly Planned[]): void {
    const has = (...types: readonly string[]) => subnets.some(({ type }) => types.includes(type));
    if (nat !== "None" && !(has("Public") && has("Private", "Isolated"))) {
        throw new Error(
            "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared " +
                "to host the NAT Gateway resource, along with private or isolated subnets to " +
                "route through it.",
        );
    }
}
