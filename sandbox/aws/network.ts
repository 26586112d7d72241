import type { Model } from "../cloud/model";
import type { Catalogue } from "../cloud/provider";
import { endpointModels } from "./ec2-endpoints";
import { flowLogModels } from "./ec2-flow-logs";
import { gatewayModels } from "./ec2-gateways";
import { networkAclModels } from "./ec2-network-acls";
import { routeModels } from "./ec2-routes";
import { securityGroupRuleModels } from "./ec2-security-group-rules";
import { securityGroupModels } from "./ec2-security-groups";
import { vpcModels } from "./ec2-vpc";
import { getAvailabilityZones } from "./ec2-zones";
import { iamModels } from "./iam";
import { getPolicyDocument } from "./iam-policy-document";
import { kmsModels } from "./kms";
import { logsModels } from "./logs";

/** The network of EC2, and what every layer stands on: keys, roles and log groups. */
export const networkModels: readonly Model[] = [
    ...vpcModels,
    ...gatewayModels,
    ...routeModels,
    ...securityGroupModels,
    ...securityGroupRuleModels,
    ...networkAclModels,
    ...endpointModels,
    ...flowLogModels,
    ...kmsModels,
    ...iamModels,
    ...logsModels,
];

export const networkInvokes: Catalogue["invokes"] = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
    "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
};
