import * as pulumi from "@pulumi/pulumi";
import { accountScope } from "../../infra/account";
import { PrivateNetwork } from "../../infra/network/private-network";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";

/** Layer 2: the VPC and everything that decides who reaches whom. */
export function network(config: PlatformConfig, keys: Upstream<"keys">): Exports<"network"> {
    const { logRetentionDays: retentionDays, ...settings } = config.network;
    const built = new PrivateNetwork(config.prefix, {
        ...settings,
        scope: accountScope(config.region),
        organizationId: config.organizationId,
        auroraTier: config.aurora.subnetTier,
        logs: { prefix: `/${config.prefix}`, keyArn: keys.logsKeyArn, retentionDays },
        protect: config.deletionProtection,
    });
    return {
        vpcId: built.vpcId,
        privateSubnetIds: built.privateSubnetIds,
        isolatedSubnetIds: built.isolatedSubnetIds,
        privateRouteTableIds: built.privateRouteTableIds,
        auroraSecurityGroupId: built.securityGroupIds.aurora,
        proxySecurityGroupId: built.securityGroupIds.proxy,
        lambdaSecurityGroupId: built.securityGroupIds.lambda,
        daxSecurityGroupId: built.securityGroupIds.dax,
        appSecurityGroupId: built.securityGroupIds.app,
        adminSecurityGroupId: built.securityGroupIds.admin,
        securityGroupIds: pulumi.all(built.securityGroupIds),
        flowLogDestinationArn: built.flowLogDestinationArn,
        // Pulumi warns of outputs that are undefined.
        ...(built.wayInGroupName && { wayInGroupName: built.wayInGroupName }),
        ...(built.tunnelPolicyArn && { tunnelPolicyArn: built.tunnelPolicyArn }),
    };
}
