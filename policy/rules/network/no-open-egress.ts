import { isWorld, portsOf, refuseBlocks } from "../../addresses";
import { rule } from "../../rule";
import { SECURITY_GROUP_TRAFFIC, trafficOf } from "../../security-groups";

export const noOpenEgress = rule({
    name: "no-open-egress",
    description: "No security group lets everything out to everywhere.",
    why: "Whatever is broken into could send data to any address, by any protocol.",
    severity: "medium",
    remediation:
        "Name what has to be reached: a security group, a prefix list, or at least a single port such as 443.",
    frameworks: { pci: ["1.3.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    types: SECURITY_GROUP_TRAFFIC,
    check: (resource) => {
        for (const { traffic, properties } of trafficOf(resource, "egress")) {
            const ports = portsOf(traffic, properties.protocol);
            const isNarrow = typeof ports === "object" && (ports.low > 1 || ports.high < 65535);
            if (ports === undefined || isNarrow) {
                continue;
            }
            refuseBlocks(
                { traffic, properties, ports },
                isWorld,
                (cidr) => `lets everything out to ${cidr}; name ports and where to`,
            );
        }
    },
});
