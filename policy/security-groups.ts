import type { TrafficProperties } from "./addresses";
import type { Inspected } from "./inspect";
import type { Resource } from "./resource";

export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** Rules of a security group that are resources of their own: of either direction, or of one. */
export const SECURITY_GROUP_RULES = [
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
] as const;

/** Everything that says what a security group lets through. */
export const SECURITY_GROUP_TRAFFIC = [SECURITY_GROUP, ...SECURITY_GROUP_RULES] as const;

/** One rule of a security group, and which of its properties hold what. */
export interface Traffic {
    readonly traffic: Inspected;
    readonly properties: TrafficProperties;
}

const LISTS = { protocol: "protocol", cidrLists: ["cidrBlocks", "ipv6CidrBlocks"] };
const SINGLES = { protocol: "ipProtocol", cidrs: ["cidrIpv4", "cidrIpv6"] };

/** What a resource of {@link SECURITY_GROUP_TRAFFIC} lets through in one direction, rule by rule. */
export function trafficOf(resource: Resource, direction: "ingress" | "egress"): Traffic[] {
    switch (resource.type) {
        case SECURITY_GROUP:
            return resource.each(direction).map((traffic) => ({ traffic, properties: LISTS }));
        case "aws:ec2/securityGroupRule:SecurityGroupRule":
            return (resource.read("type") === "egress") === (direction === "egress")
                ? [{ traffic: resource, properties: LISTS }]
                : [];
        default:
            return resource.type.endsWith("IngressRule") === (direction === "ingress")
                ? [{ traffic: resource, properties: SINGLES }]
                : [];
    }
}
