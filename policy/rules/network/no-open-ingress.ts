import { allowedPorts, mustNotOpenToWorld } from "../../addresses";
import { rule } from "../../rule";
import { SECURITY_GROUP_TRAFFIC, trafficOf } from "../../security-groups";

export const noOpenIngress = rule({
    name: "no-open-ingress",
    description: "No security group lets the world in.",
    why: "What the internet can reach is attacked within minutes; only what is meant for everyone, such as a load balancer's port 443, belongs there.",
    severity: "critical",
    remediation:
        "Name a security group, a prefix list or a block of known addresses instead of 0.0.0.0/0, ::/0 or large parts of them. Ports that are meant for everyone, such as 443 of a load balancer, go into the setting allowedPorts; for one group alone, waive the rule.",
    frameworks: {
        fsbp: ["EC2.13", "EC2.14", "EC2.18", "EC2.19", "EC2.53", "EC2.54"],
        cis: ["5.1.2", "5.3", "5.4"],
        pci: ["1.3.1", "1.4.4"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
    settings: { allowedPorts },
    types: SECURITY_GROUP_TRAFFIC,
    check: (resource, { allowedPorts }) => {
        for (const { traffic, properties } of trafficOf(resource, "ingress")) {
            mustNotOpenToWorld(
                traffic,
                properties,
                (low, high) => low === high && allowedPorts.includes(low),
            );
        }
    },
});
