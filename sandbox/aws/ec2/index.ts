import type { Model } from "../../cloud/model";
import { blockPublicAccessModels } from "./block-public-access";
import { endpointModels } from "./endpoints";
import { exclusiveRuleModels } from "./exclusive-rules";
import { flowLogModels } from "./flow-logs";
import { gatewayModels } from "./gateways";
import { launchTemplateModels } from "./launch-template";
import { networkAclModels } from "./network-acls";
import { routeTableModels } from "./route-tables";
import { routeModels } from "./routes";
import { securityGroupRuleModels } from "./security-group-rules";
import { securityGroupModels } from "./security-groups";
import { subnetModels } from "./subnet";
import { vpcModels } from "./vpc";
import { vpcEncryptionModels } from "./vpc-encryption";

/** Amazon EC2, as far as the network goes, and the template of hosts in it. */
export const ec2Models: readonly Model[] = [
    ...vpcModels,
    ...subnetModels,
    ...vpcEncryptionModels,
    ...blockPublicAccessModels,
    ...gatewayModels,
    ...routeTableModels,
    ...routeModels,
    ...securityGroupModels,
    ...securityGroupRuleModels,
    ...exclusiveRuleModels,
    ...networkAclModels,
    ...endpointModels,
    ...flowLogModels,
    ...launchTemplateModels,
];
