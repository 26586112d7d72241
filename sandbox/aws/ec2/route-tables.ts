import type { Account } from "../../cloud/account";
import { AwsError, type Draft, type Model, list, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { ipv4Block, ipv6Block } from "../shared/cidr";
import { exactlyOne, objectsOf } from "../shared/rules";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { idWith, newId } from "./ids";
import { familyRules, mixedRoutes, refuseTarget, TARGETS } from "./route-targets";
import * as ec2 from "./types";

const DESTINATIONS = {
    cidrBlock: str({ check: ipv4Block() }),
    ipv6CidrBlock: str({ check: ipv6Block }),
    destinationPrefixListId: ec2.prefixListId(),
};

const TABLE_FIELDS = {
    propagatingVgws: list(str()),
    routes: list({ ...DESTINATIONS, ...TARGETS }),
};

const routeTable: Model = {
    type: ec2.ROUTE_TABLE,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        ...TABLE_FIELDS,
    },
    rules: inlineRules,
    id: () => newId("rtb"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `route-table/${draft.id}`),
        ownerId: ({ account }) => account.accountId,
        routes: ({ inputs }) => inputs.routes ?? [],
        propagatingVgws: ({ inputs }) => inputs.propagatingVgws ?? [],
    },
    refuse: (draft) => {
        refuseMixedRoutes(draft);
        refuseTargets(draft, draft.inputs.vpcId);
    },
    onDelete: (existing) => {
        const main = usersOf(existing).filter((e) => e.type === ec2.MAIN_ROUTE_TABLE_ASSOCIATION);
        refuseWhileUsed(existing, "route table", main);
    },
};

/** Adopts the table that every VPC has: takes its routes away at once, and only forgets it later. */
const defaultRouteTable: Model = {
    type: ec2.DEFAULT_ROUTE_TABLE,
    fields: {
        defaultRouteTableId: ec2.idOf(ec2.ROUTE_TABLE, { required: true, replaces: true }),
        ...TABLE_FIELDS,
    },
    rules: inlineRules,
    id: ({ inputs }) => inputs.defaultRouteTableId as string,
    outputs: {
        arn: (draft) => arn(draft, "ec2", `route-table/${draft.id}`),
        ownerId: ({ account }) => account.accountId,
        routes: ({ inputs }) => inputs.routes ?? [],
        vpcId: vpcOfTable,
    },
    refuse: (draft) => {
        const { account, id } = draft;
        const vpcId = vpcOfTable(draft);
        const rival = account
            .all(ec2.MAIN_ROUTE_TABLE_ASSOCIATION)
            .find((e) => e.inputs.vpcId === vpcId);
        if (rival !== undefined) {
            throw new AwsError(
                "ConflictingRoutes",
                `${id} and the main route table association ${rival.id} undo each other; ` +
                    "use one of the two",
            );
        }
        refuseTargets(draft, vpcId);
    },
    onCreate: ({ account, id }) => {
        for (const route of routesIn(account, id)) {
            account.remove(ec2.ROUTE, route.id);
        }
    },
    onUpdate: (_, after) => {
        refuseMixedRoutes(after);
    },
};

function vpcOfTable({ account, id }: Pick<Draft, "account" | "id">): unknown {
    return account.get(ec2.ROUTE_TABLE, id)?.outputs.vpcId;
}

function inlineRules(inputs: Props): Failure[] {
    return objectsOf(inputs.routes).flatMap((route, i) =>
        [
            ...exactlyOne(route, ...Object.keys(DESTINATIONS)),
            ...exactlyOne(route, ...Object.keys(TARGETS)),
            ...familyRules(route, "cidrBlock", "ipv6CidrBlock"),
        ].map(({ property, reason }) => ({ property: `routes[${i}].${property}`, reason })),
    );
}

/** AWS would take both; the provider then lets each undo the other at every update. */
function refuseMixedRoutes({ account, id, inputs }: Draft): void {
    if (objectsOf(inputs.routes).length > 0 && routesIn(account, id).length > 0) {
        throw mixedRoutes(id);
    }
}

function refuseTargets({ account, id, inputs }: Draft, vpcId: unknown): void {
    for (const route of objectsOf(inputs.routes)) {
        refuseTarget(account, vpcId, route, id);
    }
}

function routesIn(account: Account, tableId: string) {
    return account.all(ec2.ROUTE).filter((e) => e.inputs.routeTableId === tableId);
}

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

export const routeTableModels: readonly Model[] = [
    routeTable,
    defaultRouteTable,
    mainRouteTableAssociation,
    routeTableAssociation,
];
