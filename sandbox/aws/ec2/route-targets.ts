import type { Account } from "../../cloud/account";
import { AwsError, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { isUnknown } from "../../provider/unknown";
import { broken, isGiven } from "../shared/rules";
import * as ec2 from "./types";

/** Where IPv6 addresses that stand for IPv4 ones are: NAT64, which NAT gateways translate. */
const NAT64 = "64:ff9b::/96";

/** What a route may lead to. */
export const TARGETS = {
    gatewayId: str(),
    natGatewayId: ec2.idOf(ec2.NAT_GATEWAY),
    networkInterfaceId: str(),
    transitGatewayId: str(),
    vpcEndpointId: ec2.idOf(ec2.VPC_ENDPOINT),
    vpcPeeringConnectionId: str(),
    egressOnlyGatewayId: ec2.idOf(ec2.EGRESS_ONLY_GATEWAY),
};

/** Rules on targets that take destinations of one kind only; `ipv4` and `ipv6` name the inputs. */
export function familyRules(route: Props, ipv4: string, ipv6: string): Failure[] {
    const isIpv6 = isGiven(route, ipv6) && !isUnknown(route[ipv6]);
    return broken(
        [
            isGiven(route, "egressOnlyGatewayId") && isGiven(route, ipv4),
            "egressOnlyGatewayId",
            `cannot be given with ${ipv4}: an egress-only gateway is for IPv6`,
        ],
        [
            isGiven(route, "natGatewayId") && isIpv6 && route[ipv6] !== NAT64,
            "natGatewayId",
            `cannot be given with ${ipv6} "${String(route[ipv6])}": of IPv6, a NAT gateway takes ` +
                `${NAT64} only (NAT64); use an egress-only internet gateway`,
        ],
        [
            isGiven(route, "vpcEndpointId") && isGiven(route, "destinationPrefixListId"),
            "vpcEndpointId",
            "cannot be given with destinationPrefixListId",
        ],
    );
}

/** Refuses a target that does not exist, or is of another VPC than the route table. */
export function refuseTarget(
    account: Account,
    vpcId: unknown,
    route: Props,
    tableId: string,
): void {
    const { gatewayId, natGatewayId, egressOnlyGatewayId } = route as Record<string, string>;
    const nat = account.get(ec2.NAT_GATEWAY, natGatewayId ?? "");
    const homes: readonly (readonly [id: string | undefined, vpcId: unknown])[] = [
        [
            gatewayId?.startsWith("igw-") ? gatewayId : undefined,
            account.get(ec2.INTERNET_GATEWAY, gatewayId ?? "")?.inputs.vpcId,
        ],
        [natGatewayId, account.get(ec2.SUBNET, String(nat?.inputs.subnetId))?.inputs.vpcId],
        [
            egressOnlyGatewayId,
            account.get(ec2.EGRESS_ONLY_GATEWAY, egressOnlyGatewayId ?? "")?.inputs.vpcId,
        ],
    ];
    for (const [id, home] of homes) {
        if (id !== undefined && home !== vpcId) {
            throw new AwsError(
                "InvalidParameterValue",
                home === undefined
                    ? `${id} does not exist, or is attached to no VPC`
                    : `route table ${tableId} and gateway ${id} belong to different VPCs`,
            );
        }
    }
}

/** The error for a table whose routes are both its own and resources. */
export function mixedRoutes(tableId: string): AwsError {
    return new AwsError(
        "ConflictingRoutes",
        `${tableId} has routes of its own and aws.ec2.Route resources, which undo each other; ` +
            "use one of the two",
    );
}
