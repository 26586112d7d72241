import { isDeepStrictEqual } from "node:util";
import type { Entry } from "../../cloud/account";
import {
    AwsError,
    between,
    bool,
    type Draft,
    type Existing,
    matching,
    type Model,
    num,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { ipv4Block, ipv6BlockOf } from "../shared/cidr";
import { given, once } from "../shared/outputs";
import { broken, isGiven } from "../shared/rules";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { ALLOW_ALL } from "./acl-entries";
import { idWith, newId } from "./ids";
import * as ec2 from "./types";
import { ipv4FromPool, ipv6Of } from "./vpc-addresses";

/** What a new VPC brings along, each with its id. */
const companions = (vpcId: string) => ({
    [ec2.SECURITY_GROUP]: idWith(vpcId, "sg"),
    [ec2.NETWORK_ACL]: idWith(vpcId, "acl"),
    [ec2.ROUTE_TABLE]: idWith(vpcId, "rtb"),
});

/** Things about a VPC that go with it without a word. */
const VPC_LETS_GO = [ec2.DEFAULT_SECURITY_GROUP, ec2.MAIN_ROUTE_TABLE_ASSOCIATION, ec2.FLOW_LOG];

/** Inputs that decide on the IPv6 block. */
const IPV6 = [
    "assignGeneratedIpv6CidrBlock",
    "ipv6CidrBlock",
    "ipv6CidrBlockNetworkBorderGroup",
    "ipv6IpamPoolId",
    "ipv6NetmaskLength",
];

const poolId = matching(/^ipam-pool-[0-9a-f]{8,17}$/, "the id of an IPAM pool, ipam-pool-...");

const vpc: Model = {
    type: ec2.VPC,
    fields: {
        cidrBlock: str({
            replaces: true,
            check: ipv4Block(16, 28),
            conflictsWith: ["ipv4NetmaskLength"],
        }),
        ipv4IpamPoolId: str({ replaces: true, check: poolId }),
        ipv4NetmaskLength: num({ replaces: true, check: between(16, 28) }),
        assignGeneratedIpv6CidrBlock: bool({ conflictsWith: ["ipv6IpamPoolId", "ipv6CidrBlock"] }),
        ipv6CidrBlock: str({ check: ipv6BlockOf(56), conflictsWith: ["ipv6NetmaskLength"] }),
        ipv6CidrBlockNetworkBorderGroup: str(),
        ipv6IpamPoolId: str({ check: poolId }),
        ipv6NetmaskLength: num({ check: oneOf(44, 48, 52, 56, 60) }),
        enableDnsHostnames: bool(),
        enableDnsSupport: bool({ default: true }),
        enableNetworkAddressUsageMetrics: bool(),
        instanceTenancy: str({
            default: "default",
            // A VPC can leave dedicated hardware, but not move there.
            replaces: ({ instanceTenancy }) => instanceTenancy !== "dedicated",
            check: oneOf("default", "dedicated"),
        }),
    },
    rules: addressRules,
    id: () => newId("vpc"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `vpc/${draft.id}`),
        cidrBlock: given("cidrBlock", once(ec2.VPC, "cidrBlock", ipv4FromPool)),
        defaultNetworkAclId: ({ id }) => companions(id)[ec2.NETWORK_ACL],
        defaultRouteTableId: ({ id }) => companions(id)[ec2.ROUTE_TABLE],
        defaultSecurityGroupId: ({ id }) => companions(id)[ec2.SECURITY_GROUP],
        dhcpOptionsId: ({ account, region }) => idWith(`${account.accountId} ${region}`, "dopt"),
        enableDnsHostnames: ({ inputs }) => inputs.enableDnsHostnames ?? false,
        enableNetworkAddressUsageMetrics: ({ inputs }) =>
            inputs.enableNetworkAddressUsageMetrics ?? false,
        ipv6AssociationId: (draft) =>
            ipv6Of(draft) === "" ? "" : idWith(draft.id, "vpc-cidr-assoc"),
        ipv6CidrBlock: ipv6Of,
        ipv6CidrBlockNetworkBorderGroup: (draft) =>
            ipv6Of(draft) === ""
                ? ""
                : (draft.inputs.ipv6CidrBlockNetworkBorderGroup ?? draft.region),
        mainRouteTableId: ({ id }) => companions(id)[ec2.ROUTE_TABLE],
        ownerId: ({ account }) => account.accountId,
    },
    renews: (before, after) =>
        IPV6.some((name) => !isDeepStrictEqual(before[name], after[name]))
            ? ["ipv6AssociationId", "ipv6CidrBlock", "ipv6CidrBlockNetworkBorderGroup"]
            : [],
    onCreate: (draft) => {
        for (const [type, id] of Object.entries(companions(draft.id))) {
            draft.account.put(companion(draft, type, id));
        }
    },
    onUpdate: (before, after) => {
        refuseWithoutDns(after);
        refuseLosingIpv6(before, after);
    },
    onDelete: (existing) => {
        const users = usersOf(existing).filter(({ type }) => !VPC_LETS_GO.includes(type));
        refuseWhileUsed(existing, "VPC", users);
        for (const [type, id] of Object.entries(companions(existing.id))) {
            existing.account.remove(type, id);
        }
    },
};

