import type { Resource } from "../resource";
import { parseRange, type Range } from "./ranges";
import { addTo, type ByType, idOf, label, text, type Values, valuesOf } from "./values";

export interface Vpc {
    readonly id: string;
    readonly name: string;
    readonly ranges: readonly Range[];
    /** What VPC Block Public Access does in its region. */
    readonly blockMode: string;
    /** What AWS takes for an interface that names no group. */
    readonly defaultGroupId?: string;
}

/** A VPC that is not among the resources is known by its subnets alone. */
export function readVpcs(
    byType: ByType,
    vpcs: readonly Resource[],
    subnets: readonly Resource[],
): ReadonlyMap<string, Vpc> {
    const blockModes = new Map(
        byType("aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions").map((options) => {
            const values = valuesOf(options);
            return [text(values, "region"), text(values, "internetGatewayBlockMode")] as const;
        }),
    );
    const defaultGroups = new Map(
        byType("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup").map((group) => [
            text(valuesOf(group), "vpcId"),
            idOf(group),
        ]),
    );
    const registered = new Map(vpcs.map((vpc) => [idOf(vpc), vpc]));
    const ranges = new Map<string, Range[]>();
    const withRanges = [
        ...vpcs.map((vpc) => [idOf(vpc), valuesOf(vpc)] as const),
        ...[
            ...subnets,
            ...byType(
                "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
                "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation",
            ),
        ].map((part) => [text(valuesOf(part), "vpcId") ?? "", valuesOf(part)] as const),
    ];
    for (const [vpcId, values] of withRanges) {
        addTo(ranges, vpcId, ...rangesOf(values));
    }
    return new Map(
        [...ranges].map(([id, own]) => {
            const resource = registered.get(id);
            const values = resource === undefined ? {} : valuesOf(resource);
            const region = text(values, "region");
            const vpc: Vpc = {
                id,
                name: `VPC ${resource === undefined ? id : label(resource)}`,
                ranges: own,
                blockMode: blockModes.get(region) ?? blockModes.get(undefined) ?? "off",
                defaultGroupId: defaultGroups.get(id) ?? text(values, "defaultSecurityGroupId"),
            };
            return [id, vpc];
        }),
    );
}

/** Ranges of a VPC or a subnet, one of each family at the most. */
export function rangesOf(values: Values): Range[] {
    return ["cidrBlock", "ipv6CidrBlock"].flatMap((key) => {
        const range = text(values, key);
        return range === undefined ? [] : [parseRange(range)];
    });
}

/** Mode of exclusion from Block Public Access, by the id of a VPC or subnet. */
export function readExclusions(byType: ByType): ReadonlyMap<string, string> {
    return new Map(
        byType("aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion").map(
            (exclusion) => {
                const values = valuesOf(exclusion);
                const of = text(values, "subnetId") ?? text(values, "vpcId") ?? "";
                return [of, text(values, "internetGatewayExclusionMode") ?? ""];
            },
        ),
    );
}
