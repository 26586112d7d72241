import type { Resource } from "../resource";
import type { NetworkInterface } from "./can-reach";
import type { Network } from "./network";
import {
    blocks,
    type ByType,
    idOf,
    indexByType,
    label,
    text,
    texts,
    type Values,
    valuesOf,
} from "./values";

/** The network interfaces of a registered resource. */
export interface NamedInterface extends NetworkInterface {
    /** Logical name and id of the resource. */
    readonly name: string;
    readonly urn: string;
}

/** Reads the interfaces of one type of resource. */
type Reader = (values: Values, around: Surroundings, id: string) => NetworkInterface;

interface Surroundings {
    readonly byType: ByType;
    readonly network: Network;
}

/** Ports of the clients in a Lambda function (AWS's page on network ACLs). */
const LAMBDA_PORTS = [1024, 65535] as const;

/** The types that have interfaces, and how each names its subnets and groups. */
const READERS: Readonly<Record<string, Reader>> = {
    "aws:ec2/instance:Instance": (values, { byType, network }, id) => ({
        subnetIds: one(values, "subnetId"),
        securityGroupIds: texts(values, "vpcSecurityGroupIds"),
        publicAddress:
            getsPublicAddress(values, network, one(values, "subnetId")) || hasElasticIp(byType, id),
    }),
    "aws:ec2/networkInterface:NetworkInterface": (values, { byType }, id) => ({
        subnetIds: one(values, "subnetId"),
        securityGroupIds: texts(values, "securityGroups"),
        publicAddress: hasElasticIp(byType, id),
    }),
    "aws:ec2/vpcEndpoint:VpcEndpoint": (values) => ({
        subnetIds:
            text(values, "vpcEndpointType") === "Interface" ? texts(values, "subnetIds") : [],
        securityGroupIds: texts(values, "securityGroupIds"),
    }),
    "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint": (values) => ({
        subnetIds: one(values, "subnetId"),
        securityGroupIds: texts(values, "securityGroupIds"),
    }),
    "aws:autoscaling/group:Group": (values, around) => ({
        subnetIds: texts(values, "vpcZoneIdentifiers"),
        ...launched(values, around),
    }),
    "aws:lambda/function:Function": ({ vpcConfig }) => ({
        subnetIds: texts(block(vpcConfig), "subnetIds"),
        securityGroupIds: texts(block(vpcConfig), "securityGroupIds"),
        clientPorts: LAMBDA_PORTS,
    }),
    "aws:rds/cluster:Cluster": (values, { byType }, id) => ({
        subnetIds: groupSubnets(
            byType,
            "aws:rds/subnetGroup:SubnetGroup",
            values.dbSubnetGroupName,
        ),
        securityGroupIds: texts(values, "vpcSecurityGroupIds"),
        publicAddress: byType("aws:rds/clusterInstance:ClusterInstance")
            .map(valuesOf)
            .filter(({ clusterIdentifier }) => clusterIdentifier === id)
            .some(({ publiclyAccessible }) => publiclyAccessible === true),
    }),
    "aws:rds/instance:Instance": (values, { byType }) => ({
        subnetIds: groupSubnets(
            byType,
            "aws:rds/subnetGroup:SubnetGroup",
            values.dbSubnetGroupName,
        ),
        securityGroupIds: texts(values, "vpcSecurityGroupIds"),
        publicAddress: values.publiclyAccessible === true,
    }),
    "aws:rds/proxy:Proxy": (values) => ({
        subnetIds: texts(values, "vpcSubnetIds"),
        securityGroupIds: texts(values, "vpcSecurityGroupIds"),
    }),
    "aws:dax/cluster:Cluster": (values, { byType }) => ({
        subnetIds: groupSubnets(byType, "aws:dax/subnetGroup:SubnetGroup", values.subnetGroupName),
        securityGroupIds: texts(values, "securityGroupIds"),
    }),
    "aws:lb/loadBalancer:LoadBalancer": (values) => ({
        subnetIds: texts(values, "subnets"),
        securityGroupIds: texts(values, "securityGroups"),
        publicAddress: values.internal !== true,
    }),
    "aws:ecs/service:Service": ({ networkConfiguration }) => ({
        subnetIds: texts(block(networkConfiguration), "subnets"),
        securityGroupIds: texts(block(networkConfiguration), "securityGroups"),
        publicAddress: block(networkConfiguration).assignPublicIp === true,
    }),
};

/** The network interfaces that the resources have, in the subnets of the network. */
export function readInterfaces(
    resources: readonly Resource[],
    network: Network,
): readonly NamedInterface[] {
    const byType = indexByType(resources);
    return Object.entries(READERS).flatMap(([type, read]) =>
        byType(type).flatMap((resource) => {
            const found = read(valuesOf(resource), { byType, network }, idOf(resource));
            const [subnet] = found.subnetIds.map((id) => network.subnets.get(id));
            if (subnet === undefined) {
                return [];
            }
            // Where a resource names no group, AWS takes the VPC's default one.
            const securityGroupIds =
                found.securityGroupIds.length > 0
                    ? found.securityGroupIds
                    : [subnet.vpc.defaultGroupId ?? []].flat();
            return { name: label(resource), urn: resource.urn, ...found, securityGroupIds };
        }),
    );
}

function one(values: Values, key: string): string[] {
    return [text(values, key) ?? []].flat();
}

function block(value: unknown): Values {
    return typeof value === "object" && value !== null ? (value as Values) : {};
}

/** Subnets of the subnet group called `name`. */
function groupSubnets(byType: ByType, type: string, name: unknown): string[] {
    const group = byType(type).find((candidate) => valuesOf(candidate).name === name);
    return group === undefined ? [] : texts(valuesOf(group), "subnetIds");
}

/** What the launch template of an auto-scaling group says. */
function launched(
    group: Values,
    { byType, network }: Surroundings,
): Omit<NetworkInterface, "subnetIds"> {
    const id = text(block(group.launchTemplate), "id");
    const template = byType("aws:ec2/launchTemplate:LaunchTemplate").find(
        (candidate) => candidate.id === id,
    );
    const values = template === undefined ? {} : valuesOf(template);
    const cards = blocks(values, "networkInterfaces");
    return {
        securityGroupIds: [
            ...texts(values, "vpcSecurityGroupIds"),
            ...cards.flatMap((card) => texts(card, "securityGroups")),
        ],
        publicAddress: (cards.length === 0 ? [{}] : cards).some((card) =>
            getsPublicAddress(card, network, texts(group, "vpcZoneIdentifiers")),
        ),
    };
}

/** True when a machine is started with a public address; by default its subnet decides. */
function getsPublicAddress(
    { associatePublicIpAddress: asked }: Values,
    { subnets }: Network,
    subnetIds: readonly string[],
): boolean {
    // Launch templates have it as a text.
    return asked === undefined || asked === ""
        ? subnetIds.some((id) => subnets.get(id)?.givesPublicAddress)
        : asked === true || asked === "true";
}

function hasElasticIp(byType: ByType, id: string): boolean {
    return byType("aws:ec2/eip:Eip", "aws:ec2/eipAssociation:EipAssociation")
        .map(valuesOf)
        .some((eip) =>
            ["instance", "instanceId", "networkInterface", "networkInterfaceId"].some(
                (key) => eip[key] === id,
            ),
        );
}
