import { accountScope } from "../../infra/account";
import { PrivateNetwork } from "../../infra/network/private-network";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";

/** Layer 2: the VPC and everything that decides who reaches whom. */
export function network(config: PlatformConfig, keys: Upstream<"keys">): Exports<"network"> {
    const { cidrBlock, availabilityZones, nat, logRetentionDays } = config.network;
    const built = new PrivateNetwork(config.prefix, {
        scope: accountScope(config.region),
        cidrBlock,
        availabilityZones,
        nat,
        flowLog: {
            logGroupName: `/${config.prefix}/vpc-flow`,
            keyArn: keys.logsKeyArn,
            retentionDays: logRetentionDays,
        },
    });
    return {
        vpcId: built.vpcId,
        privateSubnetIds: built.privateSubnetIds,
        isolatedSubnetIds: built.isolatedSubnetIds,
        auroraSecurityGroupId: built.securityGroupIds.aurora,
        daxSecurityGroupId: built.securityGroupIds.dax,
        appSecurityGroupId: built.securityGroupIds.app,
        adminSecurityGroupId: built.securityGroupIds.admin,
    };
}