function addressRules(inputs: Props): Failure[] {
    const has = (name: string) => isGiven(inputs, name);
    return broken(
        [
            !has("cidrBlock") && !has("ipv4NetmaskLength"),
            "cidrBlock",
            "is required, or ipv4NetmaskLength with ipv4IpamPoolId",
        ],
        [
            has("ipv4NetmaskLength") && !has("ipv4IpamPoolId"),
            "ipv4IpamPoolId",
            "is required with ipv4NetmaskLength",
        ],
        [
            (has("ipv6CidrBlock") || has("ipv6NetmaskLength")) && !has("ipv6IpamPoolId"),
            "ipv6IpamPoolId",
            "is required with ipv6CidrBlock and with ipv6NetmaskLength",
        ],
        [
            has("ipv6CidrBlockNetworkBorderGroup") && !has("assignGeneratedIpv6CidrBlock"),
            "assignGeneratedIpv6CidrBlock",
            "is required with ipv6CidrBlockNetworkBorderGroup",
        ],
    );
}

function refuseWithoutDns({ account, id, inputs }: Draft): void {
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
}

function refuseLosingIpv6(before: Existing, after: Draft): void {
    const subnets = after.account
        .all(ec2.SUBNET)
        .filter((e) => e.inputs.vpcId === after.id && isGiven(e.inputs, "ipv6CidrBlock"));
    const isChanged = before.outputs.ipv6CidrBlock !== ipv6Of(after);
    if (isChanged && subnets.length > 0) {
        throw new AwsError(
            "InvalidCidrBlock.InUse",
            `the IPv6 block of ${after.id} stays while subnets have blocks of it: ` +
                `${subnets.map((e) => e.id).join(", ")}; take those away in a run of their own`,
        );
    }
}

/** The default security group, NACL or route table: nobody's resource, but there. */
function companion(draft: Draft, type: string, id: string): Entry {
    const kinds: Readonly<Record<string, [kind: string, outputs: Props]>> = {
        [ec2.SECURITY_GROUP]: [
            "security-group",
            { name: "default", description: "default VPC security group" },
        ],
        [ec2.NETWORK_ACL]: [
            "network-acl",
            { ingress: ALLOW_ALL, egress: ALLOW_ALL, subnetIds: [] },
        ],
        [ec2.ROUTE_TABLE]: ["route-table", { routes: [] }],
    };
    const [kind = "", more = {}] = kinds[type] ?? [];
    const outputs = {
        arn: arn(draft, "ec2", `${kind}/${id}`),
        vpcId: draft.id,
        ownerId: draft.account.accountId,
        ...more,
    };
    return { type, id, urn: draft.urn, inputs: {}, outputs };
}

export const vpcModels: readonly Model[] = [vpc];
