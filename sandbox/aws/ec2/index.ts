import type { Model } from "../../cloud/model";
import { endpointModels } from "./endpoints";
import { flowLogModels } from "./flow-logs";
import { gatewayModels } from "./gateways";
import { networkAclModels } from "./network-acls";
import { routeModels } from "./routes";
import { securityGroupRuleModels } from "./security-group-rules";
import { securityGroupModels } from "./security-groups";
import { vpcModels } from "./vpc";

/** Amazon EC2, as far as the network goes. */
export const ec2Models: readonly Model[] = [
    ...vpcModels,
    ...gatewayModels,
    ...routeModels,
    ...securityGroupModels,
    ...securityGroupRuleModels,
    ...networkAclModels,
    ...endpointModels,
    ...flowLogModels,
];
