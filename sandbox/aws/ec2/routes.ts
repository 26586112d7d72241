import { createHash } from "node:crypto";
import { AwsError, type Model, str } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { ipv4Block, ipv6Block } from "../shared/cidr";
import { exactlyOne, isGiven, objectsOf } from "../shared/rules";
import { familyRules, mixedRoutes, refuseTarget, TARGETS } from "./route-targets";
import * as ec2 from "./types";

const DESTINATIONS = {
    destinationCidrBlock: str({ replaces: true, check: ipv4Block() }),
    destinationIpv6CidrBlock: str({ replaces: true, check: ipv6Block }),
    destinationPrefixListId: ec2.prefixListId({ replaces: true }),
};

const route: Model = {
    type: ec2.ROUTE,
    untaggable: true,
    fields: {
        routeTableId: ec2.idOf(ec2.ROUTE_TABLE, { required: true, replaces: true }),
        ...DESTINATIONS,
        ...TARGETS,
    },
    rules: (inputs) => [
        ...exactlyOne(inputs, ...Object.keys(DESTINATIONS)),
        ...exactlyOne(inputs, ...Object.keys(TARGETS)),
        ...familyRules(inputs, "destinationCidrBlock", "destinationIpv6CidrBlock"),
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
    refuse: ({ account, inputs }) => {
        const tableId = inputs.routeTableId as string;
        const table = account.get(ec2.ROUTE_TABLE, tableId);
        const home = account.get(ec2.VPC, table?.outputs.vpcId as string);
        const own = [home?.outputs.cidrBlock, home?.outputs.ipv6CidrBlock];
        if (own.includes(destinationOf(inputs))) {
            throw new AwsError(
                "RouteAlreadyExists",
                `the route to ${destinationOf(inputs)} is the VPC's own, which cannot be changed`,
            );
        }
        const adopted = account.get(ec2.DEFAULT_ROUTE_TABLE, tableId);
        if ([table, adopted].some((e) => objectsOf(e?.inputs.routes).length > 0)) {
            throw mixedRoutes(tableId);
        }
        refuseTarget(account, home?.id, inputs, tableId);
    },
};

function destinationOf(inputs: Props): string {
    const name = Object.keys(DESTINATIONS).find((field) => isGiven(inputs, field)) ?? "";
    return inputs[name] as string;
}

export const routeModels: readonly Model[] = [route];
