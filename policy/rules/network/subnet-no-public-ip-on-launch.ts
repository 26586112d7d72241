import { rule } from "../../rule";

export const subnetNoPublicIpOnLaunch = rule({
    name: "subnet-no-public-ip-on-launch",
    description: "Only subnets that are tagged as public hand out public addresses.",
    why: "Whatever is launched there by mistake would be on the internet at once.",
    severity: "medium",
    remediation:
        "Leave mapPublicIpOnLaunch false, or tag the subnet SubnetType=Public when it is one: awsx always sets it in public subnets.",
    frameworks: { fsbp: ["EC2.15"], pci: ["1.4.4"], gdpr: ["32(1)(b)"] },
    types: ["aws:ec2/subnet:Subnet"],
    check: (subnet) => {
        if (subnet.read("tags.SubnetType") !== "Public") {
            subnet.must(
                "mapPublicIpOnLaunch",
                (on) => on !== true,
                "hands out public addresses; set mapPublicIpOnLaunch to false",
            );
        }
    },
});
