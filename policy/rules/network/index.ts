import type { Rule } from "../../rule";
import { dataPortsNoPublicAddresses } from "./data-ports-no-public-addresses";
import { dataPortsSecurityGroupsOnly } from "./data-ports-security-groups-only";
import { defaultNetworkAclClosed } from "./default-network-acl-closed";
import { defaultRouteTableClosed } from "./default-route-table-closed";
import { defaultSecurityGroupClosed } from "./default-security-group-closed";
import { defaultVpcUnused } from "./default-vpc-unused";
import { elasticIpUsed } from "./elastic-ip-used";
import { endpointPolicyNotOpen } from "./endpoint-policy-not-open";
import { endpointPolicyPresent } from "./endpoint-policy-present";
import { endpointPrivateDns } from "./endpoint-private-dns";
import { endpointSecurityGroup } from "./endpoint-security-group";
import { endpointServiceAcceptance } from "./endpoint-service-acceptance";
import { endpointServiceNotPublic } from "./endpoint-service-not-public";
import { endpointsPresent } from "./endpoints-present";
import { flowLogAllTraffic } from "./flow-log-all-traffic";
import { instanceDisksEncrypted } from "./instance-disks-encrypted";
import { instanceImdsv2 } from "./instance-imdsv2";
import { instanceNoPublicIp } from "./instance-no-public-ip";
import { instanceRole } from "./instance-role";
import { instanceUserDataNoSecrets } from "./instance-user-data-no-secrets";
import { networkAclAttached } from "./network-acl-attached";
import { networkAclNoOpenIngress } from "./network-acl-no-open-ingress";
import { noOpenEgress } from "./no-open-egress";
import { noOpenIngress } from "./no-open-ingress";
import { peeringRoutesNarrow } from "./peering-routes-narrow";
import { privateSubnetNoInternetRoute } from "./private-subnet-no-internet-route";
import { securityGroupDescribed } from "./security-group-described";
import { securityGroupRulesExclusive } from "./security-group-rules-exclusive";
import { securityGroupRulesNotMixed } from "./security-group-rules-not-mixed";
import { subnetNoPublicIpOnLaunch } from "./subnet-no-public-ip-on-launch";
import { transitGatewayAcceptance } from "./transit-gateway-acceptance";
import { vpcBlockPublicAccessOn } from "./vpc-block-public-access-on";
import { vpcFlowLogPresent } from "./vpc-flow-log-present";

export const networkRules: readonly Rule[] = [
    noOpenIngress,
    dataPortsNoPublicAddresses,
    dataPortsSecurityGroupsOnly,
    noOpenEgress,
    securityGroupDescribed,
    securityGroupRulesNotMixed,
    securityGroupRulesExclusive,
    defaultSecurityGroupClosed,
    networkAclNoOpenIngress,
    networkAclAttached,
    defaultNetworkAclClosed,
    subnetNoPublicIpOnLaunch,
    privateSubnetNoInternetRoute,
    defaultRouteTableClosed,
    peeringRoutesNarrow,
    transitGatewayAcceptance,
    vpcFlowLogPresent,
    flowLogAllTraffic,
    vpcBlockPublicAccessOn,
    defaultVpcUnused,
    elasticIpUsed,
    endpointsPresent,
    endpointPolicyPresent,
    endpointPolicyNotOpen,
    endpointPrivateDns,
    endpointSecurityGroup,
    endpointServiceAcceptance,
    endpointServiceNotPublic,
    instanceImdsv2,
    instanceNoPublicIp,
    instanceDisksEncrypted,
    instanceRole,
    instanceUserDataNoSecrets,
];
