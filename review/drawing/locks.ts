import { ofType, records, text } from "../fields";
import { logicalName, type Resource } from "../resource";

/** What closes a network beside the rules of its groups and ACLs, each in words. */
export function readLocks(resources: readonly Resource[]): string[] {
    return Object.entries(LOCKS).flatMap(([type, describe]) =>
        ofType(resources, type).map((resource) => describe(resource, resources)),
    );
}

const LOCKS: Readonly<Record<string, (resource: Resource, all: readonly Resource[]) => string>> = {
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (group) =>
        `default security group: ${counted(group, "rules", "ingress", "egress")}`,
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": (acl) =>
        `default network ACL: ${counted(acl, "entries", "ingress", "egress")}`,
    "aws:ec2/defaultRouteTable:DefaultRouteTable": (table) =>
        `default route table: ${counted(table, "routes", "routes")}`,
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": (options) =>
        `public access of every VPC in the region: ${text(options, "internetGatewayBlockMode") ?? "?"}`,
    "aws:ec2/vpcEncryptionControl:VpcEncryptionControl": (control) =>
        `encryption in transit: ${text(control, "mode") ?? "?"}`,
    "aws:route53/resolverFirewallRule:ResolverFirewallRule": (rule, all) =>
        `DNS: ${text(rule, "action") ?? "?"} ${domainsOf(rule, all)}`,
};

/** How many of its own the resource was given; more is added by the way that AWS works. */
function counted(resource: Resource, what: string, ...keys: string[]): string {
    const { inputs } = resource;
    const count = keys.flatMap((key) => records({ ...resource, outputs: inputs }, key)).length;
    return count === 0 ? `no ${what}` : `${count} ${what}`;
}

function domainsOf(rule: Resource, all: readonly Resource[]): string {
    const threat = text(rule, "dnsThreatProtection");
    if (threat !== undefined) {
        return `names that look like ${threat}`;
    }
    const list = all.find(
        ({ id }) => id !== undefined && id === text(rule, "firewallDomainListId"),
    );
    return list === undefined ? "a list of names" : `the names of ${logicalName(list)}`;
}
