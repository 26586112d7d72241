import type { Entry } from "../../cloud/account";
import { AwsError, bool, type Draft, type Model, oneOf, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { contains, ipv4Block, ipv6Block, overlaps } from "../shared/cidr";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { idWith, newId } from "./ids";
import * as ec2 from "./types";
import { zoneId, zonesIn } from "./zones";

/** What a new VPC brings along, each with its id. */
const companions = (vpcId: string) => ({
    [ec2.SECURITY_GROUP]: idWith(vpcId, "sg"),
    [ec2.NETWORK_ACL]: idWith(vpcId, "acl"),
    [ec2.ROUTE_TABLE]: idWith(vpcId, "rtb"),
});

/** Things about a VPC that go with it without a word. */
const VPC_LETS_GO = [ec2.DEFAULT_SECURITY_GROUP, ec2.MAIN_ROUTE_TABLE_ASSOCIATION, ec2.FLOW_LOG];

const vpc: Model = {
    type: ec2.VPC,
    fields: {
        cidrBlock: str({ required: true, replaces: true, check: ipv4Block(16, 28) }),
        enableDnsHostnames: bool(),
        enableDnsSupport: bool({ default: true }),
        enableNetworkAddressUsageMetrics: bool(),
        instanceTenancy: str({
            default: "default",
            replaces: true,
            check: oneOf("default", "dedicated"),
        }),
    },
    id: () => newId("vpc"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `vpc/${draft.id}`),
        defaultNetworkAclId: ({ id }) => companions(id)[ec2.NETWORK_ACL],
        defaultRouteTableId: ({ id }) => companions(id)[ec2.ROUTE_TABLE],
        defaultSecurityGroupId: ({ id }) => companions(id)[ec2.SECURITY_GROUP],
        dhcpOptionsId: ({ account, region }) => idWith(`${account.accountId} ${region}`, "dopt"),
        enableDnsHostnames: ({ inputs }) => inputs.enableDnsHostnames ?? false,
        enableNetworkAddressUsageMetrics: ({ inputs }) =>
            inputs.enableNetworkAddressUsageMetrics ?? false,
        ipv6AssociationId: () => "",
        ipv6CidrBlock: () => "",
        mainRouteTableId: ({ id }) => companions(id)[ec2.ROUTE_TABLE],
        ownerId: ({ account }) => account.accountId,
    },
    onCreate: (draft) => {
        for (const [type, id] of Object.entries(companions(draft.id))) {
            draft.account.put(companion(draft, type, id));
        }
    },
    onUpdate: ({ account, id }, { inputs }) => {
        if (inputs.enableDnsHostnames === true && inputs.enableDnsSupport === true) {
            return;
        }
        const endpoints = account
            .all(ec2.VPC_ENDPOINT)
            .filter((e) => e.inputs.vpcId === id && e.inputs.privateDnsEnabled === true);
        if (endpoints.length > 0) {
            throw new AwsError(
                "InvalidParameter",
                `enableDnsHostnames and enableDnsSupport of ${id} must stay on while an interface ` +
                    `endpoint has private DNS: ${endpoints.map((e) => e.id).join(", ")}`,
            );
        }
    },
    onDelete: (existing) => {
        const users = usersOf(existing).filter(({ type }) => !VPC_LETS_GO.includes(type));
        refuseWhileUsed(existing, "VPC", users);
        for (const [type, id] of Object.entries(companions(existing.id))) {
            existing.account.remove(type, id);
        }
    },
};

/** The default security group, NACL or route table: nobody's resource, but there. */
function companion(draft: Draft, type: string, id: string): Entry {
    const kinds: Readonly<Record<string, string>> = {
        [ec2.SECURITY_GROUP]: "security-group",
        [ec2.NETWORK_ACL]: "network-acl",
        [ec2.ROUTE_TABLE]: "route-table",
    };
    const outputs = {
        arn: arn(draft, "ec2", `${kinds[type]}/${id}`),
        vpcId: draft.id,
        ownerId: draft.account.accountId,
        ...(type === ec2.SECURITY_GROUP
            ? { name: "default", description: "default VPC security group" }
            : {}),
    };
    return { type, id, urn: draft.urn, inputs: {}, outputs };
}

/** Things about a subnet that go with it, or let go of it. */
const SUBNET_LETS_GO = [
    ec2.ROUTE_TABLE_ASSOCIATION,
    ec2.NETWORK_ACL_ASSOCIATION,
    ec2.NETWORK_ACL,
    ec2.DEFAULT_NETWORK_ACL,
    ec2.FLOW_LOG,
];

const subnet: Model = {
    type: ec2.SUBNET,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        cidrBlock: str({ required: true, replaces: true, check: ipv4Block(16, 28) }),
        availabilityZone: str({ replaces: true, conflictsWith: ["availabilityZoneId"] }),
        availabilityZoneId: str({ replaces: true }),
        mapPublicIpOnLaunch: bool({ default: false }),
        assignIpv6AddressOnCreation: bool({ default: false }),
        ipv6CidrBlock: str({ check: ipv6Block }),
        enableDns64: bool({ default: false }),
        enableResourceNameDnsARecordOnLaunch: bool({ default: false }),
        enableResourceNameDnsAaaaRecordOnLaunch: bool({ default: false }),
        privateDnsHostnameTypeOnLaunch: str({ check: oneOf("ip-name", "resource-name") }),
    },
    id: () => newId("subnet"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `subnet/${draft.id}`),
        availabilityZone: ({ inputs, region }) => inputs.availabilityZone ?? `${region}a`,
        availabilityZoneId: ({ inputs, region }) =>
            inputs.availabilityZoneId ??
            zoneId(region, (inputs.availabilityZone as string | undefined) ?? `${region}a`),
        ipv6CidrBlockAssociationId: () => "",
        ownerId: ({ account }) => account.accountId,
        privateDnsHostnameTypeOnLaunch: ({ inputs }) =>
            inputs.privateDnsHostnameTypeOnLaunch ?? "ip-name",
    },
    onCreate: ({ account, inputs, region }) => {
        const { vpcId, cidrBlock, availabilityZone } = inputs as Record<string, string>;
        if (availabilityZone !== undefined && !zonesIn(region).includes(availabilityZone)) {
            throw new AwsError(
                "InvalidParameterValue",
                `availabilityZone ${availabilityZone} is none of ${region}: ` +
                    zonesIn(region).join(", "),
            );
        }
        const around = account.get(ec2.VPC, vpcId ?? "")?.inputs.cidrBlock as string;
        if (!contains(around, cidrBlock ?? "")) {
            throw new AwsError(
                "InvalidSubnet.Range",
                `cidrBlock ${cidrBlock} is not inside ${around}, the block of ${vpcId}`,
            );
        }
        const rival = account
            .all(ec2.SUBNET)
            .find(
                (other) =>
                    other.inputs.vpcId === vpcId &&
                    overlaps(other.inputs.cidrBlock as string, cidrBlock ?? ""),
            );
        if (rival !== undefined) {
            throw new AwsError(
                "InvalidSubnet.Conflict",
                `cidrBlock ${cidrBlock} overlaps ${String(rival.inputs.cidrBlock)}, ` +
                    `the block of ${rival.id}`,
            );
        }
    },
    onDelete: (existing) => {
        // Subnet groups count: the clusters in them have their network interfaces here.
        const users = usersOf(existing).filter(({ type }) => !SUBNET_LETS_GO.includes(type));
        refuseWhileUsed(existing, "subnet", users);
    },
};

export const vpcModels: readonly Model[] = [vpc, subnet];
