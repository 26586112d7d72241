import { isWorld } from "../../addresses";
import { rule } from "../../rule";

export const peeringRoutesNarrow = rule({
    name: "peering-routes-narrow",
    description: "Routes to a peered VPC name the addresses that are meant.",
    why: "A route for everything hands all traffic to the other network, and lets it answer in anyone's name.",
    severity: "medium",
    remediation: "Route only the block of the peered VPC, or of the subnets in it that are needed.",
    frameworks: { cis: ["5.6"], pci: ["1.3.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
    types: [
        "aws:ec2/route:Route",
        "aws:ec2/routeTable:RouteTable",
        "aws:ec2/defaultRouteTable:DefaultRouteTable",
    ],
    check: (resource) => {
        for (const route of [resource, ...resource.each("routes")]) {
            if (!route.has("vpcPeeringConnectionId")) {
                continue;
            }
            // A route says it in one way, and an entry of a table in the other.
            for (const block of [
                "destinationCidrBlock",
                "destinationIpv6CidrBlock",
                "cidrBlock",
                "ipv6CidrBlock",
            ]) {
                route.must(
                    block,
                    (cidr) => !isWorld(cidr),
                    (cidr) => `routes ${cidr} to a peered VPC; name its own block`,
                );
            }
        }
    },
});
