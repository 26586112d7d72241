import { dataPorts, holdsAny, isPublicIpv4, isWorld, portsOf, refuseBlocks } from "../../addresses";
import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";
import { SECURITY_GROUP_TRAFFIC, trafficOf } from "../../security-groups";

export const dataPortsNoPublicAddresses = rule({
    name: "data-ports-no-public-addresses",
    description:
        "No public address, not even a single one, may reach a port on which data is served.",
    why: "Addresses of the internet change hands, and whoever has this one tomorrow may try passwords.",
    severity: "critical",
    remediation:
        "Come over a VPN, Direct Connect or Session Manager, and name a security group or a private block.",
    frameworks: {
        fsbp: ["EC2.19"],
        pci: ["1.3.1", "1.4.4"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19",
    settings: { dataPorts },
    types: SECURITY_GROUP_TRAFFIC,
    check: (resource, { dataPorts }) => {
        for (const { traffic, properties } of trafficOf(resource, "ingress")) {
            const ports = portsOf(traffic, properties.protocol);
            if (ports === undefined || (ports !== UNKNOWN && !holdsAny(ports, dataPorts))) {
                continue;
            }
            refuseBlocks(
                { traffic, properties, ports },
                // What holds a good part of the internet is judged as such, on every port.
                (cidr) => isPublicIpv4(cidr) && !isWorld(cidr),
                (cidr) => `lets the public ${cidr} in to data; name a private block`,
            );
        }
    },
});
