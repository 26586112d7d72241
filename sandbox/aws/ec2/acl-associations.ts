import type { Account } from "../../cloud/account";
import { AwsError } from "../../cloud/model";
import * as ec2 from "./types";

/** Ids of the subnets that an ACL filters. */
export function subnetsOfAcl(account: Account, aclId: string): readonly string[] {
    const subnetIds = account.get(ec2.NETWORK_ACL, aclId)?.outputs.subnetIds;
    return (subnetIds as readonly string[] | undefined) ?? [];
}

/**
 * Gives subnets to an ACL, which takes them from whichever had them: a subnet has exactly one.
 *
 * @param aclId none for subnets that are going
 */
export function putIntoAcl(
    account: Account,
    aclId: string | undefined,
    subnetIds: readonly string[],
): void {
    for (const acl of account.all(ec2.NETWORK_ACL)) {
        const had = subnetsOfAcl(account, acl.id);
        const others = had.filter((id) => !subnetIds.includes(id));
        const has = acl.id === aclId ? [...others, ...subnetIds] : others;
        if (has.length !== had.length) {
            account.put({ ...acl, outputs: { ...acl.outputs, subnetIds: has } });
        }
    }
}

/** Gives subnets to the default ACLs of their VPCs. */
export function putIntoDefaultAcl(
    account: Account,
    subnets: readonly { readonly id: string; readonly vpcId: string }[],
): void {
    for (const { id, vpcId } of subnets) {
        const aclId = account.get(ec2.VPC, vpcId)?.outputs.defaultNetworkAclId;
        putIntoAcl(account, aclId as string | undefined, [id]);
    }
}

/** Gives subnets of `aclId` back to the default ACL; those that another ACL took stay there. */
export function takeFromAcl(account: Account, aclId: string, subnetIds: readonly string[]): void {
    const own = subnetsOfAcl(account, aclId).filter((id) => subnetIds.includes(id));
    const subnets = own.flatMap((id) => account.get(ec2.SUBNET, id) ?? []);
    putIntoDefaultAcl(
        account,
        subnets.map(({ id, outputs }) => ({ id, vpcId: outputs.vpcId as string })),
    );
}

/** Refuses subnets of another VPC than the ACL's. */
export function refuseForeignSubnets(
    account: Account,
    aclId: string,
    vpcId: unknown,
    subnetIds: readonly string[],
): void {
    const foreign = subnetIds.find((id) => account.get(ec2.SUBNET, id)?.outputs.vpcId !== vpcId);
    if (foreign !== undefined) {
        throw new AwsError(
            "InvalidParameterValue",
            `network ACL ${aclId} and subnet ${foreign} belong to different VPCs`,
        );
    }
}
