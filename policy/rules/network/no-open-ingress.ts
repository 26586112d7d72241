import { allowedPorts, mustNotOpenToWorld } from "../../addresses";
import { rule } from "../../rule";

export const noOpenIngress = rule({
    name: "no-open-ingress",
    description: "No security group lets the world in.",
    why: "What the internet can reach is attacked within minutes; a data platform has nothing to offer there.",
    severity: "critical",
    remediation:
        "Name a security group, a prefix list or a block of known addresses instead of 0.0.0.0/0, ::/0 or large parts of them.",
    frameworks: {
        fsbp: ["EC2.13", "EC2.14", "EC2.18", "EC2.19", "EC2.53", "EC2.54"],
        cis: ["5.3", "5.4"],
        pci: ["1.3.1", "1.4.4"],
        gdpr: ["32(1)(b)"],
    },
    settings: { allowedPorts },
    types: [
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    ],
    check: (resource, { allowedPorts }) => {
        const allowed = (low: number, high: number) => low === high && allowedPorts.includes(low);
        const lists = { protocol: "protocol", cidrLists: ["cidrBlocks", "ipv6CidrBlocks"] };
        switch (resource.type) {
            case "aws:ec2/securityGroup:SecurityGroup":
                for (const entry of resource.each("ingress")) {
                    mustNotOpenToWorld(entry, lists, allowed);
                }
                break;
            case "aws:ec2/securityGroupRule:SecurityGroupRule":
                if (resource.read("type") !== "egress") {
                    mustNotOpenToWorld(resource, lists, allowed);
                }
                break;
            default:
                mustNotOpenToWorld(
                    resource,
                    { protocol: "ipProtocol", cidrs: ["cidrIpv4", "cidrIpv6"] },
                    allowed,
                );
        }
    },
});
