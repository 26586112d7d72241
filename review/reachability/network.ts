import type { Resource } from "../resource";
import { type NatGateway, readInternetGateways, readNatGateways, readPeerings } from "./gateways";
import { type NetworkAcl, readNetworkAcls } from "./network-acls";
import { readPrefixLists, readServiceLists } from "./prefix-lists";
import type { Range } from "./ranges";
import { readRoutes, type RouteTable } from "./routes";
import { readSecurityGroups, type SecurityGroup } from "./security-groups";
import { idOf, indexByType, label, text, valuesOf } from "./values";
import { rangesOf, readExclusions, readVpcs, type Vpc } from "./vpcs";

export interface Subnet {
    readonly id: string;
    readonly name: string;
    readonly vpc: Vpc;
    /** True when machines get a public address unless they say otherwise. */
    readonly givesPublicAddress: boolean;
    /** At most one of each family. */
    readonly ranges: readonly Range[];
    readonly acl: NetworkAcl;
    readonly routeTable: RouteTable;
    /** What of Block Public Access it is excepted from. */
    readonly exclusion?: string;
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
        vpcs: vpcResources,
    });
    const exclusions = readExclusions(byType);
    const subnets = new Map<string, Subnet>();
    for (const resource of subnetResources) {
        const id = idOf(resource);
        const values = valuesOf(resource);
        const vpc = vpcs.get(text(values, "vpcId") ?? "");
        if (vpc !== undefined) {
            subnets.set(id, {
                id,
                name: `subnet ${label(resource)}`,
                vpc,
                givesPublicAddress: values.mapPublicIpOnLaunch === true,
                ranges: rangesOf(values),
                acl: aclOf(id, vpc.id),
                routeTable: routeTableOf(id, vpc.id),
                exclusion: exclusions.get(id) ?? exclusions.get(vpc.id),
            });
        }
    }
    return {
        vpcs,
        subnets,
        securityGroups: readSecurityGroups(byType, vpcResources),
        prefixLists,
        serviceLists: readServiceLists(byType),
        natGateways: readNatGateways(byType),
        internetGateways,
        peerings: readPeerings(byType),
    };
}
