import type { Resource } from "../resource";
import { type NetworkAcl, readNetworkAcls } from "./network-acls";
import { parseRange, type Range } from "./ranges";
import { gatewayService, readRoutes, type RouteTable } from "./routes";
import { readSecurityGroups, type SecurityGroup } from "./security-groups";
import {
    addTo,
    blocks,
    type ByType,
    idOf,
    indexByType,
    label,
    text,
    type Values,
    valuesOf,
} from "./values";

export interface Vpc {
    readonly id: string;
    readonly name: string;
    readonly ranges: readonly Range[];
    /** What VPC Block Public Access does in its region. */
    readonly blockMode: string;
}

export interface Subnet {
    readonly id: string;
    readonly name: string;
    readonly vpc: Vpc;
    /** At most one of each family. */
    readonly ranges: readonly Range[];
    readonly acl: NetworkAcl;
    readonly routeTable: RouteTable;
    /** What of Block Public Access it is excepted from. */
    readonly exclusion?: string;
}

export interface NatGateway {
    readonly name: string;
    readonly isPublic: boolean;
    /** A regional one has none: AWS puts it in front of the internet gateway. */
    readonly subnetId?: string;
}

/** What decides about traffic, each thing to be found by its id. */
export interface Network {
    readonly vpcs: ReadonlyMap<string, Vpc>;
    readonly subnets: ReadonlyMap<string, Subnet>;
    readonly securityGroups: ReadonlyMap<string, SecurityGroup>;
    /** Ranges of prefix lists that the resources hold. */
    readonly prefixLists: ReadonlyMap<string, readonly Range[]>;
    /** Prefix lists of gateway endpoints: `s3` or `dynamodb`, by the list's id. */
    readonly serviceLists: ReadonlyMap<string, string>;
    readonly natGateways: ReadonlyMap<string, NatGateway>;
    /** The VPCs that each internet gateway is attached to: one, or none. */
    readonly internetGateways: ReadonlyMap<string, string | undefined>;
    /** The two VPCs of each peering connection. */
    readonly peerings: ReadonlyMap<string, readonly (string | undefined)[]>;
}

/**
 * Reads the network out of the registered resources of an AWS account: once, then any number of
 * questions are answered without looking at the resources again.
 * What is not among the resources is taken to be open: an answer "not reachable" must hold.
 */
export function readNetwork(resources: readonly Resource[]): Network {
    const byType = indexByType(resources);
    const vpcResources = byType("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc");
    const subnetResources = byType("aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet");
    const vpcs = readVpcs(byType, vpcResources, subnetResources);
    const prefixLists = readPrefixLists(byType);
    const internetGateways = readInternetGateways(byType);
    const aclOf = readNetworkAcls(byType, vpcResources);
    const routeTableOf = readRoutes(byType, {
        rangesOf: (vpcId) => vpcs.get(vpcId)?.ranges ?? [],
        lists: prefixLists,
        internetGatewayIds: new Set(internetGateways.keys()),
        mainTables: new Map(
            vpcResources.flatMap((vpc) => {
                const values = valuesOf(vpc);
                const id = text(values, "mainRouteTableId") ?? text(values, "defaultRouteTableId");
                return id === undefined ? [] : [[idOf(vpc), id]];
            }),
        ),
    });
    const exclusions = readExclusions(byType);
    const subnets = subnetResources.flatMap((resource): [string, Subnet][] => {
        const id = idOf(resource);
        const vpc = vpcs.get(text(valuesOf(resource), "vpcId") ?? "");
        return vpc === undefined
            ? []
            : [
                  [
                      id,
                      {
                          id,
                          name: `subnet ${label(resource)}`,
                          vpc,
                          ranges: rangesOf(valuesOf(resource)),
                          acl: aclOf(id, vpc.id),
                          routeTable: routeTableOf(id, vpc.id),
                          exclusion: exclusions.get(id) ?? exclusions.get(vpc.id),
                      },
                  ],
              ];
    });
    return {
        vpcs,
        subnets: new Map(subnets),
        securityGroups: readSecurityGroups(byType, vpcResources),
        prefixLists,
        serviceLists: readServiceLists(byType),
        natGateways: readNatGateways(byType),
        internetGateways,
        peerings: readPeerings(byType),
    };
}

/** A VPC that is not among the resources is known by its subnets alone. */
function readVpcs(
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
            const region = resource && text(valuesOf(resource), "region");
            const blockMode = blockModes.get(region) ?? blockModes.get(undefined) ?? "off";
            const name = resource === undefined ? `VPC ${id}` : `VPC ${label(resource)}`;
            return [id, { id, name, ranges: own, blockMode }];
        }),
    );
}

function rangesOf(values: Values): Range[] {
    return ["cidrBlock", "ipv6CidrBlock"].flatMap((key) => {
        const range = text(values, key);
        return range === undefined ? [] : [parseRange(range)];
    });
}

function readPrefixLists(byType: ByType): ReadonlyMap<string, readonly Range[]> {
    const lists = new Map<string, Range[]>();
    const add = (id: string, entry: Values) => {
        addTo(lists, id, parseRange(text(entry, "cidr") ?? ""));
    };
    for (const list of byType("aws:ec2/managedPrefixList:ManagedPrefixList")) {
        lists.set(idOf(list), []);
        for (const entry of blocks(list.inputs, "entries")) {
            add(idOf(list), entry);
        }
    }
    for (const entry of byType("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry")) {
        const values = valuesOf(entry);
        add(text(values, "prefixListId") ?? "", values);
    }
    return lists;
}

function readServiceLists(byType: ByType): ReadonlyMap<string, string> {
    return new Map(
        byType("aws:ec2/vpcEndpoint:VpcEndpoint").flatMap((endpoint) => {
            const values = valuesOf(endpoint);
            const [list, service] = [text(values, "prefixListId"), gatewayService(values)];
            return list === undefined || service === undefined ? [] : [[list, service]];
        }),
    );
}

function readNatGateways(byType: ByType): ReadonlyMap<string, NatGateway> {
    return new Map(
        byType("aws:ec2/natGateway:NatGateway").map((gateway) => {
            const values = valuesOf(gateway);
            const isRegional = text(values, "availabilityMode") === "regional";
            return [
                idOf(gateway),
                {
                    name: `NAT gateway ${label(gateway)}`,
                    isPublic: text(values, "connectivityType") !== "private",
                    subnetId: isRegional ? undefined : text(values, "subnetId"),
                },
            ];
        }),
    );
}

function readInternetGateways(byType: ByType): ReadonlyMap<string, string | undefined> {
    const attached = new Map(
        byType("aws:ec2/internetGateway:InternetGateway").map((gateway) => [
            idOf(gateway),
            text(valuesOf(gateway), "vpcId"),
        ]),
    );
    for (const attachment of byType(
        "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
    )) {
        const values = valuesOf(attachment);
        attached.set(text(values, "internetGatewayId") ?? "", text(values, "vpcId"));
    }
    return attached;
}

function readPeerings(byType: ByType): ReadonlyMap<string, readonly (string | undefined)[]> {
    return new Map(
        byType("aws:ec2/vpcPeeringConnection:VpcPeeringConnection").map((peering) => {
            const values = valuesOf(peering);
            return [idOf(peering), [text(values, "vpcId"), text(values, "peerVpcId")]];
        }),
    );
}

/** Mode of exclusion from Block Public Access, by the id of a VPC or subnet. */
function readExclusions(byType: ByType): ReadonlyMap<string, string> {
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
