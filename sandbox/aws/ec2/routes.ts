import { createHash } from "node:crypto";
import type { Account } from "../../cloud/account";
import { AwsError, type Model, list, str } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { ipv4Block, ipv6Block } from "../shared/cidr";
import { exactlyOne } from "../shared/rules";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { idWith, newId } from "./ids";
import * as ec2 from "./types";

const TARGETS = {
    gatewayId: str(),
    natGatewayId: ec2.idOf(ec2.NAT_GATEWAY),
    networkInterfaceId: str(),
    transitGatewayId: str(),
    vpcEndpointId: ec2.idOf(ec2.VPC_ENDPOINT),
    vpcPeeringConnectionId: str(),
    egressOnlyGatewayId: str(),
};

const INLINE_ROUTE = {
    cidrBlock: str({ check: ipv4Block() }),
    ipv6CidrBlock: str({ check: ipv6Block }),
    destinationPrefixListId: ec2.prefixListId(),
    ...TARGETS,
};

const routeTable: Model = {
    type: ec2.ROUTE_TABLE,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        propagatingVgws: list(str()),
        routes: list(INLINE_ROUTE),
    },
    id: () => newId("rtb"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `route-table/${draft.id}`),
        ownerId: ({ account }) => account.accountId,
        routes: ({ inputs }) => inputs.routes ?? [],
        propagatingVgws: ({ inputs }) => inputs.propagatingVgws ?? [],
    },
    refuse: ({ account, id, inputs }) => {
        refuseMixedRoutes(account, id, inputs);
    },
    onDelete: (existing) => {
        const main = usersOf(existing).filter((e) => e.type === ec2.MAIN_ROUTE_TABLE_ASSOCIATION);
        refuseWhileUsed(existing, "route table", main);
    },
};

/** AWS would take both; the provider then lets each undo the other at every update. */
function refuseMixedRoutes(account: Account, id: string, inputs: Props): void {
    const isInline = ((inputs.routes as unknown[] | undefined) ?? []).length > 0;
    if (isInline && account.all(ec2.ROUTE).some((e) => e.inputs.routeTableId === id)) {
        throw mixed(id);
    }
}

function mixed(id: string): AwsError {
    return new AwsError(
        "ConflictingRoutes",
        `${id} has routes of its own and aws.ec2.Route resources, which undo each other; ` +
            "use one of the two",
    );
}

const defaultRouteTable: Model = {
    type: "aws:ec2/defaultRouteTable:DefaultRouteTable",
    fields: {
        defaultRouteTableId: ec2.idOf(ec2.ROUTE_TABLE, { required: true, replaces: true }),
        propagatingVgws: list(str()),
        routes: list(INLINE_ROUTE),
    },
    id: ({ inputs }) => inputs.defaultRouteTableId as string,
    outputs: {
        arn: (draft) => arn(draft, "ec2", `route-table/${draft.id}`),
        ownerId: ({ account }) => account.accountId,
        vpcId: ({ account, id }) => account.get(ec2.ROUTE_TABLE, id)?.outputs.vpcId,
    },
};

const mainRouteTableAssociation: Model = {
    type: ec2.MAIN_ROUTE_TABLE_ASSOCIATION,
    untaggable: true,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        routeTableId: ec2.idOf(ec2.ROUTE_TABLE, { required: true }),
    },
    id: () => newId("rtbassoc"),
    outputs: { originalRouteTableId: ({ inputs }) => idWith(inputs.vpcId as string, "rtb") },
};

const routeTableAssociation: Model = {
    type: ec2.ROUTE_TABLE_ASSOCIATION,
    untaggable: true,
    fields: {
        routeTableId: ec2.idOf(ec2.ROUTE_TABLE, { required: true }),
        subnetId: ec2.idOf(ec2.SUBNET, { replaces: true }),
        gatewayId: str({ replaces: true }),
    },
    rules: (inputs) => exactlyOne(inputs, "subnetId", "gatewayId"),
    id: () => newId("rtbassoc"),
    onCreate: ({ account, inputs }) => {
        const { routeTableId, subnetId } = inputs as Record<string, string>;
        if (subnetId === undefined) {
            return;
        }
        const rival = account
            .all(ec2.ROUTE_TABLE_ASSOCIATION)
            .find((e) => e.inputs.subnetId === subnetId);
        if (rival !== undefined) {
            throw new AwsError(
                "Resource.AlreadyAssociated",
                `${subnetId} has the route table ${String(rival.inputs.routeTableId)} already`,
            );
        }
        const home = account.get(ec2.SUBNET, subnetId)?.outputs.vpcId;
        if (account.get(ec2.ROUTE_TABLE, routeTableId ?? "")?.outputs.vpcId !== home) {
            throw new AwsError(
                "InvalidParameterValue",
                `route table ${routeTableId} and subnet ${subnetId} belong to different VPCs`,
            );
        }
    },
};

const DESTINATIONS = [
    "destinationCidrBlock",
    "destinationIpv6CidrBlock",
    "destinationPrefixListId",
];

const route: Model = {
    type: ec2.ROUTE,
    untaggable: true,
    fields: {
        routeTableId: ec2.idOf(ec2.ROUTE_TABLE, { required: true, replaces: true }),
        destinationCidrBlock: str({ replaces: true, check: ipv4Block() }),
        destinationIpv6CidrBlock: str({ replaces: true, check: ipv6Block }),
        destinationPrefixListId: ec2.prefixListId({ replaces: true }),
        ...TARGETS,
    },
    rules: (inputs) => [
        ...exactlyOne(inputs, ...DESTINATIONS),
        ...exactlyOne(inputs, ...Object.keys(TARGETS)),
    ],
    id: ({ inputs }) => {
        const digest = createHash("sha256").update(destinationOf(inputs)).digest();
        return `r-${String(inputs.routeTableId)}${digest.readUInt32BE()}`;
    },
    outputs: {
        instanceId: () => "",
        instanceOwnerId: () => "",
        origin: () => "CreateRoute",
        state: () => "active",
    },
    onCreate: ({ account, inputs }) => {
        const table = account.get(ec2.ROUTE_TABLE, inputs.routeTableId as string);
        const home = account.get(ec2.VPC, table?.outputs.vpcId as string);
        if (inputs.destinationCidrBlock === home?.inputs.cidrBlock) {
            throw new AwsError(
                "RouteAlreadyExists",
                `the route to ${destinationOf(inputs)} is the VPC's own, which cannot be changed`,
            );
        }
        if (((table?.inputs.routes as unknown[] | undefined) ?? []).length > 0) {
            throw mixed(String(inputs.routeTableId));
        }
        const { gatewayId } = inputs as { gatewayId?: string };
        if (gatewayId?.startsWith("igw-")) {
            const gateway = account.get(ec2.INTERNET_GATEWAY, gatewayId);
            if (gateway?.inputs.vpcId !== home?.id) {
                throw new AwsError(
                    "InvalidParameterValue",
                    `route table ${String(table?.id)} and internet gateway ${gatewayId} ` +
                        "belong to different VPCs",
                );
            }
        }
    },
};

function destinationOf(inputs: Props): string {
    return DESTINATIONS.map((name) => inputs[name]).find((v) => v !== undefined) as string;
}

export const routeModels: readonly Model[] = [
    routeTable,
    defaultRouteTable,
    mainRouteTableAssociation,
    routeTableAssociation,
    route,
];
