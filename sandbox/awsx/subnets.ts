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
}

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
    if (args.subnetSpecs?.some((spec) => spec.assignIpv6AddressOnCreation) === true) {
        throw new Error("the sandbox's awsx has no IPv6; leave assignIpv6AddressOnCreation out");
    }
    if (strategy === "Exact" && args.subnetSpecs === undefined) {
        throw new Error('subnetStrategy "Exact" needs subnetSpecs in the sandbox\'s awsx');
    }
    const mask = args.availabilityZoneCidrMask;
    const { blocks, layout } = blocksOf(vpc, zones.length, args.subnetSpecs, mask);
    const byAvailabilityZone = args.subnetNameTagStrategy === "AvailabilityZone";
    const planned = blocks.map((block) => subnetOf(vpcName, block, zones, byAvailabilityZone));
    refuseOverlaps(planned);
    if (strategy === "Exact") {
        refuseGaps(vpc, planned);
    }
    refuseNatWithoutHome(nat, planned);
    const subnets = planned
        .filter(({ type }) => type !== "Unused")
        .sort((a, b) => a.zoneIndex - b.zoneIndex || rank(a) - rank(b));
    return { subnets, layout };
}

function subnetOf(
    vpcName: string,
    { spec, zone, cidrBlock }: Block,
    zones: readonly string[],
    byAvailabilityZone: boolean,
): Subnet {
    const stem = `${vpcName}-${spec.name ?? spec.type.toLowerCase()}`;
    const zoneName = zones[zone] ?? "";
    // `1a` of `eu-west-1a`.
    const suffix = zoneName.replace(/^[a-z]{2}(-[a-z]+)+-/, "");
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

function rank({ type }: Subnet): number {
    return ORDER.indexOf(type);
}

function refuseOverlaps(subnets: readonly Subnet[]): void {
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
function refuseGaps(vpc: string, subnets: readonly Subnet[]): void {
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

function refuseNatWithoutHome(nat: NatStrategy, subnets: readonly Subnet[]): void {
    const has = (...types: readonly string[]) => subnets.some(({ type }) => types.includes(type));
    if (nat !== "None" && !(has("Public") && has("Private", "Isolated"))) {
        throw new Error(
            "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared " +
                "to host the NAT Gateway resource, along with private or isolated subnets to " +
                "route through it.",
        );
    }
}
