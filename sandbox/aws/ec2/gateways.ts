import { AwsError, type Model, num, oneOf, list, str, matching } from "../../cloud/model";
import { arn } from "../shared/arn";
import { addressIn } from "../shared/cidr";
import { isGiven } from "../shared/rules";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { idWith, newId } from "./ids";
import * as ec2 from "./types";
import { refuseCleartext } from "./vpc-encryption";

/** Elastic IPs that an account may have in one region, unless AWS raises it. */
const EIP_QUOTA = 5;

/** Egress-only internet gateways that an account may have in one region: one for each VPC. */
const EGRESS_ONLY_QUOTA = 5;

const internetGateway: Model = {
    type: ec2.INTERNET_GATEWAY,
    fields: { vpcId: ec2.idOf(ec2.VPC) },
    id: () => newId("igw"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `internet-gateway/${draft.id}`),
        ownerId: ({ account }) => account.accountId,
    },
    onCreate: ({ account, inputs }) => {
        const rival =
            isGiven(inputs, "vpcId") &&
            account.all(ec2.INTERNET_GATEWAY).find((e) => e.inputs.vpcId === inputs.vpcId);
        if (rival) {
            throw new AwsError(
                "Resource.AlreadyAssociated",
                `${String(inputs.vpcId)} has the internet gateway ${rival.id} already`,
            );
        }
        refuseCleartext(account, inputs.vpcId, ec2.INTERNET_GATEWAY);
    },
    onDelete: (existing) => {
        const { account, inputs } = existing;
        const mapped = account.all(ec2.NAT_GATEWAY).filter((nat) => {
            const home = account.get(ec2.SUBNET, nat.inputs.subnetId as string);
            return nat.inputs.connectivityType === "public" && home?.inputs.vpcId === inputs.vpcId;
        });
        refuseWhileUsed(existing, "internet gateway", mapped);
    },
};

/** The way out for IPv6, by which nothing comes in. */
const egressOnlyGateway: Model = {
    type: ec2.EGRESS_ONLY_GATEWAY,
    fields: { vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }) },
    id: () => newId("eigw"),
    onCreate: ({ account, inputs, region }) => {
        const there = account
            .all(ec2.EGRESS_ONLY_GATEWAY)
            .filter((e) => e.outputs.region === region);
        if (there.length >= EGRESS_ONLY_QUOTA) {
            throw new AwsError(
                "GatewayLimitExceeded",
                `${region} has ${there.length} egress-only internet gateways, ` +
                    "which is the default quota",
            );
        }
        refuseCleartext(account, inputs.vpcId, ec2.EGRESS_ONLY_GATEWAY);
    },
};

const eip: Model = {
    type: ec2.EIP,
    fields: {
        domain: str({ replaces: true, check: oneOf("vpc") }),
        networkBorderGroup: str({ replaces: true }),
    },
    id: () => newId("eipalloc"),
    outputs: {
        allocationId: ({ id }) => id,
        arn: (draft) => arn(draft, "ec2", `elastic-ip/${draft.id}`),
        associationId: () => "",
        domain: () => "vpc",
        networkBorderGroup: ({ inputs, region }) => inputs.networkBorderGroup ?? region,
        publicIp: ({ id }) => publicIp(id),
        publicDns: ({ id, region }) =>
            `ec2-${publicIp(id).replaceAll(".", "-")}.${region}.compute.amazonaws.com`,
        publicIpv4Pool: () => "amazon",
    },
    onCreate: ({ account, region }) => {
        const there = account.all(ec2.EIP).filter((e) => e.outputs.region === region);
        if (there.length >= EIP_QUOTA) {
            throw new AwsError(
                "AddressLimitExceeded",
                `${region} has ${there.length} elastic IPs, and the default quota is ${EIP_QUOTA}; ` +
                    'use fewer NAT gateways (natGateways.strategy "Single"), or have it raised',
            );
        }
    },
    onDelete: (existing) => {
        refuseWhileUsed(existing, "elastic IP", usersOf(existing), "InvalidIPAddress.InUse");
    },
};

/** An address out of the blocks that are kept for documentation: it leads nowhere. */
function publicIp(id: string): string {
    return addressIn("203.0.113.0/24", parseInt(id.slice(-4), 16) % 256);
}

const natGateway: Model = {
    type: ec2.NAT_GATEWAY,
    fields: {
        subnetId: ec2.idOf(ec2.SUBNET, { required: true, replaces: true }),
        allocationId: ec2.idOf(ec2.EIP, { replaces: true }),
        connectivityType: str({
            default: "public",
            replaces: true,
            check: oneOf("public", "private"),
        }),
        privateIp: str({
            replaces: true,
            check: matching(/^\d+\.\d+\.\d+\.\d+$/, "an IPv4 address"),
        }),
        secondaryPrivateIpAddressCount: num(),
        secondaryPrivateIpAddresses: list(str()),
    },
    rules: (inputs) => {
        const isPublic = inputs.connectivityType !== "private";
        if (isPublic === isGiven(inputs, "allocationId")) {
            return [];
        }
        const reason = isPublic
            ? "is required for a public NAT gateway: the id of an elastic IP"
            : "cannot be given for a private NAT gateway";
        return [{ property: "allocationId", reason }];
    },
    id: () => newId("nat"),
    outputs: {
        associationId: ({ id, inputs }) =>
            isGiven(inputs, "allocationId") ? idWith(id, "eipassoc") : "",
        networkInterfaceId: ({ id }) => idWith(id, "eni"),
        privateIp: ({ id, inputs, account }) =>
            inputs.privateIp ??
            addressIn(
                account.get(ec2.SUBNET, inputs.subnetId as string)?.inputs.cidrBlock as string,
                4 + (parseInt(id.slice(-1), 16) % 8),
            ),
        publicIp: ({ account, inputs }) =>
            account.get(ec2.EIP, (inputs.allocationId as string | undefined) ?? "")?.outputs
                .publicIp ?? "",
    },
    onCreate: ({ account, inputs }) => {
        const rival = account
            .all(ec2.NAT_GATEWAY)
            .find((e) => e.inputs.allocationId === inputs.allocationId);
        if (isGiven(inputs, "allocationId") && rival !== undefined) {
            throw new AwsError(
                "Resource.AlreadyAssociated",
                `${String(inputs.allocationId)} is the address of ${rival.id} already`,
            );
        }
        const home = account.get(ec2.SUBNET, inputs.subnetId as string);
        refuseCleartext(account, home?.inputs.vpcId, ec2.NAT_GATEWAY);
    },
};

export const gatewayModels: readonly Model[] = [
    internetGateway,
    egressOnlyGateway,
    eip,
    natGateway,
];
