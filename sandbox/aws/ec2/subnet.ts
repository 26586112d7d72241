import { AwsError, bool, type Draft, type Model, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { isUnknown } from "../../provider/unknown";
import { arn } from "../shared/arn";
import { contains, ipv4Block, ipv6BlockOf, overlaps } from "../shared/cidr";
import { broken, isGiven } from "../shared/rules";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { putIntoAcl, putIntoDefaultAcl } from "./acl-associations";
import { idWith, newId } from "./ids";
import * as ec2 from "./types";
import { zoneId, zonesIn } from "./zones";

/** Things about a subnet that go with it, or let go of it. */
const SUBNET_LETS_GO = [
    ec2.ROUTE_TABLE_ASSOCIATION,
    ec2.NETWORK_ACL_ASSOCIATION,
    ec2.NETWORK_ACL,
    ec2.DEFAULT_NETWORK_ACL,
    ec2.FLOW_LOG,
];

/** Settings that AWS takes only of a subnet with an IPv6 block. */
const FOR_IPV6 = [
    "assignIpv6AddressOnCreation",
    "enableDns64",
    "enableResourceNameDnsAaaaRecordOnLaunch",
];

const subnet: Model = {
    type: ec2.SUBNET,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        cidrBlock: str({ replaces: true, check: ipv4Block(16, 28) }),
        availabilityZone: str({ replaces: true, conflictsWith: ["availabilityZoneId"] }),
        availabilityZoneId: str({ replaces: true }),
        mapPublicIpOnLaunch: bool({ default: false }),
        assignIpv6AddressOnCreation: bool({ default: false }),
        ipv6CidrBlock: str({
            replaces: ({ assignIpv6AddressOnCreation }) => assignIpv6AddressOnCreation === true,
            check: ipv6BlockOf(64),
        }),
        ipv6Native: bool({ default: false, replaces: true }),
        enableDns64: bool({ default: false }),
        enableResourceNameDnsARecordOnLaunch: bool({ default: false }),
        enableResourceNameDnsAaaaRecordOnLaunch: bool({ default: false }),
        privateDnsHostnameTypeOnLaunch: str({ check: oneOf("ip-name", "resource-name") }),
    },
    rules: (inputs) => [...familyRules(inputs), ...nativeRules(inputs)],
    id: () => newId("subnet"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `subnet/${draft.id}`),
        availabilityZone: ({ inputs, region }) => inputs.availabilityZone ?? `${region}a`,
        availabilityZoneId: ({ inputs, region }) =>
            inputs.availabilityZoneId ??
            zoneId(region, (inputs.availabilityZone as string | undefined) ?? `${region}a`),
        ipv6CidrBlockAssociationId: ({ id, inputs }) =>
            isGiven(inputs, "ipv6CidrBlock")
                ? idWith(`${id} ${String(inputs.ipv6CidrBlock)}`, "subnet-cidr-assoc")
                : "",
        ownerId: ({ account }) => account.accountId,
        privateDnsHostnameTypeOnLaunch: ({ inputs }) =>
            inputs.privateDnsHostnameTypeOnLaunch ??
            (inputs.ipv6Native === true ? "resource-name" : "ip-name"),
    },
    renews: (before, after) =>
        before.ipv6CidrBlock === after.ipv6CidrBlock ? [] : ["ipv6CidrBlockAssociationId"],
    refuse: (draft) => {
        refuseBlock(draft, "cidrBlock");
        refuseBlock(draft, "ipv6CidrBlock");
    },
    onCreate: (draft) => {
        const { availabilityZone } = draft.inputs as { availabilityZone?: string };
        const zones = zonesIn(draft.region);
        if (availabilityZone !== undefined && !zones.includes(availabilityZone)) {
            throw new AwsError(
                "InvalidParameterValue",
                `availabilityZone ${availabilityZone} is none of ${draft.region}: ` +
                    zones.join(", "),
            );
        }
        putIntoDefaultAcl(draft.account, [{ id: draft.id, vpcId: draft.inputs.vpcId as string }]);
    },
    onDelete: (existing) => {
        // Subnet groups count: the clusters in them have their network interfaces here.
        const users = usersOf(existing).filter(({ type }) => !SUBNET_LETS_GO.includes(type));
        refuseWhileUsed(existing, "subnet", users);
        putIntoAcl(existing.account, undefined, [existing.id]);
    },
};

function familyRules(inputs: Props): Failure[] {
    const lacksIpv6 = !isGiven(inputs, "ipv6CidrBlock");
    return FOR_IPV6.flatMap((name) =>
        broken([
            lacksIpv6 && inputs[name] === true,
            name,
            "cannot be true without ipv6CidrBlock, a /64 of the VPC's IPv6 block",
        ]),
    );
}

/** Rules of subnets without IPv4, and of those with it. */
function nativeRules(inputs: Props): Failure[] {
    if (isUnknown(inputs.ipv6Native)) {
        return [];
    }
    const isNative = inputs.ipv6Native === true;
    const hasIpv4 = isGiven(inputs, "cidrBlock");
    return broken(
        [!isNative && !hasIpv4, "cidrBlock", "is required, unless ipv6Native is true"],
        [isNative && hasIpv4, "cidrBlock", "cannot be given with ipv6Native"],
        [
            isNative && !isGiven(inputs, "ipv6CidrBlock"),
            "ipv6CidrBlock",
            "is required with ipv6Native",
        ],
        [
            isNative && inputs.assignIpv6AddressOnCreation === false,
            "assignIpv6AddressOnCreation",
            "must be true with ipv6Native, where nothing else has an address",
        ],
        [
            isNative && inputs.mapPublicIpOnLaunch === true,
            "mapPublicIpOnLaunch",
            "cannot be true with ipv6Native",
        ],
        [
            isNative && inputs.privateDnsHostnameTypeOnLaunch === "ip-name",
            "privateDnsHostnameTypeOnLaunch",
            'must be "resource-name" with ipv6Native',
        ],
    );
}

/** Refuses a block that is not the VPC's, or another subnet's already. */
function refuseBlock({ account, id, inputs }: Draft, field: "cidrBlock" | "ipv6CidrBlock"): void {
    const { vpcId, [field]: block } = inputs as Record<string, string>;
    if (block === undefined) {
        return;
    }
    const around = (account.get(ec2.VPC, vpcId ?? "")?.outputs[field] ?? "") as string;
    if (around === "" || !contains(around, block)) {
        throw new AwsError(
            "InvalidSubnet.Range",
            around === ""
                ? `${field} ${block}: ${vpcId} has no IPv6 block; set assignGeneratedIpv6CidrBlock`
                : `${field} ${block} is not inside ${around}, the block of ${vpcId}`,
        );
    }
    const rival = account
        .all(ec2.SUBNET)
        .filter((other) => other.id !== id && other.inputs.vpcId === vpcId)
        .find(
            (other) => isGiven(other.inputs, field) && overlaps(String(other.inputs[field]), block),
        );
    if (rival !== undefined) {
        throw new AwsError(
            "InvalidSubnet.Conflict",
            `${field} ${block} overlaps ${String(rival.inputs[field])}, the block of ${rival.id}`,
        );
    }
}

export const subnetModels: readonly Model[] = [subnet];
