import { allowedPorts, mustNotOpenToWorld } from "../../addresses";
import { rule } from "../../rule";

const RDP = 3389;

export const networkAclNoOpenIngress = rule({
    name: "network-acl-no-open-ingress",
    description: "No network ACL lets the world in to a service.",
    why: "Network ACLs are the second wall; one that lets everything in protects from no mistake in a security group.",
    severity: "high",
    remediation:
        "Let the world in only to the return ports from 1024 up, without 3389, or name the blocks that are meant.",
    frameworks: {
        fsbp: ["EC2.21"],
        cis: ["5.2"],
        pci: ["1.3.1"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",
    settings: { allowedPorts },
    types: [
        "aws:ec2/networkAcl:NetworkAcl",
        "aws:ec2/networkAclRule:NetworkAclRule",
        "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    ],
    check: (resource, { allowedPorts }) => {
        // ACLs know no connections, so answers to the outside come in on the ephemeral ports. One
        // of them is remote desktop's, which EC2.21 asks for by its number.
        const allowed = (low: number, high: number) =>
            (low >= 1024 && high <= 65535 && !(low <= RDP && RDP <= high)) ||
            (low === high && allowedPorts.includes(low));
        const traffic = { protocol: "protocol", cidrs: ["cidrBlock", "ipv6CidrBlock"] };
        if (resource.type === "aws:ec2/networkAclRule:NetworkAclRule") {
            const lets = resource.read("egress") !== true && resource.read("ruleAction") !== "deny";
            if (lets) {
                mustNotOpenToWorld(resource, traffic, allowed);
            }
            return;
        }
        for (const entry of resource.each("ingress")) {
            if (entry.read("action") !== "deny") {
                mustNotOpenToWorld(entry, traffic, allowed);
            }
        }
    },
});
