import type { Account } from "../../cloud/account";
import { AwsError, bool, type Draft, list, type Model, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { hasUnknown, isUnknown } from "../../provider/unknown";
import { arn } from "../shared/arn";
import { resourcePolicy } from "../shared/policy-checks";
import { isGiven } from "../shared/rules";
import { idWith, newId } from "./ids";
import * as ec2 from "./types";

const GATEWAY_SERVICES = ["s3", "dynamodb"];

/** Services with an interface endpoint that a data platform may want; there are many more. */
const INTERFACE_SERVICES = [
    "s3",
    "dynamodb",
    "dynamodb-streams",
    "backup",
    "cloudtrail",
    "config",
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "events",
    "guardduty",
    "guardduty-data",
    "kms",
    "lambda",
    "logs",
    "monitoring",
    "rds",
    "rds-data",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "ssmmessages",
    "sts",
];

/** Inputs that only one kind of endpoint has. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
    Gateway: ["routeTableIds"],
    Interface: ["subnetIds", "securityGroupIds", "privateDnsEnabled"],
};

const vpcEndpoint: Model = {
    type: ec2.VPC_ENDPOINT,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        serviceName: str({ required: true, replaces: true }),
        vpcEndpointType: str({
            default: "Gateway",
            replaces: true,
            check: oneOf("Gateway", "Interface"),
        }),
        routeTableIds: list(ec2.idOf(ec2.ROUTE_TABLE)),
        subnetIds: list(ec2.idOf(ec2.SUBNET)),
        securityGroupIds: list(ec2.idOf(ec2.SECURITY_GROUP)),
        privateDnsEnabled: bool(),
        policy: str({ check: resourcePolicy }),
        ipAddressType: str({ check: oneOf("ipv4", "dualstack", "ipv6") }),
        autoAccept: bool(),
    },
    rules: (inputs) => [...kindRules(inputs), ...serviceRules(inputs)],
    id: () => newId("vpce"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `vpc-endpoint/${draft.id}`),
        cidrBlocks: () => [],
        dnsEntries: ({ id, inputs }) =>
            isInterface(inputs)
                ? [{ dnsName: dnsName(id, inputs), hostedZoneId: zone(inputs) }]
                : [],
        ipAddressType: ({ inputs }) => inputs.ipAddressType ?? "ipv4",
        networkInterfaceIds: ({ id, inputs }) =>
            ids(inputs.subnetIds).map((subnetId) => idWith(`${id} ${subnetId}`, "eni")),
        ownerId: ({ account }) => account.accountId,
        prefixListId: ({ inputs }) =>
            isInterface(inputs) ? "" : idWith(String(inputs.serviceName), "pl").slice(0, 11),
        privateDnsEnabled: ({ inputs }) => inputs.privateDnsEnabled ?? false,
        requesterManaged: () => false,
        routeTableIds: ({ inputs }) => inputs.routeTableIds ?? [],
        securityGroupIds: ({ account, inputs }) =>
            inputs.securityGroupIds ??
            (isInterface(inputs)
                ? [account.get(ec2.VPC, String(inputs.vpcId))?.outputs.defaultSecurityGroupId]
                : []),
        state: () => "available",
        subnetIds: ({ inputs }) => inputs.subnetIds ?? [],
    },
    refuse: refusals,
};

function kindRules(inputs: Props): Failure[] {
    const kind = inputs.vpcEndpointType as string;
    return Object.entries(ONLY)
        .filter(([only]) => only !== kind && !isUnknown(kind))
        .flatMap(([only, names]) =>
            names
                .filter((name) => isGiven(inputs, name) && inputs[name] !== false)
                .map((property) => ({
                    property,
                    reason: `is for endpoints of type ${only}, and this one is of type ${kind}`,
                })),
        );
}

function serviceRules({ serviceName, vpcEndpointType, privateDnsEnabled }: Props): Failure[] {
    if (hasUnknown([serviceName, vpcEndpointType]) || typeof serviceName !== "string") {
        return [];
    }
    const service = /^com\.amazonaws\.[a-z]{2}(?:-[a-z]+)+-\d\.(.+)$/.exec(serviceName)?.[1];
    const offered = vpcEndpointType === "Gateway" ? GATEWAY_SERVICES : INTERFACE_SERVICES;
    if (service === undefined || !offered.includes(service)) {
        const reason =
            `must be com.amazonaws.<region>.<service> with a service that has endpoints of type ` +
            `${String(vpcEndpointType)} (${offered.join(", ")}), got "${serviceName}"`;
        return [{ property: "serviceName", reason }];
    }
    return service === "dynamodb" && privateDnsEnabled === true
        ? [
              {
                  property: "privateDnsEnabled",
                  reason: "must be false for dynamodb, whose interface endpoint has no private DNS",
              },
          ]
        : [];
}

/** What AWS refuses once it knows the VPC around the endpoint. */
function refusals({ id, account, inputs, region }: Draft): void {
    const { vpcId, serviceName } = inputs as Record<string, string>;
    if (serviceName?.split(".")[2] !== region) {
        throw new AwsError(
            "InvalidServiceName",
            `the VPC endpoint service ${serviceName} does not exist in ${region}`,
        );
    }
    const others = account
        .all(ec2.VPC_ENDPOINT)
        .filter((e) => e.id !== id && e.inputs.vpcId === vpcId)
        .filter((e) => e.inputs.serviceName === serviceName);
    if (isInterface(inputs)) {
        refuseSubnets(account, inputs);
        refusePrivateDns(account, inputs, others);
        return;
    }
    const routed = others.flatMap((e) => ids(e.inputs.routeTableIds));
    const twice = ids(inputs.routeTableIds).find((table) => routed.includes(table));
    if (twice !== undefined) {
        throw new AwsError(
            "RouteAlreadyExists",
            `route table ${twice} has a route to an endpoint of ${serviceName} already`,
        );
    }
}

function refuseSubnets(account: Account, inputs: Props): void {
    const zones = new Set<unknown>();
    for (const subnetId of ids(inputs.subnetIds)) {
        const subnet = account.get(ec2.SUBNET, subnetId)?.outputs;
        if (subnet?.vpcId !== inputs.vpcId) {
            throw new AwsError(
                "InvalidParameter",
                `subnet ${subnetId} is not in ${String(inputs.vpcId)}`,
            );
        }
        if (zones.has(subnet?.availabilityZone)) {
            throw new AwsError(
                "DuplicateSubnetsInSameZone",
                `subnet ${subnetId} is in ${String(subnet?.availabilityZone)}, ` +
                    "where the endpoint has a subnet already",
            );
        }
        zones.add(subnet?.availabilityZone);
        const { ipAddressType = "ipv4" } = inputs;
        if (ipAddressType !== "ipv4" && !isGiven(subnet ?? {}, "ipv6CidrBlock")) {
            throw new AwsError(
                "InvalidParameter",
                `ipAddressType ${String(ipAddressType)}: subnet ${subnetId} has no IPv6 block`,
            );
        }
    }
}

function refusePrivateDns(
    account: Account,
    inputs: Props,
    others: readonly { readonly inputs: Props }[],
): void {
    if (inputs.privateDnsEnabled !== true) {
        return;
    }
    const vpc = account.get(ec2.VPC, String(inputs.vpcId))?.inputs ?? {};
    const off = ["enableDnsHostnames", "enableDnsSupport"].filter((name) => vpc[name] !== true);
    if (off.length > 0) {
        throw new AwsError(
            "InvalidParameter",
            `private DNS needs ${off.join(" and ")} of ${String(inputs.vpcId)} to be true`,
        );
    }
    if (others.some((e) => e.inputs.privateDnsEnabled === true)) {
        throw new AwsError(
            "InvalidParameter",
            `${String(inputs.vpcId)} has an endpoint with private DNS for ` +
                `${String(inputs.serviceName)} already`,
        );
    }
}

function isInterface(inputs: Props): boolean {
    return inputs.vpcEndpointType === "Interface";
}

function ids(value: unknown): readonly string[] {
    return (value as readonly string[] | undefined) ?? [];
}

function dnsName(id: string, inputs: Props): string {
    const [, , region = "", ...service] = String(inputs.serviceName).split(".");
    return `${id}-${id.slice(-8)}.${service.join(".")}.${region}.vpce.amazonaws.com`;
}

/** Each service has one hosted zone per region. */
function zone(inputs: Props): string {
    return idWith(String(inputs.serviceName), "Z").replace("Z-0", "Z").slice(0, 14).toUpperCase();
}

export const endpointModels: readonly Model[] = [vpcEndpoint];
