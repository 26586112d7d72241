import type { Resource } from "../../resource";
import { rule } from "../../rule";

const isPublic = (subnet: Resource) => subnet.read("tags.SubnetType") === "Public";

export const subnetNoPublicIpOnLaunch = rule({
    name: "subnet-no-public-ip-on-launch",
    description: "Only subnets that are tagged as public hand out public addresses.",
    why: "Whatever is launched there by mistake would be on the internet at once.",
    severity: "medium",
    remediation:
        "Leave mapPublicIpOnLaunch false, or tag the subnet SubnetType=Public when it is one: awsx always sets it in public subnets.",
    frameworks: { fsbp: ["EC2.15"], pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
    types: ["aws:ec2/subnet:Subnet"],
    check: (subnet) => {
        if (!isPublic(subnet)) {
            subnet.must(
                "mapPublicIpOnLaunch",
                (on) => on !== true,
                "hands out public addresses; set mapPublicIpOnLaunch to false, or tag a public subnet SubnetType=Public",
            );
        }
    },
    remediate: (subnet) =>
        subnet.read("mapPublicIpOnLaunch") === true && !isPublic(subnet)
            ? { mapPublicIpOnLaunch: false }
            : undefined,
});
