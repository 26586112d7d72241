import { dataPorts, holdsAny, isPublicIpv4, isWorld, portsOf, refuseBlocks } from "../../addresses";
import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";
import { SECURITY_GROUP_TRAFFIC, trafficOf } from "../../security-groups";

export const dataPortsSecurityGroupsOnly = rule({
    name: "data-ports-security-groups-only",
    description:
        "Ports on which data is served are open to security groups, not to blocks of addresses.",
    why: "Whatever gets an address in the block gets at the data; a group has to be given by somebody.",
    severity: "medium",
    remediation:
        "Name the caller's security group, or list a block that has no groups, such as a VPN's, in the setting blocks.",
    frameworks: { pci: ["1.3.1", "7.2.5"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.RDSSecurityGroups.html",
    level: "advisory",
    settings: {
        dataPorts,
        blocks: {
            type: "array",
            items: { type: "string" },
            default: [] as readonly string[],
            description: "CIDR blocks that may reach data all the same",
        },
    },
    types: SECURITY_GROUP_TRAFFIC,
    check: (resource, { dataPorts, blocks }) => {
        for (const { traffic, properties } of trafficOf(resource, "ingress")) {
            const ports = portsOf(traffic, properties.protocol);
            if (ports === undefined || (ports !== UNKNOWN && !holdsAny(ports, dataPorts))) {
                continue;
            }
            refuseBlocks(
                { traffic, properties, ports },
                // The world and public addresses are other rules' to refuse.
                (cidr) => !isWorld(cidr) && !isPublicIpv4(cidr) && !blocks.includes(String(cidr)),
                (cidr) => `lets ${cidr} in to data; name a security group instead`,
            );
        }
    },
});
