import type { Rule } from "../../rule";
import { defaultSecurityGroupClosed } from "./default-security-group-closed";
import { endpointPolicyNotOpen } from "./endpoint-policy-not-open";
import { networkAclNoOpenIngress } from "./network-acl-no-open-ingress";
import { noOpenIngress } from "./no-open-ingress";
import { subnetNoPublicIpOnLaunch } from "./subnet-no-public-ip-on-launch";
import { vpcFlowLogPresent } from "./vpc-flow-log-present";

export const networkRules: readonly Rule[] = [
    noOpenIngress,
    networkAclNoOpenIngress,
    defaultSecurityGroupClosed,
    subnetNoPublicIpOnLaunch,
    vpcFlowLogPresent,
    endpointPolicyNotOpen,
];
